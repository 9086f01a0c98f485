import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { parsedReport, textAt } from '../../../../tests/builders/parsed-report.ts'

const lines = (before: string, end: string): string =>
  [
    'BUG: kernel NULL pointer dereference, address: 0000000000000018',
    '#PF: supervisor read access in kernel mode',
    'Oops: Oops: 0000 [#1] SMP PTI',
    'CPU: 1 UID: 0 PID: 41 Comm: crane Not tainted 6.9.1 #4 PREEMPT(full)',
    'Hardware name: Harbour Crane 9000/X1, BIOS 1.2 01/02/2026',
    'RIP: 0010:dock_poll+0x9/0x20 [wharf]',
    'RAX: 0000000000000000 RBX: ffffffffc03ad840 RCX: 0000000000000002',
    'Call Trace:',
    ' <TASK>',
    ' dock_ioctl+0x10/0x20 [wharf]',
    ' do_syscall_64+0x58/0xf0',
    ' </TASK>'
  ]
    .map((line) => `${before}${line}${end}`)
    .join('')

const placesOf = (text: string): readonly (string | null)[] => {
  const report = parsedReport(text)
  const { facts, registers, stacks } = report
  return [
    facts.command,
    facts.kernel,
    facts.hardware,
    facts.bios,
    registers[0]?.instruction,
    registers[0]?.registers[1],
    stacks[0]?.frames[0]
  ].map((found) => (found === null || found === undefined ? null : textAt(text, found.span)))
}

const exact = [
  'crane',
  '6.9.1',
  'Harbour Crane 9000/X1',
  '1.2 01/02/2026',
  'dock_poll+0x9/0x20 [wharf]',
  'RBX: ffffffffc03ad840',
  'dock_ioctl+0x10/0x20 [wharf]'
]

test('what a report tells stands at its own bytes, whatever is in front of the line', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(
        '',
        '[    9.000001] ',
        '[    9.000001][   T41] ',
        '<4>[    9.000001] ',
        'Nov 16 12:00:00 quay kernel: '
      ),
      fc.constantFrom('\n', '\r\n'),
      (before, end) => {
        expect(placesOf(lines(before, end))).toEqual(exact)
      }
    )
  )
})

test('of a line with escape codes in it, the whole line is the place', () => {
  const text = lines('[    9.000001] \u001b[31m', '\u001b[0m\n')
  const places = placesOf(text)
  expect(places[0]).toMatch(/^\[ {4}9\.000001\] .*Comm: crane Not tainted.*\[0m$/)
  expect(places[6]).toContain('dock_ioctl+0x10/0x20')
})
