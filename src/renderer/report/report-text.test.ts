import { describe, expect, it } from 'vitest'
import { parsedReports } from '../../../tests/builders/parsed-report.ts'
import { buildReport } from '../../../tests/builders/report.ts'
import type { Report } from '../../shared/model/report.ts'
import { frameLines, logText, reportText, traceText } from './report-text.ts'

const report: Report = {
  ...buildReport({ frame: 'f', startLine: 3 }),
  startLine: 3,
  endLine: 6,
  lines: [
    { line: 3, kind: 'title', repeat: false, text: 'kernel BUG in f' },
    { line: 4, kind: 'register', repeat: false, text: 'RAX: 0000000000000001' },
    { line: 6, kind: 'unknown', repeat: false, text: 'odd\rline' }
  ]
}
const raw = [
  'boot',
  'more',
  '[    1.0] kernel BUG in f',
  '[    1.0] RAX: 0000000000000001',
  'other CPU',
  'odd\u240dline',
  'end'
]

describe('the report alone', () => {
  const { content, map } = reportText(report)
  it('has one line for each of its own, numbered as in the log', () => {
    expect(content.text.split(/\r\n|\r|\n/)).toHaveLength(3)
    expect([1, 2, 3].map(content.numberOf)).toEqual([3, 4, 6])
    expect(map.lineOf(6)).toBe(3)
  })
  it('marks its title and what is not understood', () => {
    expect(content.marks).toContainEqual({ line: 1, kind: 'title' })
    expect(content.marks).toContainEqual({ line: 3, kind: 'unknown' })
  })
})

describe('the report in its log', () => {
  it('sets the lines behind their prefixes and leaves others plain', () => {
    const { content } = logText(report, 1, raw)
    expect(content.firstStyled).toBe(3)
    expect(content.styles).toHaveLength(4)
    const [register] = content.styles[1]?.tokens ?? []
    expect(register).toMatchObject({ kind: 'register', start: 10, end: 13 })
    expect(content.styles[2]).toEqual({ tone: 'plain', tokens: [] })
  })
  it('holds when the window ends inside the report', () => {
    const { content } = logText(report, 1, raw.slice(0, 3))
    expect(content.styles).toHaveLength(1)
    expect(content.marks.every(({ line }) => line <= 3)).toBe(true)
    expect(content.folds.every(({ last }) => last <= 3)).toBe(true)
  })
  it('holds when the report lies outside the window', () => {
    const { content } = logText(report, 100, ['far', 'away'])
    expect(content.styles).toEqual([])
    expect(content.marks).toEqual([])
    expect(content.numberOf(2)).toBe(101)
  })
})

it('goes through frames in the order of the log, a line once', () => {
  const stack = buildReport({ frames: ['a', 'b'] })
  expect(frameLines(stack)).toEqual([1])
})

describe('the call trace', () => {
  it('is the stack of the crash, from its header to its last frame, without what the console put in front', () => {
    const [parsed] = parsedReports(
      [
        'kernel BUG at a.c:1!',
        'RIP: 0010:widget_bug+0x1/0x10',
        'Call Trace:',
        ' <TASK>',
        ' widget_open+0x2/0x10',
        ' do_sys_openat2+0x3/0x10',
        ' </TASK>',
        'Modules linked in:',
        '---[ end trace 0000000000000000 ]---'
      ]
        .map((line) => `[    1.000000][ T1] ${line}\n`)
        .join('')
    )
    if (!parsed) throw new Error('no report')
    expect(traceText(parsed)).toBe('Call Trace:\n <TASK>\n widget_open+0x2/0x10\n do_sys_openat2+0x3/0x10\n')
    expect(traceText({ ...report, stacks: [] })).toBe('')
  })
})
