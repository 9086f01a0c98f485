import { expect, test } from 'vitest'
import { parseLog } from '../parse-log.ts'

const titlesOf = (lines: readonly string[]): readonly string[] =>
  parseLog(
    new TextEncoder().encode(lines.map((line, index) => `[   10.${100_000 + index}] ${line}\n`).join(''))
  ).reports.map(({ title }) => title)

const body = [
  'CPU: 1 PID: 7 Comm: gizmod Not tainted 6.1.0 #1',
  'RIP: 0010:gizmo_tick+0x12/0x40',
  'Call Trace:',
  ' gizmo_poll+0x10/0x20',
  ' gizmo_read+0x10/0x20',
  ' do_syscall_64+0x10/0x20'
]

test.each([
  ['alignment check: 0000 [#1] SMP', 'alignment check in gizmo_tick'],
  ['Oops: bounds: 0000 [#1] SMP NOPTI', 'bounds in gizmo_tick'],
  ['segment not present: 0000 [#1] PREEMPT SMP', 'segment not present in gizmo_tick'],
  ['kernel stack overflow (page fault): 0000 [#1] SMP', 'kernel stack overflow in gizmo_read'],
  ['Oops [#1]', 'Oops in gizmo_tick'],
  ['Oops - load address misaligned [#1]', 'Oops in gizmo_tick'],
  ['Kernel BUG [#1]', 'kernel BUG in gizmo_tick'],
  ['Kernel bug detected[#1]:', 'kernel BUG in gizmo_tick'],
  ['Oops - BUG[#1]:', 'kernel BUG in gizmo_tick'],
  ['monitor event: 0040 ilc:2 [#1] SMP', 'kernel BUG in gizmo_tick'],
  ['Reserved instruction in kernel code[#1]:', 'Oops in gizmo_tick'],
  ['fixpoint divide exception: 0009 ilc:2 [#1] SMP', 'divide error in gizmo_tick'],
  ['gizmod(7): Kernel illegal instruction [#1]', 'Oops in gizmo_tick'],
  ['(gizmo-worker)(7): Kernel illegal instruction [#1]', 'Oops in gizmo_tick'],
  ['BAD KERNEL TRAP: 00000000', 'Oops in gizmo_tick'],
  [
    'Kernel Fault: Code=18 (Data TLB miss fault/data page fault) at addr 0000000041230018',
    'BUG: unable to handle kernel paging request in gizmo_tick'
  ],
  ['Kernel Fault: Code=9 (Break instruction trap) at addr 0000000000000000', 'Oops in gizmo_tick'],
  [
    'BUG: Unable to handle unknown paging fault at 0x00000010',
    'BUG: unable to handle kernel paging request in gizmo_tick'
  ],
  ['Badness at drivers/gizmo.c:12', 'WARNING in gizmo_tick'],
  ['watchdog: CPU 3 self-detected hard LOCKUP @ gizmo_tick+0x12/0x40', 'hard lockup in gizmo_read'],
  ['watchdog: CPU 3 Hard LOCKUP', 'hard lockup in gizmo_read'],
  ['BUG: NMI Watchdog detected LOCKUP on CPU1, ip c0123456, registers:', 'hard lockup in gizmo_read']
])('%s', (header, title) => {
  expect(titlesOf([header, ...body])).toEqual([title])
})

test.each([
  [['Unable to handle kernel NULL pointer dereference at virtual address 0000000000000010', 'Oops [#1]']],
  [['kernel BUG at drivers/gizmo.c:12!', 'Kernel BUG [#1]']],
  [['kernel BUG at drivers/gizmo.c:12!', 'monitor event: 0040 ilc:2 [#1] SMP']],
  [['BUG: TASK stack guard page was hit at ffffc9', 'kernel stack overflow (double-fault): 0000 [#1] SMP']],
  [['CFI failure at gizmo_tick+0x12/0x40 (target: g+0x0/0x4; expected type: 0x1)', 'invalid opcode: 0000 [#1] SMP']],
  [
    [
      'CFI failure at gizmo_tick+0x12/0x40 (target: g+0x0/0x4; expected type: 0x1)',
      'WARNING: CPU: 1 PID: 7 at gizmo_tick+0x12/0x40'
    ]
  ],
  [['watchdog: CPU 3 detected hard LOCKUP on other CPUs 5', 'watchdog: CPU 5 Hard LOCKUP']]
])('%j is one crash', (headers) => {
  expect(titlesOf([...headers, ...body])).toHaveLength(1)
})

test('a second oops that comes after the panic of the first is another crash', () => {
  expect(
    titlesOf([
      'addressing exception: 0005 ilc:2 [#1] SMP',
      ...body,
      'Kernel panic - not syncing: Fatal exception: panic_on_oops',
      'addressing exception: 0005 ilc:2 [#2] SMP',
      ...body
    ])
  ).toHaveLength(2)
})

test('a string function that warns before it stops is one crash', () => {
  expect(
    titlesOf([
      'WARNING: CPU: 1 PID: 7 at lib/string_helpers.c:1032 __fortify_report+0x41/0x50',
      'RIP: 0010:__fortify_report+0x41/0x50',
      'Call Trace:',
      ' __fortify_panic+0x9/0x10',
      ' gizmo_name+0x10/0x20',
      ' gizmo_read+0x10/0x20',
      '---[ end trace 0000000000000000 ]---',
      'kernel BUG at lib/string_helpers.c:1040!',
      'Oops: invalid opcode: 0000 [#1] SMP',
      ...body
    ])
  ).toEqual(['WARNING in gizmo_name'])
})

test.each([
  'BUG: Bad page map: 12345 messages suppressed',
  'BUG: Bad page state: 12 messages suppressed',
  'gizmo: the fix is in [#12]',
  'Downloading files[#1]:',
  'Attempt to connect [#2]:',
  'gizmo_runner(123): step done [#3]',
  'Waiting for retry: 0012 [#1]',
  'Badness in the air',
  'see bug [#1234]: nothing there',
  'Fixing up unaligned userspace access in "gizmod" pid=42 pc=0x0804 ins=0x1234'
])('%s: is no crash', (line) => {
  expect(titlesOf([line])).toEqual([])
})

test('the face and the second trace of sparc are understood', () => {
  const text = [
    '              \\|/ ____ \\|/',
    '              "@\'/ .. \\`@"',
    '              /_| \\__/ |_\\',
    '                 \\__U_/',
    'gizmod(7): Oops [#1]',
    ...body,
    'Caller[00000000005b1334]: gizmo_read+0x10/0x20'
  ]
  const header = 'Unable to handle kernel NULL pointer dereference'
  const [report] = parseLog(
    new TextEncoder().encode([header, ...text].map((line) => `[    1.000000] ${line}\n`).join(''))
  ).reports
  expect(report?.lines.filter(({ kind }) => kind === 'unknown')).toEqual([])
  expect(report?.stacks.map(({ frames }) => frames.length)).toEqual([3])
})

test('Rust before 1.73 says in one line what went wrong', () => {
  expect(
    titlesOf([
      "rust_kernel: panicked at 'index 7 is too large', drivers/gizmo.rs:12:5",
      'kernel BUG at rust/helpers.c:34!',
      ...body
    ])
  ).toEqual(['index NUM is too large in gizmo_tick'])
})

test.each(['', '\u00e9\u00e8'])('a panic of Rust whose message says nothing is named by its place: %j', (message) => {
  expect(titlesOf(['rust_kernel: panicked at drivers/gizmo.rs:12:5:', message, ...body])).toEqual([
    'rust_kernel: panicked at drivers/gizmo.rs:NUM:NUM: in gizmo_tick'
  ])
})

test('a watchdog of old that warns of what it found tells of one lockup', () => {
  expect(
    titlesOf([
      '------------[ cut here ]------------',
      'WARNING: at kernel/watchdog.c:245 watchdog_overflow_callback+0x98/0xc0() (Not tainted)',
      'Watchdog detected hard LOCKUP on cpu 3',
      'Pid: 7, comm: gizmod Not tainted 2.6.32-71 #1',
      'Call Trace:',
      ' <NMI>  [<ffffffff8106dd17>] ? warn_slowpath_common+0x87/0xc0',
      ' [<ffffffff810daa68>] ? watchdog_overflow_callback+0x98/0xc0',
      ' [<ffffffff8110ac00>] ? __perf_event_overflow+0xa0/0x240',
      ' [<ffffffff814ffb03>] ? do_nmi+0x1f3/0x320',
      ' [<ffffffff814fee1e>] ? _spin_lock+0x1e/0x30',
      ' <<EOE>>  [<ffffffff81000120>] ? gizmo_poll+0x20/0x50',
      ' [<ffffffff81000220>] ? gizmo_read+0x20/0x50',
      '---[ end trace 0123456789abcdef ]---'
    ])
  ).toEqual(['hard lockup in gizmo_poll'])
})

test('parisc stops first and tells of the fault below: it is one, and where it stood names it', () => {
  expect(
    titlesOf([
      'Kernel panic - not syncing: Page fault: no context',
      'Backtrace:',
      ' [<0000000040100120>] gizmo_poll+0x20/0x50',
      ' [<0000000040100220>] gizmo_read+0x20/0x50',
      '',
      'Page fault: no context: Code=15 (Data TLB miss fault) at addr 0000000000000018',
      ' IAOQ[0]: gizmo_tick+0x12/0x40',
      'Backtrace:',
      ' [<0000000040100120>] gizmo_poll+0x20/0x50',
      ' [<0000000040100220>] gizmo_read+0x20/0x50'
    ])
  ).toEqual(['BUG: unable to handle kernel NULL pointer dereference in gizmo_tick'])
})

test('a fault of a program on arm is no crash of the kernel', () => {
  const fault = [
    'Unhandled fault: external abort on non-linefetch (0x1008) at 0xb6f3c000',
    'pgd = c7c1c000',
    '[b6f3c000] *pgd=87c1f831, *pte=4a101343, *ppte=4a101833'
  ]
  expect(titlesOf(fault)).toEqual([])
  expect(titlesOf([...fault, 'Internal error: : 1008 [#1] SMP ARM', 'PC is at gizmo_tick+0x12/0x40'])).toHaveLength(1)
})

test('an assertion of OpenZFS is one with the line that says where it stopped, and of a program is none', () => {
  const failed = 'VERIFY3(0 == crate_stow(rack, &book)) failed (0 == 52)'
  expect(titlesOf([failed, 'PANIC at crate.c:341:crate_stow_impl()', ...body])).toEqual(['PANIC in crate_stow_impl'])
  expect(
    titlesOf([
      'SPLError: 41:0:(crate.c:341:crate_stow_impl()) VERIFY(x) failed',
      'SPLError: 41:0:(crate.c:341:crate_stow_impl()) SPL PANIC',
      ...body
    ])
  ).toEqual(['PANIC in crate_stow_impl'])
  expect(titlesOf([failed, 'the program goes on'])).toEqual([])
})

test('a panic of 2.4 is one, and belongs to the crash before it', () => {
  expect(titlesOf(['Kernel panic: no gizmo found'])).toEqual(['kernel panic: no gizmo found'])
  expect(titlesOf(['Oops [#1]', ...body, 'Kernel panic: Fatal exception'])).toEqual(['Oops in gizmo_tick'])
})
