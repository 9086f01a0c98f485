import {
  noiseWords,
  type Change,
  type ComparedPair,
  type ComparedRow,
  type NoiseClass
} from '../../shared/model/comparison.ts'
import type { LineChange, Lines, Place } from '../editor/own-diff.ts'
import type { FaintMark } from '../editor/faint.ts'

type Side = { readonly firstLine: number; readonly lines: readonly string[] }
type Pair = {
  readonly a: Side
  readonly b: Side
  readonly comparison: Pick<ComparedPair['comparison'], 'rows' | 'hunks'>
}

/** A real difference as the text shows it; lines of the text, from 1. */
export type ShownHunk = { readonly a: Lines; readonly b: Lines }

export type DiffMarks = {
  readonly changes: readonly LineChange[]
  /** What differs and does not count, on each side. */
  readonly faint: { readonly a: readonly FaintMark[]; readonly b: readonly FaintMark[] }
  readonly hunks: readonly ShownHunk[]
}

/** Whether what differs by a class is a difference. */
type Counts = (noise: NoiseClass | null) => boolean

const isReal = ({ kind }: ComparedRow): boolean => kind === 'different' || kind === 'only-a' || kind === 'only-b'

const reasonOf = (noise: NoiseClass | null): string =>
  noise === null ? 'Not compared.' : `${noiseWords[noise].name}: ${noiseWords[noise].text}`

/** Where something that one side lacks would stand in it: as far behind the last place that both have. */
const counterpart = (range: Change['a'], other: Change['a'], end: number, otherEnd: number): Change['a'] => {
  if (range !== null || other === null) return range
  const at = Math.max(end, end + other.start - otherEnd)
  return { start: at, end: at }
}

const clamped = (
  line: number,
  { start, end }: { readonly start: number; readonly end: number },
  text: string
): Place => ({
  line,
  start: Math.min(start, text.length),
  end: Math.min(end, text.length)
})

/**
 * Places of a row's real differences. An empty one is drawn as a mark between two letters; where the first side has
 * none but such, its first takes in a letter, for lines that are struck out in the inline view need one to show.
 */
const placesOf = (
  { changes }: ComparedRow,
  counts: Counts,
  a: Place,
  b: Place,
  textA: string,
  textB: string
): LineChange['places'] => {
  let [endA, endB] = [0, 0]
  const places = changes.flatMap((change) => {
    const [rangeA, rangeB] = [counterpart(change.a, change.b, endA, endB), counterpart(change.b, change.a, endB, endA)]
    if (rangeA === null || rangeB === null) return []
    ;[endA, endB] = [rangeA.end, rangeB.end]
    if (!counts(change.noise)) return []
    return [{ original: clamped(a.line, rangeA, textA), modified: clamped(b.line, rangeB, textB) }]
  })
  if (places.length === 0) return [{ original: a, modified: b }]
  if (places.some(({ original }) => original.end > original.start)) return places
  return places.map((place, index) => {
    const { line, start } = place.original
    if (index > 0) return place
    const from = Math.max(0, start - 1)
    return { ...place, original: { line, start: from, end: Math.max(start, from + 1) } }
  })
}

const whole = (line: number, text: string): Place => ({ line, start: 0, end: text.length })

const lineOf = (side: Side, raw: number | null): number | null => (raw === null ? null : raw - side.firstLine + 1)

const shown = (side: Side, { from, to }: Lines): Lines => ({
  from: from - side.firstLine + 1,
  to: to - side.firstLine + 1
})

/** A change that the rows below may add to. */
type Growing = {
  readonly shape: string
  original: Lines
  modified: Lines
  readonly places: LineChange['places'][number][]
}

/** More places than a window can draw; then a change says its lines only, and its first place. */
const mostPlaces = 8000

/** Noise in front of every line, which the language sets faintly already. */
const inFront: ReadonlySet<NoiseClass> = new Set(['timestamp', 'caller', 'prefix'])

/** What of a comparison its text shows: changes for the diff editor, and what is set faintly. */
export const diffMarks = ({ a, b, comparison }: Pair, heeded: readonly NoiseClass[] = []): DiffMarks => {
  const counts: Counts = (noise) => noise === null || heeded.includes(noise)
  const changes: Growing[] = []
  const faint: { readonly a: FaintMark[]; readonly b: FaintMark[] } = { a: [], b: [] }
  let [nextA, nextB] = [1, 1]

  /** Takes so many lines of each side as a change; one that goes on like the last is the same one. */
  const take = (shape: string, countA: number, countB: number, places: LineChange['places']): void => {
    const last = changes.at(-1)
    const original = { from: nextA, to: nextA + countA }
    const modified = { from: nextB, to: nextB + countB }
    if (last?.shape === shape && last.original.to === nextA && last.modified.to === nextB) {
      last.original = { from: last.original.from, to: original.to }
      last.modified = { from: last.modified.from, to: modified.to }
      last.places.push(...places)
    } else changes.push({ shape, original, modified, places: [...places] })
  }
  const faintLines = (side: 'a' | 'b', from: number, count: number, reason: string): void => {
    if (count > 0) faint[side].push({ kind: 'lines', from, to: from + count, reason })
  }
  /** Lines that the comparison does not speak of: those of other reports in between. */
  const skipTo = (toA: number, toB: number): void => {
    const [countA, countB] = [Math.max(0, toA - nextA), Math.max(0, toB - nextB)]
    if (countA === 0 && countB === 0) return
    faintLines('a', nextA, countA, reasonOf(null))
    faintLines('b', nextB, countB, reasonOf(null))
    if (countA !== countB) take('faint', countA, countB, [])
    nextA += countA
    nextB += countB
  }
  for (const row of comparison.rows) {
    const [lineA, lineB] = [lineOf(a, row.a), lineOf(b, row.b)]
    if ((lineA !== null && lineA < nextA) || (lineB !== null && lineB < nextB)) continue
    skipTo(lineA ?? nextA, lineB ?? nextB)
    const [countA, countB] = [lineA === null ? 0 : row.count, lineB === null ? 0 : row.count]
    const paired = lineA !== null && lineB !== null
    // What a side lacks at its end would stand behind its last line, where no place can be named.
    const [absentA, absentB] = [Math.min(nextA, a.lines.length), Math.min(nextB, b.lines.length)]
    const [textA, textB] = [a.lines[nextA - 1] ?? '', b.lines[nextB - 1] ?? '']
    if (isReal(row)) {
      const places = paired
        ? placesOf(row, counts, whole(lineA, textA), whole(lineB, textB), textA, textB)
        : Array.from({ length: row.count }, (_, index) => ({
            original: lineA === null ? whole(absentA, '') : whole(lineA + index, a.lines[lineA - 1 + index] ?? ''),
            modified: lineB === null ? whole(absentB, '') : whole(lineB + index, b.lines[lineB - 1 + index] ?? '')
          }))
      take(paired ? 'pairs' : 'alone', countA, countB, places)
    } else if (row.kind === 'noise' && !paired) {
      faintLines('a', nextA, countA, reasonOf(row.noise))
      faintLines('b', nextB, countB, reasonOf(row.noise))
      take('faint', countA, countB, [])
    }
    for (const { noise, a: rangeA, b: rangeB } of row.changes) {
      if (noise === null || inFront.has(noise) || counts(noise)) continue
      const reason = reasonOf(noise)
      if (rangeA && lineA !== null) faint.a.push({ kind: 'part', place: clamped(lineA, rangeA, textA), reason })
      if (rangeB && lineB !== null) faint.b.push({ kind: 'part', place: clamped(lineB, rangeB, textB), reason })
    }
    nextA += countA
    nextB += countB
  }
  skipTo(a.lines.length + 1, b.lines.length + 1)

  const crowded = changes.reduce((sum, { places }) => sum + places.length, 0) > mostPlaces
  return {
    changes: changes.map(({ original, modified, places }) => ({
      original,
      modified,
      places: crowded ? places.slice(0, 1) : places
    })),
    faint,
    hunks: comparison.hunks.map((hunk) => ({ a: shown(a, hunk.a), b: shown(b, hunk.b) }))
  }
}
