import type { Change, ComparedRow, Comparison, Difference, NoiseClass } from '../../shared/model/comparison.ts'
import { hunksOf } from './hunks.ts'

type Writable<Row> = { -readonly [Key in keyof Row]: Row[Key] }

/** A line of one side or a pair of both; indices from 0. */
export type LogPlace = { readonly a: number | null; readonly b: number | null }

/** Takes the lines of two logs in order, and keeps runs of them as one row. */
export type LogRows = {
  /** Places of further changes are not kept. */
  readonly full: () => boolean
  readonly put: (
    kind: ComparedRow['kind'],
    place: LogPlace,
    changes: readonly Change[],
    noise: NoiseClass | null
  ) => void
  readonly ignore: (noise: NoiseClass) => void
  readonly tell: (difference: () => Difference) => void
  readonly end: () => Comparison
}

const follows = (line: number | null, before: number | null, count: number): boolean =>
  line === null ? before === null : before !== null && line === before + count

const countOf = { same: 'same', noise: 'noise', different: 'different', 'only-a': 'onlyA', 'only-b': 'onlyB' } as const

/** Rows with places of their own; more than a window marks or a person reads. */
const mostPlaced = 20_000

/** Of more differences than `limit` only the number is kept. */
export const createLogRows = (limit: number): LogRows => {
  const rows: Writable<ComparedRow>[] = []
  const differences: Difference[] = []
  const ignored: { [Key in NoiseClass]?: number } = {}
  const counts = { same: 0, noise: 0, different: 0, onlyA: 0, onlyB: 0 }
  let [more, placed] = [0, 0]
  return {
    full: () => placed >= mostPlaced,
    put: (kind, place, changes, noise) => {
      counts[countOf[kind]] += 1
      const [a, b] = [place.a === null ? null : place.a + 1, place.b === null ? null : place.b + 1]
      const last = rows.at(-1)
      const kept = placed < mostPlaced ? changes : []
      if (kept.length > 0) placed += 1
      const joins = last?.kind === kind && last.noise === noise && last.changes.length === 0 && kept.length === 0
      if (joins && follows(a, last.a, last.count) && follows(b, last.b, last.count)) last.count += 1
      else rows.push({ kind, section: 'log', a, b, count: 1, noise, changes: kept })
    },
    ignore: (noise) => {
      ignored[noise] = (ignored[noise] ?? 0) + 1
    },
    tell: (difference) => {
      if (differences.length < limit) differences.push(difference())
      else more += 1
    },
    end: () => ({ rows, hunks: hunksOf(rows), facts: [], stacks: [], differences, counts, ignored, more })
  }
}
