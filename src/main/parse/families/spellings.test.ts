import { expect, test } from 'vitest'
import { parseLog } from '../parse-log.ts'

const named = (lines: readonly string[]): readonly (readonly [string, string, string | null])[] =>
  parseLog(
    new TextEncoder().encode(lines.map((line, index) => `[   12.${100_000 + index}] ${line}\n`).join(''))
  ).reports.map(({ title, type, frame }) => [title, type, frame] as const)

const trace = [
  'CPU: 1 PID: 7 Comm: gizmod Not tainted 6.1.0 #1',
  'Call Trace:',
  ' dump_stack_lvl+0x10/0x20',
  ' gizmo_tick+0x12/0x40',
  ' gizmo_poll+0x10/0x20',
  ' gizmo_read+0x10/0x20',
  ' do_syscall_64+0x10/0x20'
]

/** What kernels of other years and architectures call the same crash. */
test.each([
  ['BUG: write-lock lockup on CPU#1, gizmod/7, 00000000abcdef01', 'BUG: write-lock lockup in gizmo_tick', 'LOCKDEP'],
  ['BUG: rwlock recursion on CPU#1, gizmod/7, ffff888012345018', 'BUG: rwlock recursion in gizmo_tick', 'LOCKDEP'],
  ['BUG: spinlock bad magic on CPU#1, gizmod/7', 'BUG: spinlock bad magic in gizmo_tick', 'LOCKDEP'],
  ['Kernel bug at drivers/gizmo.c:12', 'kernel BUG in gizmo_tick', 'BUG'],
  ['Badness in gizmo_tick at drivers/gizmo.c:12', 'WARNING in gizmo_tick', 'WARNING'],
  ['Badness at drivers/gizmo.c:12', 'WARNING in gizmo_tick', 'WARNING'],
  ['BUG: warning at drivers/gizmo.c:12/gizmo_tick()', 'WARNING in gizmo_tick', 'WARNING'],
  ['[ INFO: suspicious rcu_dereference_check() usage. ]', 'INFO: suspicious RCU usage in gizmo_tick', ''],
  ['Oops: control protection: 0000 [#1] SMP', 'Oops in gizmo_tick', 'DoS'],
  ['Alignment trap: not handling instruction e1932f9f at [<8028bd58>]', 'Alignment trap in gizmo_tick', 'DoS'],
  [
    'BUG: KMSAN: kernel-net-infoleak in gizmo_tick+0x12/0x40',
    'KMSAN: kernel-net-infoleak in gizmo_tick',
    'KMSAN-INFO-LEAK'
  ],
  [
    'BUG: KMSAN: kernel-dma-infoleak in gizmo_tick+0x12/0x40',
    'KMSAN: kernel-dma-infoleak in gizmo_tick',
    'KMSAN-INFO-LEAK'
  ],
  ['CFI failure (target: gizmo_put+0x0/0x40):', 'CFI failure in gizmo_tick', 'DoS']
])('%s', (header, title, type) => {
  expect(named([header, ...trace])).toEqual([[title, type, title.slice(title.indexOf(' in ') + 4)]])
})

test('a race between functions of modules is named without the modules', () => {
  expect(named(['BUG: KCSAN: data-race in gizmo_tick [gizmo] / gizmo_put [gizmo]', ...trace])).toEqual([
    ['KCSAN: data-race in gizmo_tick / gizmo_put', 'DATARACE', null]
  ])
})

test.each([
  'Slab corruption: start=c1234560, len=64',
  'Slab corruption (Not tainted): kmalloc-64 start=c1234560, len=64'
])('SLAB finds an object that was written to after it was freed: %s', (header) => {
  expect(named([header, 'Redzone: 0x9f911029d74e35b/0x9f911029d74e35b.', 'Last user: (gizmo_put+0x12/0x40)'])).toEqual([
    ['BUG: Slab corruption', 'DoS', null]
  ])
})

test.each([
  'BUG: stack guard page was hit at',
  'BUG: IRQ stack guard page was hit at',
  'BUG: #DF stack guard page was hit at'
])('a stack that ran into its guard page is named by what the kernel was asked for: %s', (header) => {
  const stack = `${header} ffffc90000abc000 (stack is ffffc90000abd000..ffffc90000ac0000)`
  expect(named([stack, ...trace])).toEqual([['BUG: stack guard page was hit in gizmo_read', '', 'gizmo_read']])
})

test('KASAN of old kernels did not know whether memory was freed or never there', () => {
  expect(
    named([
      'BUG: KASAN: use-after-free or out-of-bounds in gizmo_tick+0x12/0x40 at addr ffff880012345018',
      'Write of size 4 by task gizmod/7',
      ...trace
    ]).map(([title, , frame]) => [title, frame])
  ).toEqual([['KASAN: use-after-free or out-of-bounds Write in gizmo_tick', 'gizmo_tick']])
})

test('sparc goes on after an access that is not aligned, and only says where', () => {
  expect(named(['Kernel unaligned access at TPC[4278b4] gizmo_tick+0x14/0x40'])).toEqual([
    ['Oops in gizmo_tick', 'DoS', 'gizmo_tick']
  ])
})

test('a trace whose first frame stands in the line of its header is whole', () => {
  const reports = parseLog(
    new TextEncoder().encode(
      [
        'BUG: scheduling while atomic: gizmod/7/0x00000002',
        'Call Trace: [<00012345>] gizmo_tick+0x12/0x40',
        ' [<00012456>] gizmo_read+0x10/0x20',
        ''
      ].join('\n')
    )
  ).reports
  expect(reports.map(({ title, frame, corrupted }) => [title, frame, corrupted])).toEqual([
    ['BUG: scheduling while atomic in gizmo_tick', 'gizmo_tick', false]
  ])
})

test.each([
  ["WARNING: can't dereference registers at 00000000abcdef01 for ip gizmo_tick+0x12/0x40", 'WARNING'],
  ['WARNING: stack recursion on stack type 4', 'WARNING'],
  ['WARNING: unrecognized unwind stack type 7', 'WARNING']
])('the unwinder says where it does not get on: %s', (header, type) => {
  const [report] = named([header])
  expect(report?.[0]).toMatch(/^WARNING: /)
  expect(report?.[1]).toBe(type)
})

test('contention of a lock that nobody holds is named by where it was taken', () => {
  const contention = [
    'WARNING: bad contention detected!',
    '6.1.0 #1 Not tainted',
    '-----------------------------',
    'gizmod/7 is trying to contend lock (&g->lock) at:',
    '[<ffffffff81234567>] gizmo_tick+0x12/0x40',
    'but there are no locks held!',
    '',
    'other info that might help us debug this:',
    'no locks held by gizmod/7.',
    'stack backtrace:',
    ...trace
  ]
  expect(named(contention)).toEqual([['WARNING: bad contention in gizmo_tick', 'LOCKDEP', 'gizmo_tick']])
})

/** Faults are entered by functions of the architecture, which stand in front of what was running. */
test.each([
  ['riscv', ['do_trap_load_misaligned', 'do_trap_error', 'handle_exception']],
  ['mips', ['do_be', 'handle_ades_int']],
  ['loongarch', ['do_ale', 'handle_ale_int']],
  ['s390', ['do_secure_storage_access', 'pgm_check_handler']],
  ['sparc', ['unhandled_fault', 'do_sparc64_fault', 'sparc64_realfault_common']],
  ['parisc', ['parisc_terminate', 'handle_interruption', 'intr_check_sig']],
  ['m68k', ['buserr_c', 'buserr', 'send_fault_sig']],
  ['alpha', ['do_entUna', 'entUna']],
  ['division', ['Ldiv0', '__aeabi_uidiv', 'div64_u64']],
  ['buffers and inodes', ['submit_bh_wbc', '__brelse', 'iput']],
  ['DMA mappings', ['check_unmap', 'debug_dma_unmap_page']],
  ['bits', ['_test_and_set_bit', 'change_bit']],
  ['printing', ['put_dec_trunc8', 'widen_string', 'netdev_info']]
])('functions of %s are passed over', (_, functions) => {
  expect(
    named([
      'Oops [#1]',
      'Call Trace:',
      ...[...functions, 'gizmo_tick', 'gizmo_poll', 'gizmo_read'].map((name) => ` ${name}+0x10/0x20`)
    ])
  ).toEqual([['Oops in gizmo_tick', 'DoS', 'gizmo_tick']])
})

test.each(['list_sort', 'sort', 'seq_printf', 'timerqueue_add', 'srcu_invoke_callbacks'])(
  '%s is a name that people know crashes by',
  (name) => {
    expect(
      named(['Oops [#1]', 'Call Trace:', ` ${name}+0x10/0x20`, ' gizmo_tick+0x1/0x2', ' gizmo_read+0x1/0x2'])
    ).toEqual([[`Oops in ${name}`, 'DoS', name]])
  }
)

test('arm tells of an access that is not aligned in a program, which is no crash', () => {
  expect(
    named(['Alignment trap: gizmod (7) PC=0xb6f01234 Instr=0xe5912000 Address=0xbe000011 FSR 0x001', ...trace])
  ).toEqual([])
})

test('a panic of Rust whose message is lost is named by its place, not by the next line', () => {
  expect(named(['rust_kernel: panicked at drivers/gizmo.rs:12:5:', ...trace]).map(([title]) => title)).toEqual([
    'rust_kernel: panicked at drivers/gizmo.rs:NUM:NUM: in gizmo_tick'
  ])
})

test('Trusty panics with and without its caller; that it was told of a panic is none', () => {
  expect(named(['trusty: panic (caller 0xffffffffe000fbd0): out of heap'])).toEqual([
    ['trusty: panic: out of heap', 'DoS', null]
  ])
  expect(named(['trusty: panic: out of heap'])).toEqual([['trusty: panic: out of heap', 'DoS', null]])
  expect(named(['trusty: panic notifier - trusty version Built: 1 Jan 2026'])).toEqual([])
})
