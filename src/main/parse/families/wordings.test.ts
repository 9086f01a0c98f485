import { expect, test } from 'vitest'
import { parseLog } from '../parse-log.ts'

const titlesOf = (lines: readonly string[]): readonly string[] =>
  parseLog(new TextEncoder().encode(lines.map((line) => `[    9.000000][   T42] ${line}\n`).join(''))).reports.map(
    ({ title, type }) => `${title} | ${type}`
  )

const trace = [
  'Call Trace:',
  ...['widget_walk', 'widget_walk', 'widget_ioctl', 'vfs_ioctl', 'do_syscall_64'].map((name) => ` ${name}+0x10/0x20`)
]

test.each([
  'Insufficient stack space to handle exception!',
  'Kernel panic - not syncing: kernel stack overflow',
  'Kernel panic - not syncing: Kernel stack overflow'
])('a stack that ran out of room is named by what the kernel was asked for: %s', (header) => {
  expect(titlesOf([header, ...trace])).toEqual(['kernel stack overflow in widget_ioctl | DoS'])
})

test.each([
  [
    ['BUG: workqueue leaked lock or atomic: kworker/1:2/0x00000001/42', '     last function: widget_work'],
    'BUG: workqueue leaked lock or atomic in widget_work | '
  ],
  [
    [
      'BUG: workqueue leaked atomic, lock or RCU: kworker/1:2[42]',
      '     preempt=0x00000001 lock=0->1 RCU=0->0 workfn=widget_work'
    ],
    'BUG: workqueue leaked atomic, lock or RCU in widget_work | '
  ]
])('a work that leaks is named in the words of every kernel: %j', (lines, title) => {
  expect(titlesOf([...lines, ...trace])).toEqual([title])
})
