import type { ComparedRow } from '../../../shared/model/comparison.ts'
import type { Written } from './written.ts'

/** Equal lines shown around a difference. */
const around = 3

type Mark = ' ' | '-' | '+'
type Line = {
  readonly mark: Mark
  readonly a: number | null
  readonly b: number | null
  readonly section: ComparedRow['section']
}

const isReal = ({ kind }: ComparedRow): boolean => kind !== 'same' && kind !== 'noise'

/** Lines of a diff; noise that only one side has is left out. Removed lines of a run stand before added ones. */
const linesOf = (rows: readonly ComparedRow[]): readonly Line[] => {
  const lines: Line[] = []
  let added: Line[] = []
  const flush = (): void => {
    for (const line of added) lines.push(line)
    added = []
  }
  for (const row of rows) {
    const { a, b, count, section } = row
    if (!isReal(row) && (a === null || b === null)) continue
    if (!isReal(row)) flush()
    for (let at = 0; at < count; at += 1) {
      if (!isReal(row) && a !== null && b !== null) lines.push({ mark: ' ', a: a + at, b: b + at, section })
      else {
        if (a !== null) lines.push({ mark: '-', a: a + at, b: null, section })
        if (b !== null) added.push({ mark: '+', a: null, b: b + at, section })
      }
    }
  }
  flush()
  return lines
}

/** Ranges of lines that are shown: differences with the lines around them, joined where they touch. */
const shownRanges = (lines: readonly Line[]): readonly (readonly [number, number])[] => {
  const ranges: [number, number][] = []
  lines.forEach(({ mark }, index) => {
    if (mark === ' ') return
    const [from, to] = [Math.max(0, index - around), Math.min(lines.length, index + around + 1)]
    const last = ranges.at(-1)
    if (last !== undefined && from <= last[1]) last[1] = to
    else ranges.push([from, to])
  })
  return ranges
}

const rangeWords = (lines: readonly Line[], side: 'a' | 'b', next: number): string => {
  const own = lines.filter((line) => line[side] !== null)
  return `${own[0]?.[side] ?? next},${own.length}`
}

/** A unified diff of the normalised texts; line numbers are those of the raw files. */
export const unifiedDiff = ({ comparison, textA, textB, a, b }: Omit<Written, 'verdict'>): readonly string[] => {
  const lines = linesOf(comparison.rows)
  const ranges = shownRanges(lines)
  if (ranges.length === 0) return []
  const nextOf = (from: number, side: 'a' | 'b'): number => {
    for (let at = from - 1; at >= 0; at -= 1) {
      const before = lines[at]?.[side] ?? null
      if (before !== null) return before
    }
    return 0
  }
  return [
    `--- ${a.name}`,
    `+++ ${b.name}`,
    ...ranges.flatMap(([from, to]) => {
      const hunk = lines.slice(from, to)
      const section = hunk.find(({ mark }) => mark !== ' ')?.section ?? ''
      return [
        `@@ -${rangeWords(hunk, 'a', nextOf(from, 'a'))} +${rangeWords(hunk, 'b', nextOf(from, 'b'))} @@ ${section}`,
        ...hunk.map(({ mark, a: left, b: right }) => mark + (left === null ? textB(right ?? 0) : textA(left)))
      ]
    })
  ]
}
