import { describe, expect, it } from 'vitest'
import { comparedRowSchema, type ComparedRow } from '../../shared/model/comparison.ts'
import { diffMarks } from './diff-marks.ts'

const lines = (count: number): readonly string[] => Array.from({ length: count }, () => 'ten letter')
const row = (kind: ComparedRow['kind'], a: number | null, b: number | null, rest: Partial<ComparedRow> = {}) =>
  comparedRowSchema.parse({ kind, section: 'stack', a, b, count: 1, noise: null, changes: [], ...rest })
/** Side A begins at line 11 of its log, side B at line 21. */
const marksOf = (rows: readonly ComparedRow[], a = 10, b = 10, heeded: Parameters<typeof diffMarks>[1] = []) =>
  diffMarks(
    {
      a: { firstLine: 11, lines: lines(a) },
      b: { firstLine: 21, lines: lines(b) },
      comparison: { rows, hunks: [] }
    },
    heeded
  )
const spans = (rows: readonly ComparedRow[], a = 10, b = 10): readonly string[] =>
  marksOf(rows, a, b).changes.map(
    ({ original, modified }) => `${original.from}-${original.to} ${modified.from}-${modified.to}`
  )

describe('changes', () => {
  it('are none where all is the same or noise', () => {
    expect(spans([row('same', 11, 21, { count: 4 }), row('noise', 15, 25), row('same', 16, 26, { count: 5 })])).toEqual(
      []
    )
  })

  it('keep lines beside each other that one side lacks, whether they count or not', () => {
    const rows = [
      row('same', 11, 21, { count: 2 }),
      row('only-a', 13, null),
      row('noise', 14, null, { noise: 'helper' }),
      row('same', 15, 23, { count: 6 })
    ]
    expect(spans(rows, 10, 8)).toEqual(['3-4 3-3', '4-5 3-3'])
  })

  it('join rows one below the other, but not those of two sides with those of one', () => {
    const rows = [row('different', 11, 21), row('different', 12, 22), row('only-b', null, 23), row('same', 13, 24)]
    expect(spans(rows, 3, 4)).toEqual(['1-3 1-3', '3-3 3-4'])
  })

  it('name no place behind the last line', () => {
    const marks = marksOf([row('same', 11, 21), row('only-a', 12, null)], 2, 1)
    expect(marks.changes).toEqual([
      {
        original: { from: 2, to: 3 },
        modified: { from: 2, to: 2 },
        places: [{ original: { line: 2, start: 0, end: 10 }, modified: { line: 1, start: 0, end: 0 } }]
      }
    ])
  })

  it('pass over lines that the comparison does not speak of', () => {
    expect(spans([row('same', 11, 21), row('same', 15, 23, { count: 6 })], 10, 8)).toEqual(['2-5 2-3'])
    expect(marksOf([row('same', 11, 21)], 3, 1).faint.a).toEqual([
      { kind: 'lines', from: 2, to: 4, reason: 'Not compared.' }
    ])
  })
})

describe('places', () => {
  const changes: ComparedRow['changes'] = [
    { noise: 'offset', a: { start: 0, end: 2 }, b: { start: 0, end: 3 } },
    { noise: null, a: null, b: { start: 4, end: 6 } }
  ]

  it('are those that count; what does not is faint', () => {
    const marks = marksOf([row('different', 11, 21, { changes })])
    expect(marks.changes[0]?.places).toEqual([
      { original: { line: 1, start: 2, end: 3 }, modified: { line: 1, start: 4, end: 6 } }
    ])
    expect(marks.faint.a).toMatchObject([{ kind: 'part', place: { line: 1, start: 0, end: 2 } }, { kind: 'lines' }])
  })

  it('are all where the class counts', () => {
    const marks = marksOf([row('different', 11, 21, { changes })], 1, 1, ['offset'])
    expect(marks.changes[0]?.places).toHaveLength(2)
    expect(marks.faint).toEqual({ a: [], b: [] })
  })

  it('stay within the line', () => {
    const far = [{ noise: null, a: { start: 8, end: 90 }, b: { start: 80, end: 90 } }]
    expect(marksOf([row('different', 11, 21, { changes: far })]).changes[0]?.places).toEqual([
      { original: { line: 1, start: 8, end: 10 }, modified: { line: 1, start: 10, end: 10 } }
    ])
  })
})
