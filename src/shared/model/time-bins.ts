import type { Timeline } from './bucket-detail.ts'
import type { BucketRow } from './bucket.ts'
import { shortKernel } from './kernel-range.ts'

export type BinUnit = 'day' | 'week' | 'month' | 'year'

/** Reports of one stretch of time. */
export type Bin = {
  /** Milliseconds since 1970 UTC, end exclusive. */
  readonly start: number
  readonly end: number
  readonly count: number
}

/** The reports of one release, or of several that have no lane of their own. */
export type Lane = { readonly name: string; readonly count: number; readonly bins: readonly number[] }

export type TimeBins = { readonly unit: BinUnit; readonly bins: readonly Bin[]; readonly lanes: readonly Lane[] }

const day = 24 * 3_600_000

const startOf = (time: number, unit: BinUnit): number => {
  const date = new Date(time)
  if (unit === 'year') return Date.UTC(date.getUTCFullYear(), 0, 1)
  if (unit === 'month') return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1)
  const midnight = Math.floor(time / day) * day
  // 1970 began on a Thursday; weeks begin on Mondays.
  return unit === 'week' ? midnight - ((Math.floor(midnight / day) + 3) % 7) * day : midnight
}

const nextOf = (start: number, unit: BinUnit): number => {
  const date = new Date(start)
  if (unit === 'year') return Date.UTC(date.getUTCFullYear() + 1, 0, 1)
  if (unit === 'month') return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1)
  return start + (unit === 'week' ? 7 : 1) * day
}

const startsOf = (from: number, to: number, unit: BinUnit, most: number): readonly number[] => {
  const starts: number[] = []
  for (let start = startOf(from, unit); start <= to && starts.length <= most; start = nextOf(start, unit)) {
    starts.push(start)
  }
  return starts
}

const units: readonly BinUnit[] = ['day', 'week', 'month', 'year']
export const notSaid = 'not said'

const lanesOf = (
  points: Timeline['points'],
  binOf: (time: number) => number,
  size: number,
  order: readonly string[],
  mostLanes: number
): readonly Lane[] => {
  const lanes = new Map<string, number[]>()
  const names = [...new Set(order.map(shortKernel)), notSaid]
  for (const { day: time, kernel, count } of points) {
    const name = kernel === null ? notSaid : shortKernel(kernel)
    const bins = lanes.get(name) ?? Array.from({ length: size }, () => 0)
    bins[binOf(time)] = (bins[binOf(time)] ?? 0) + count
    lanes.set(name, bins)
  }
  const all = [...lanes].map(([name, bins]) => ({ name, bins, count: bins.reduce((sum, one) => sum + one, 0) }))
  const place = (name: string): number => (names.includes(name) ? names.indexOf(name) : names.length)
  const kept = new Set(
    all
      .toSorted((a, b) => b.count - a.count)
      .slice(0, all.length > mostLanes ? mostLanes - 1 : mostLanes)
      .map(({ name }) => name)
  )
  const shown = all.filter(({ name }) => kept.has(name)).toSorted((a, b) => place(b.name) - place(a.name))
  const rest = all.filter(({ name }) => !kept.has(name))
  if (rest.length === 0) return shown
  return [
    ...shown,
    {
      name: `${rest.length} others`,
      count: rest.reduce((sum, lane) => sum + lane.count, 0),
      bins: Array.from({ length: size }, (_, at) => rest.reduce((sum, lane) => sum + (lane.bins[at] ?? 0), 0))
    }
  ]
}

/**
 * Counts by stretches of time, at most `mostBins` of them and as short as that allows, and by release, the newest first.
 * `kernels` are the bucket's releases, the oldest first. Null where there is no report. A clock that was set wrong may
 * put one centuries away: what is beyond the last stretch is counted in it.
 */
export const binsOf = (
  { points }: Timeline,
  kernels: BucketRow['kernels'],
  mostBins: number,
  mostLanes = 14
): TimeBins | null => {
  if (points.length === 0) return null
  const days = points.map((point) => point.day)
  const [from, to] = [days.reduce((a, b) => Math.min(a, b)), days.reduce((a, b) => Math.max(a, b))]
  const unit = units.find((one) => startsOf(from, to, one, mostBins).length <= mostBins) ?? 'year'
  const starts = startsOf(from, to, unit, mostBins - 1)
  const binOf = (time: number): number => {
    const at = starts.indexOf(startOf(time, unit))
    return at < 0 ? starts.length - 1 : at
  }
  const counts = starts.map(() => 0)
  for (const { day: time, count } of points) counts[binOf(time)] = (counts[binOf(time)] ?? 0) + count
  return {
    unit,
    bins: starts.map((start, at) => ({ start, end: nextOf(start, unit), count: counts[at] ?? 0 })),
    lanes: lanesOf(points, binOf, starts.length, kernels, mostLanes)
  }
}

const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10)

/** A stretch as people write it: `2025-03`, `2025-03-03`, `2025-03-03 to 2025-03-09`. */
export const binText = ({ start, end }: Bin, unit: BinUnit): string => {
  const first = dayOf(start)
  if (unit === 'year') return first.slice(0, 4)
  if (unit === 'month') return first.slice(0, 7)
  return unit === 'day' ? first : `${first} to ${dayOf(end - day)}`
}

/** What stands below the axis where a stretch begins. */
export const tickText = (bin: Bin, unit: BinUnit): string =>
  binText({ ...bin, end: bin.start + day }, unit).slice(0, 10)
