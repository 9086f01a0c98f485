import { expect, test } from 'vitest'
import { parseLog } from '../parse-log.ts'

const prefixes = ['', '[    1.000000] ', '[    1.000000][   T42] ', '[    1.000000][    C1] '] as const

const reportsOf = (lines: readonly string[], prefix: string): ReturnType<typeof parseLog>['reports'] =>
  parseLog(new TextEncoder().encode(lines.map((line) => `${prefix}${line}\n`).join(''))).reports

const named = (lines: readonly string[]): readonly string[] => {
  const inShapes = prefixes.map((prefix) =>
    reportsOf(lines, prefix).map(({ title, type, corrupted }) => `${title} | ${type} | ${corrupted ? 'torn' : 'whole'}`)
  )
  for (const answer of inShapes) expect(answer).toEqual(inShapes[0])
  return inShapes[0] ?? []
}

const trace = (...names: readonly string[]): readonly string[] => [
  'Call Trace:',
  ...names.map((name) => ` ${name}+0x10/0x200`),
  ' do_syscall_64+0x10/0x20',
  ' entry_SYSCALL_64_after_hwframe+0x10/0x20'
]

test.each([
  ['WARNING: inconsistent lock state', 'WARNING: inconsistent lock state | WARNING | torn'],
  ['WARNING: held lock freed!', 'WARNING: held lock freed! | LOCKDEP | torn'],
  ['[ BUG: bad unlock balance detected! ]', 'BUG: bad unlock balance detected! | LOCKDEP | torn'],
  ['WARNING: possible recursive locking detected', 'WARNING: possible recursive locking detected | WARNING | torn']
])('%s without the lock it is about keeps its line as title', (header, answer) => {
  expect(named([header, '6.1.0 #1 Not tainted'])).toEqual([answer])
})

test('a warning that is cut within its header keeps its line as title', () => {
  expect(named(['WARNING: CPU: 0 PID: 42 at net/gizmo.c:37 __gizmo_join'])).toEqual([
    'WARNING: CPU: NUM PID: NUM at net/gizmo.c:LINE __gizmo_join | WARNING | whole'
  ])
  expect(named(['WARNING: CPU: 0 PID: 42 at lib/refcount.c:28 refcount_warn'])).toEqual([
    'WARNING: CPU: NUM PID: NUM at lib/refcount.c:LINE refcount_warn | WARNING | whole'
  ])
})

test.each([
  ['panic_on_warn set ...', 'kernel panic: panic_on_warn set | DoS | torn'],
  ['kernel: panic_on_warn set ...', 'kernel panic: kernel: panic_on_warn set ... | DoS | torn'],
  ['KASAN: panic_on_warn set ...', 'kernel panic: KASAN: panic_on_warn set ... | DoS | torn'],
  ['Fatal exception in interrupt', 'kernel panic: Fatal exception | DoS | torn'],
  ['Oops: Fatal exception', 'kernel panic: Oops: Fatal exception | DoS | torn'],
  ['hung_task: blocked tasks', 'kernel panic: hung_task: blocked tasks | DoS | torn'],
  ['Machine halted.', 'kernel panic: Machine halted. | DoS | whole']
])('the panic "%s" alone', (reason, answer) => {
  expect(named([`Kernel panic - not syncing: ${reason}`])).toEqual([answer])
})

test('a panic after a warning of another caller is no crash of its own', () => {
  const text = [
    '[    1.000000][   T42] WARNING: CPU: 0 PID: 42 at fs/gizmo.c:1 gizmo_put+0x1/0x2',
    '[    1.000001][    C1] Kernel panic - not syncing: kernel: panic_on_warn set ...'
  ].join('\n')
  expect(parseLog(new TextEncoder().encode(text)).reports).toHaveLength(1)
})

test('a work item that leaked a lock is named by its function, or keeps its line', () => {
  const header = 'BUG: workqueue leaked lock or atomic: kworker/0:1/0x00000001/42'
  expect(named([header, '     last function: gizmo_work'])).toEqual([
    'BUG: workqueue leaked lock or atomic in gizmo_work |  | whole'
  ])
  expect(named([header])).toEqual(['BUG: workqueue leaked lock or atomic: kworker/NUM:NUM/ADDR/NUM |  | torn'])
})

const opcode = (at: string): readonly string[] => [
  'invalid opcode: 0000 [#1] SMP KASAN',
  `RIP: 0010:${at}+0x33/0x80`,
  ...trace('skb_put', 'gizmo_receive')
]

test('an invalid opcode without its BUG is where the CPU stopped', () => {
  expect(named(opcode('gizmo_pull'))).toEqual(['invalid opcode in gizmo_pull | DoS | whole'])
  expect(named(opcode('skb_panic'))).toEqual(['invalid opcode in corrupted | DoS | torn'])
})

test('a check of the room in a packet names no BUG, but a bad access', () => {
  const body = ['RIP: 0010:skb_panic+0x33/0x80', ...trace('skb_over_panic', 'skb_put', 'gizmo_receive')]
  expect(named(['kernel BUG at net/core/skbuff.c:113!', 'invalid opcode: 0000 [#1] SMP', ...body])).toEqual([
    'kernel BUG in gizmo_receive | BUG | whole'
  ])
  const access = [
    'BUG: KASAN: use-after-free in skb_put+0x1/0x2',
    'Read of size 8 at addr ffff888012345678 by task a/42'
  ]
  expect(named([...access, ...trace('dump_stack', 'kasan_report', 'skb_put', 'gizmo_receive')])).toEqual([
    'KASAN: use-after-free Read in skb_put | KASAN-USE-AFTER-FREE-READ | whole'
  ])
})

test('the object that old kernels print within a KASAN report is part of it', () => {
  const lines = [
    'BUG: KASAN: use-after-free in gizmo_put+0x1a/0x20 at addr ffff8800b43179b0',
    'Write of size 8 by task gizmod/42',
    '=============================================================================',
    'BUG kmalloc-64 (Tainted: G    B         ): kasan: bad access detected',
    '-----------------------------------------------------------------------------',
    '',
    'INFO: Allocated in gizmo_open+0x1/0x2 age=1 cpu=0 pid=42',
    'CPU: 1 PID: 42 Comm: gizmod Tainted: G    B          4.4.0 #1',
    ...trace('dump_stack', 'kasan_report', 'gizmo_put', 'gizmo_scan')
  ]
  expect(named(lines)).toEqual(['KASAN: use-after-free Write in gizmo_put | KASAN-USE-AFTER-FREE-WRITE | whole'])
})

test.each([
  'traps: gizmod[42] trap invalid opcode ip:4005 sp:7ff error:0 in gizmod[4000+1]',
  'traps: gizmod[42] trap divide error ip:4005 sp:7ff error:0',
  'traps: gizmod[42] trap stack segment ip:4005 sp:7ff error:0',
  'INFO: Stall ended before state dump start',
  'INFO: NMI handler (perf_event_nmi_handler) took too long to run: 1.356 msecs',
  'ODEBUG: Out of memory. ODEBUG disabled',
  'trusty: panic notifier - trusty version Built: 12:00:00 Jan 1 2020',
  "gizmofs: Unknown parameter 'BUG: soft lockup - CPU#1'",
  'sys evtlog_status: enable:0, panic:1, dump:2'
])('%s: is no crash', (line) => {
  expect(named([line])).toEqual([])
})

test('a reboot is told by kernels of each age', () => {
  const before = '[   40.000000] gizmo: up\n'
  for (const line of ['Booting the kernel.', 'Booting the kernel (entry_offset: 0x0000000000000000).']) {
    const text = `${before}Decompressing Linux... Parsing ELF... done.\n${line}\n[    0.000000] Linux version 6.8.0\n`
    expect(parseLog(new TextEncoder().encode(text)).reports.map(({ title }) => title)).toEqual([
      'unexpected kernel reboot'
    ])
  }
})

test('a trace that is cut behind its first line is no whole one', () => {
  const report = ['general protection fault: 0000 [#1] SMP', 'RIP: 0010:widget_poll+0x10/0x200', 'Call Trace:']
  expect(named([...report, ' widget_read+0x10/0x200'])).toEqual([
    'general protection fault in widget_poll | DoS | torn'
  ])
  expect(named([...report, ' widget_read+0x10/0x200', ' widget_ioctl+0x10/0x200', ' vfs_ioctl+0x10/0x200'])).toEqual([
    'general protection fault in widget_poll | DoS | whole'
  ])
})

test('a report of KMSAN that another crash breaks into before its origin is torn', () => {
  const head = [
    'BUG: KMSAN: uninit-value in widget_sum+0x10/0x200',
    ' widget_sum+0x10/0x200',
    ' widget_read+0x10/0x200',
    ''
  ]
  const origin = ['Uninit was created at:', ' kmem_cache_alloc+0x10/0x200', ' widget_open+0x10/0x200']
  const crash = ['WARNING: CPU: 1 PID: 42 at lib/widget.c:37 widget_fetch+0x10/0x200', ...trace('widget_fetch')]
  expect(named([...head, ...origin, ...crash])[0]).toBe(
    'KMSAN: uninit-value in widget_sum | KMSAN-UNINIT-VALUE | whole'
  )
  expect(named([...head, ...crash])[0]).toBe('KMSAN: uninit-value in widget_sum | KMSAN-UNINIT-VALUE | torn')
})

test('a report of KASAN that is cut in the stack of the allocation is torn, one that knows of no stack is whole', () => {
  const head = [
    'BUG: KASAN: slab-out-of-bounds in widget_sum+0x10/0x200',
    'Read of size 8 at addr ffff888012345678 by task a/1'
  ]
  const answer = (ending: readonly string[]): readonly string[] =>
    named([...head, ...trace('widget_sum'), '', ...ending])
  const title = 'KASAN: slab-out-of-bounds Read in widget_sum | KASAN-READ'
  expect(answer(['Allocated by task 0:', '(stack is not available)'])).toEqual([`${title} | whole`])
  expect(answer(['Allocated by task 42:', ' kasan_save_stack+0x10/0x20', ' widget_open+0x10/0x20'])).toEqual([
    `${title} | whole`
  ])
  expect(answer(['Allocated by task 42:'])).toEqual([`${title} | torn`])
})

const torn = (lines: readonly string[]): readonly boolean[] =>
  parseLog(new TextEncoder().encode(lines.join(''))).reports.map(({ corrupted }) => corrupted)

test('what was on its way when the console was lost is torn, whoever printed it', () => {
  const crash = ['general protection fault: 0000 [#1] SMP', ...trace('widget_sum')].map(
    (line) => `[    1.000000][   T42] ${line}\n`
  )
  const lost = 'serialport: VM disconnected.\n'
  expect(torn(crash)).toEqual([false])
  expect(torn([...crash, lost])).toEqual([true])
  expect(torn([lost, ...crash])).toEqual([false])
  // It was told to its end, or is long over.
  expect(torn([...crash, '[    1.000001][   T42] ---[ end trace 0123456789abcdef ]---\n', lost])).toEqual([false])
  const later = Array.from({ length: 300 }, (_, at) => `[   ${10 + at}.000000][   T43] widget: ${at} done\n`)
  expect(torn([...crash, ...later, lost])).toEqual([false])
})

test('a nested lock that was not taken is named by where it was wanted, though lockdep itself crashed over it', () => {
  expect(
    named([
      'WARNING: Nested lock was not taken',
      '6.1.0 #1 Not tainted',
      'a/1 is trying to lock:',
      'ffff888012345018 (&w->lock){+.+.}-{2:2}, at: widget_join+0x10/0x200',
      '',
      'but this task is not holding:',
      'general protection fault: 0000 [#1] SMP',
      ...trace('__lock_acquire', 'widget_join')
    ])[0]
  ).toBe('WARNING: nested lock was not taken in widget_join | LOCKDEP | torn')
})

const inside = [
  'BUG: spinlock bad magic on CPU#0, gizmod/42',
  'BUG: KASAN: slab-out-of-bounds in string+0x10/0x200',
  'Read of size 1 at addr ffff888012345678 by task gizmod/42',
  '',
  'CPU: 0 PID: 42 Comm: gizmod Not tainted 6.11.0 #1',
  ...trace('kasan_report', 'string', 'vsnprintf', '_printk', 'spin_bug', 'do_raw_spin_lock', 'widget_release')
]

const titlesInside = (prefix: string): readonly string[] => reportsOf(inside, prefix).map(({ title }) => title)

test('a crash that another broke into while it was told is named by the trace of the other', () => {
  for (const caller of ['  T42', '   C0'])
    expect(titlesInside(`[    1.000000][${caller}] `)).toEqual([
      'BUG: spinlock bad magic in widget_release',
      'KASAN: slab-out-of-bounds Read in widget_release'
    ])
  // Who said what is not known: the trace may be of another CPU.
  expect(titlesInside('[    1.000000] ')[0]).toBe('BUG: spinlock bad magic in corrupted')
})

test('headers in a row, each broken into by the next, are each kept', () => {
  const headers = [0, 1, 2, 3].map((cpu) => `BUG: spinlock bad magic on CPU#${cpu}, gizmod/42`)
  const reports = reportsOf([...headers, ...trace('spin_bug', 'widget_join')], '[    1.000000][  T42] ')
  expect(reports.map(({ startLine }) => startLine)).toEqual([1, 2, 3, 4])
  expect(reports.at(-1)?.title).toBe('BUG: spinlock bad magic in widget_join')
})
