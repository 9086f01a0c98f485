import { expect, test } from 'vitest'
import { parseLog } from '../parse-log.ts'
import { families, findHeader, headerWords } from './families.ts'

const reportsOf = (text: string): ReturnType<typeof parseLog>['reports'] =>
  parseLog(new TextEncoder().encode(text)).reports

test.each(families.map((family) => [family.name, family] as const))('%s: its example is its header', (_, family) => {
  expect(headerWords.test(family.example)).toBe(true)
  const header = findHeader(family.example)
  expect(header).not.toBeNull()
  expect(family.header.test(header ?? '')).toBe(true)
})

test.each(families.map((family) => [family.name, family.example] as const))(
  '%s: its example alone is a report',
  (_, example) => {
    const reports = reportsOf(`[    0.500000] device up\n[    1.000000] ${example}\n`)
    expect(reports).toHaveLength(1)
    expect(reports[0]?.title).toMatch(/^[\x20-\x7e]{1,120}$/)
  }
)

test('a log that only mentions crashes has none', () => {
  const text = [
    '[    0.000000] kasan: KernelAddressSanitizer initialized',
    '[    1.000000] INFO: lockdep is turned off.',
    '[    2.000000] Spectre V2 : WARNING: Unprivileged eBPF is enabled with eIBRS on',
    '[    3.000000] traps: f[99] general protection fault ip:5555 sp:7fff error:0 in f[5555+1000]',
    '[    4.000000] f[87]: segfault at 0 ip 00005555 sp 00007fff error 4 in f[5555+1000]',
    '[    5.000000] WARNING: The mount option is deprecated',
    '+ echo "BUG: this is a test"',
    'WARNING: apt does not have a stable CLI interface.'
  ].join('\n')
  expect(reportsOf(text)).toEqual([])
})

test('what follows from a crash is part of it, a second bug is not', () => {
  const text = [
    'BUG: KASAN: use-after-free in f+0x10/0x20',
    'Read of size 8 at addr ffff888000000000 by task a/1',
    'Call Trace:',
    ' f+0x10/0x20',
    ' g+0x10/0x20',
    '==================================================================',
    'Kernel panic - not syncing: panic_on_warn set ...',
    'WARNING: CPU: 0 PID: 1 at fs/a.c:1 h+0x1/0x2',
    'Call Trace:',
    ' h+0x1/0x2'
  ]
  const reports = reportsOf(text.map((line) => `[    1.000000] ${line}\n`).join(''))
  expect(reports.map((report) => report.title)).toEqual(['KASAN: use-after-free Read in f', 'WARNING in h'])
  expect(reports[0]?.lines.at(-1)?.text).toContain('panic_on_warn')
  expect(reports.map((report) => report.panicked)).toEqual([true, true])
})

test('the first boot of a log is no reboot, a boot after kernel messages is one', () => {
  const boot =
    'SeaBIOS (version 1.16.2)\nDecompressing Linux... done.\nBooting the kernel.\n[    0.000000] Linux version 6.12.0\n'
  expect(reportsOf(boot)).toEqual([])
  expect(reportsOf(`[   40.000000] device up\n${boot}`).map((report) => report.title)).toEqual([
    'unexpected kernel reboot'
  ])
})

const head = (title: string): string => `[    1.000000] ${title}\n`

test.each([
  'BUG: unable to handle kernel paging request at ffffc90001953030',
  'BUG: unable to handle page fault for address: ffffc90001953030',
  'Unable to handle kernel paging request at virtual address ffff7fff80000010',
  'Unable to handle kernel read from unreadable memory at virtual address 0000000000000010',
  'Unable to handle kernel write to read-only memory at virtual address ffff800080010000',
  'Unable to handle kernel pointer dereference in virtual kernel address space',
  'BUG: Unable to handle kernel data access on write at 0xc00000001234',
  'CPU 0 Unable to handle kernel paging request at virtual address 00000010, epc == 80123456, ra == 80123460'
])('%s: is a paging request, whatever the kernel and its architecture', (text) => {
  expect(reportsOf(head(text)).map((report) => report.title)).toEqual([
    'BUG: unable to handle kernel paging request in corrupted'
  ])
})

test.each([
  'INFO: rcu_sched self-detected stall on CPU',
  'rcu: INFO: rcu_preempt self-detected stall on CPU',
  'INFO: rcu_preempt detected stalls on CPUs/tasks:',
  'rcu: INFO: rcu_preempt detected expedited stalls on CPUs/tasks: { 1-.... } 21 jiffies s: 9 root: 0x2/.',
  'INFO: rcu_bh_state detected stall on CPU 0 (t=0 jiffies)',
  'INFO: rcu_tasks detected stalls on tasks:'
])('%s: is a stall', (text) => {
  expect(reportsOf(head(text)).map((report) => report.title)).toEqual(['INFO: rcu detected stall in corrupted'])
})

test.each([
  ['watchdog: CPU5: Watchdog detected hard LOCKUP on cpu 4', 'hard lockup in corrupted'],
  ['BUG: KCSAN: assert: race in widget_poll / widget_put', 'KCSAN: assert: race in widget_poll / widget_put'],
  ['BUG: Bad page cache in process gizmod  pfn:12345', 'BUG: Bad page cache'],
  ['BUG: spinlock wrong CPU on CPU#1, a/1', 'BUG: spinlock wrong CPU in corrupted'],
  ['BUG: rwlock bad magic on CPU#1, a/1, ffff888012345018', 'BUG: rwlock bad magic in corrupted'],
  ['BUG: spinlock cpu recursion on CPU#1, a/1', 'BUG: spinlock cpu recursion in corrupted']
])('%s', (text, title) => {
  expect(reportsOf(head(text)).map((report) => report.title)).toEqual([title])
})

const printedBy = (caller: string, name: string): readonly string[] =>
  [
    `WARNING: CPU: 0 PID: 1 at fs/${name}.c:1 ${name}+0x1/0x2`,
    'Call Trace:',
    ` ${name}+0x1/0x2`,
    ` ${name}_caller+0x1/0x2`,
    '---[ end trace 0000000000000000 ]---'
  ].map((line) => `[    1.000000][${caller}] ${line}`)

test('callers take two crashes apart line by line', () => {
  const one = printedBy('   T12', 'one')
  const two = printedBy('    C0', 'two')
  const mixed = one.flatMap((line, index) => [line, two[index] ?? '']).join('\n')
  const reports = reportsOf(mixed)
  expect(reports.map((report) => report.stacks[0]?.frames.map((frame) => frame.function))).toEqual([
    ['one', 'one_caller'],
    ['two', 'two_caller']
  ])
})

test('a title with another message in it is corrupted', () => {
  const [report] = reportsOf(head('BUG: the table of [   12.345678] usb 1-1: new device'))
  expect(report?.corruptedReason).toBe('another message stands in the title')
})

test('what several watchers say of a stall before its trace is one report', () => {
  const text = [
    '[    9.000000][    C0] rcu: INFO: rcu_preempt self-detected stall on CPU',
    '[    9.000001][    C1] rcu: INFO: rcu_preempt detected stalls on CPUs/tasks:',
    '[    9.000002][    C0] NMI backtrace for cpu 0',
    '[    9.000003][    C0] RIP: 0010:spin+0x10/0x20',
    '[    9.000004][    C0] Call Trace:',
    '[    9.000005][    C0]  drain+0x10/0x20',
    '[    9.000006][    C0]  process_one_work+0x10/0x20'
  ].join('\n')
  expect(reportsOf(text).map((report) => report.title)).toEqual(['INFO: rcu detected stall in drain'])
})
