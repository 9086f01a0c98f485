import { expect, test } from 'vitest'
import { parseLog } from '../parse/parse-log.ts'
import { fingerprintOf, type Fingerprint } from './fingerprint.ts'
import { scoreOf } from './similarity.ts'

const log = (frames: readonly string[]): string =>
  [
    'BUG: kernel NULL pointer dereference, address: 0000000000000010',
    '#PF: supervisor read access in kernel mode',
    'Oops: 0000 [#1] PREEMPT SMP',
    'CPU: 1 PID: 4242 Comm: wobble Not tainted 6.9.0-rc2 #1',
    'RIP: 0010:wobble_read+0x12/0x40',
    'Call Trace:',
    ' <TASK>',
    ...frames.map((frame) => ` ${frame}`),
    ' </TASK>'
  ].join('\n')

const fingerprint = (frames: readonly string[]): Fingerprint => {
  const [report] = parseLog(Buffer.from(log(frames))).reports
  if (report === undefined) throw new Error('no report')
  return fingerprintOf(report)
}

const plain = [
  'wobble_read+0x12/0x40',
  'wobble_dispatch+0x52/0x140',
  'wobble_file_read+0x33/0x90',
  'vfs_read+0xa1/0x200',
  'ksys_read+0x62/0xe0',
  'do_syscall_64+0x5d/0x90',
  'entry_SYSCALL_64_after_hwframe+0x6e/0xd8'
]

test('the crash channel begins where it crashed and leaves the way into the kernel out', () => {
  const { channels, frame } = fingerprint(plain)
  expect(frame).toBe('wobble_read')
  expect(channels.crash).toEqual(['wobble_read', 'wobble_dispatch', 'wobble_file_read', 'vfs_read', 'sys_read'])
})

test('guesses of the unwinder, copies of the compiler and names of wrappers change nothing', () => {
  const other = [
    '? lock_acquire+0x1a/0x20',
    'wobble_read+0x12/0x40',
    'wobble_dispatch.constprop.0+0x52/0x140',
    '? __pfx_wobble_open+0x10/0x10',
    'wobble_file_read.isra.0+0x33/0x90',
    'vfs_read+0xa1/0x200',
    '__x64_sys_read+0x62/0xe0',
    'do_syscall_64+0x5d/0x90'
  ]
  expect(fingerprint(other).channels).toEqual(fingerprint(plain).channels)
})

test('where only guesses are left, they count', () => {
  const guesses = plain.map((frame) => `? ${frame}`)
  expect(fingerprint(guesses).channels.crash).toContain('wobble_dispatch')
})

test('inline frames stand above the function they are in, and what is without them is still alike', () => {
  const shown = [
    'wobble_read+0x12/0x40 drivers/wobble/core.c:12',
    'wobble_check drivers/wobble/core.c:40 [inline]',
    'wobble_dispatch+0x52/0x140 drivers/wobble/core.c:51',
    'wobble_file_read+0x33/0x90 drivers/wobble/file.c:9',
    ...plain.slice(3)
  ]
  const inlined = fingerprint(shown)
  expect(inlined.channels.crash.slice(0, 3)).toEqual(['wobble_read', 'wobble_check', 'wobble_dispatch'])
  expect(inlined.files).toContain('drivers/wobble/core.c')
  expect(scoreOf(inlined, fingerprint(plain))).toBeGreaterThan(0.5)
})
