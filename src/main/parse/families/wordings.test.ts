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

test('a bad copy is told by its check where the kernel does not know the names of its files', () => {
  expect(
    titlesOf([
      'Kernel BUG at .usercopy_abort+0x94/0x9c [verbose debug info unavailable]',
      'NIP [c000000000203f38] .usercopy_abort+0x94/0x9c',
      'Call Trace:',
      '[c00000007a5f3b80] [c000000000203f34] .usercopy_abort+0x90/0x9c (unreliable)',
      '[c00000007a5f3c00] [c0000000001c8d1c] .__check_heap_object+0x120/0x140',
      '[c00000007a5f3c80] [c000000000203d5c] .__check_object_size+0x22c/0x270',
      '[c00000007a5f3d10] [d000000001c9a2b4] .widget_set+0x134/0x260',
      '[c00000007a5f3dc0] [c0000000008f1c28] .widget_setsockopt+0x58/0x90'
    ])
  ).toEqual(['BUG: bad usercopy in widget_set | BUG'])
})

test('the trap by which loongarch and s390 warn is not what warned', () => {
  const warning = 'WARNING: CPU: 2 PID: 42 at drivers/widget.c:12 widget_walk+0x10/0x20'
  for (const trap of [
    ['do_bp', 'handle_bp'],
    ['do_report_trap', 'illegal_op', 'pgm_check_handler']
  ])
    expect(
      titlesOf([
        warning,
        'Call Trace:',
        ...['show_stack', 'dump_stack_lvl', '__warn', 'report_bug', ...trap, 'widget_walk', 'widget_ioctl'].map(
          (name) => `[<9000000002def6a8>] ${name}+0x30/0x148`
        )
      ])
    ).toEqual(['WARNING in widget_walk | WARNING'])
})
