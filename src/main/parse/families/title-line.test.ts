import { expect, test } from 'vitest'
import { parseLog } from '../parse-log.ts'
import { families } from './families.ts'
import { isTitleLine } from './title-line.ts'

const titlesOf = (text: string): readonly string[] =>
  parseLog(new TextEncoder().encode(text)).reports.map(({ title }) => title)

test.each([
  'general protection fault in widget_poll',
  'BUG: unable to handle kernel NULL pointer dereference in widget_poll (2)',
  'BUG: soft lockup in widget_poll',
  'INFO: rcu detected stall in __widget_poll',
  'BUG: Bad page state in widget_poll',
  'BUG: using smp_processor_id() in preemptible code in widget_poll',
  'BUG: spinlock bad magic in widget_poll',
  'WARNING: refcount bug in widget_poll',
  'WARNING in widget_read/usb_submit_urb',
  'UBSAN: shift-out-of-bounds in widget_poll',
  'kernel BUG at drivers/widget.c:LINE!',
  'upstream boot error: general protection fault in widget_poll',
  'Subject: Re: [syzbot] [net?] BUG: soft lockup in widget_poll (3)'
])('a title alone is no crash: %s', (title) => {
  expect(titlesOf(`${title}\n`)).toEqual([])
})

test('a mail that says the title before the report has one report', () => {
  expect(
    titlesOf(
      [
        'the reproducer is still triggering an issue:',
        'BUG: unable to handle kernel paging request in widget_poll',
        '',
        'BUG: unable to handle page fault for address: fffffbfff35c9873',
        'RIP: 0010:widget_poll+0x80/0x2f0',
        'Call Trace:',
        ' widget_read+0xdee/0x6100'
      ].join('\n')
    )
  ).toEqual(['BUG: unable to handle kernel paging request in widget_poll'])
})

test('no line that a kernel prints is taken for a title', () => {
  for (const { example } of families) expect(isTitleLine(example), example).toBe(false)
  for (const line of [
    'Kernel panic - not syncing: Fatal exception in interrupt',
    'BUG: KASAN: use-after-free in widget_poll',
    'BUG: widgets are lost in widget_poll',
    'WARNING: possible circular locking dependency detected'
  ]) {
    expect(isTitleLine(line), line).toBe(false)
  }
})
