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
    const reports = reportsOf(`[    1.000000] ${example}\n`)
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
