import { expect, test } from 'vitest'
import { parseLog } from '../parse-log.ts'
import { readPrefix } from './prefix.ts'

const messages = [
  'BUG: unable to handle page fault for address: ffffc90000d31008',
  '#PF: supervisor read access in kernel mode',
  'Oops: 0000 [#1] PREEMPT SMP NOPTI',
  'CPU: 1 PID: 4242 Comm: gizmod Not tainted 5.19.0-gizmo #12',
  'RIP: 0010:gizmo_poll_ring+0x4c/0x120 [gizmo]',
  'Call Trace:',
  ' gizmo_work_fn+0x1a/0x60 [gizmo]',
  ' process_one_work+0x1e5/0x3b0',
  '---[ end trace 0000000000000000 ]---'
]

const answers = (lines: readonly string[]): readonly unknown[] =>
  parseLog(Buffer.from(`${lines.join('\n')}\n`)).reports.map((report) => [
    report.title,
    report.stacks.flatMap((stack) => stack.frames.map((frame) => frame.function))
  ])

const expected = [
  ['BUG: unable to handle kernel paging request in gizmo_poll_ring', ['gizmo_work_fn', 'process_one_work']]
]

test.each([
  ['no prefix', '', '[  407.286867] '],
  ['half a time', '407.286867] ', '[  407.286867] '],
  ['the end of a time', '867] ', '[  407.286867] '],
  ['no prefix, of lines with callers', '', '[  407.286867][ T4242] '],
  ['no prefix, of syslog', '', 'Oct  6 12:00:00 host kernel: '],
  ['half a prefix, of syslog', 'host kernel: ', 'Oct  6 12:00:00 host kernel: ']
])('a copy whose first line has %s is one report', (_, first, others) => {
  expect(answers(messages.map((message, index) => (index === 0 ? first : others) + message))).toEqual(expected)
})

test('what syslog escaped is a line of the log, and a line of the report', () => {
  const log = messages.map(
    (message) => `Oct  6 12:00:00 host kernel: #033[1m${message.replace(/^ /, '#011')}#033[0m#015`
  )
  expect(answers(log)).toEqual(expected)
  const one = `Oct  6 12:00:00 host kernel: ${messages.join('#012')}\n`
  expect(parseLog(Buffer.from(one)).reports[0]?.lines.map(({ line }) => line)).toEqual([1])
})

test('escapes are not looked for in lines that no log tool wrote', () => {
  expect(answers(['see #012 for the BUG: it is old'])).toEqual([])
})

test.each([
  '[1] the first note below this mail',
  '[  4242]  1000  4242    12345      678 0 gizmod',
  'déc. 12 we met in the lobby',
  'Jul 27 was a day of rain',
  '3 of 12 widgets are gone'
])('%s has no prefix', (text) => {
  expect(readPrefix(Buffer.from(text).toString('latin1')).at).toBe(0)
})

test('the date of a month by its number is read', () => {
  const log = messages.map((message) => `7月 27 14:08:04 host kernel: ${message}`).join('\n')
  const time = parseLog(Buffer.from(log)).reports[0]?.times[0]?.time ?? 0
  expect(new Date(time).toISOString().slice(5, 19)).toBe('07-27T14:08:04')
})
