import type { Timeline } from '../../../shared/model/bucket-detail.ts'

export type BinUnit = 'day' | 'week' | 'month' | 'year'
export type Lane = { readonly name: string; readonly count: number; readonly bins: readonly number[] }
export type TimeBins = {
  readonly unit: BinUnit
  /** Milliseconds since 1970 UTC, where each begins. */
  readonly starts: readonly number[]
  readonly counts: readonly number[]
  readonly lanes: readonly Lane[]
}

const day = 24 * 3_600_000
const mostBins = 60
const mostLanes = 8
const units: readonly BinUnit[] = ['day', 'week', 'month', 'year']

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

const notSaid = 'not said'
/** `6.15.0-rc7-syzkaller-00142-g4856ebd99715` as `6.15.0-rc7`: lanes are of releases, not of builds. */
const shortKernel = (kernel: string): string => /^\d+(?:\.\d+)*(?:-rc\d+)?/.exec(kernel)?.[0] ?? kernel

const lanesOf = (
  points: Timeline['points'],
  place: (time: number) => number,
  size: number,
  kernels: readonly string[]
): readonly Lane[] => {
  const empty = (): number[] => Array.from({ length: size }, () => 0)
  const order = [...new Set(kernels.map(shortKernel))]
  const byName = new Map<string, number[]>()
  for (const { day: time, kernel, count } of points) {
    const name = kernel === null ? notSaid : shortKernel(kernel)
    const bins = byName.get(name) ?? empty()
    const at = place(time)
    bins[at] = (bins[at] ?? 0) + count
    byName.set(name, bins)
  }
  const all = [...byName]
    .map(([name, bins]) => ({ name, bins, count: bins.reduce((sum, one) => sum + one, 0) }))
    .sort((a, b) => order.indexOf(b.name) - order.indexOf(a.name))
  if (all.length <= mostLanes) return all
  const kept = new Set(all.toSorted((a, b) => b.count - a.count).slice(0, mostLanes - 1))
  const rest = all.filter((lane) => !kept.has(lane))
  return [
    ...all.filter((lane) => kept.has(lane)),
    {
      name: `${rest.length} others`,
      count: rest.reduce((sum, { count }) => sum + count, 0),
      bins: empty().map((_, at) => rest.reduce((sum, { bins }) => sum + (bins[at] ?? 0), 0))
    }
  ]
}

/** Reports of equal stretches of time, days if they fit, in all and by release; null where none has a date. */
export const binsOf = ({ points }: Timeline, kernels: readonly string[]): TimeBins | null => {
  if (points.length === 0) return null
  const from = points.reduce((least, point) => Math.min(least, point.day), Infinity)
  const to = points.reduce((most, point) => Math.max(most, point.day), -Infinity)
  const unit = units.find((one) => startsOf(from, to, one, mostBins).length <= mostBins) ?? 'year'
  // A clock that was set wrong may put a report centuries away: what is beyond the last stretch is counted in it.
  const starts = startsOf(from, to, unit, mostBins)
  const place = (time: number): number => {
    const after = starts.findIndex((start) => start > time)
    return after < 0 ? starts.length - 1 : Math.max(0, after - 1)
  }
  const counts = Array.from({ length: starts.length }, () => 0)
  for (const { day: time, count } of points) counts[place(time)] = (counts[place(time)] ?? 0) + count
  return { unit, starts, counts, lanes: lanesOf(points, place, starts.length, kernels) }
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** A stretch by its beginning: `2 Nov 2026`, `Nov 2026`, `2026`. */
export const binText = (start: number, unit: BinUnit): string => {
  const date = new Date(start)
  if (Number.isNaN(date.getTime())) return 'unknown'
  const month = months[date.getUTCMonth()] ?? ''
  if (unit === 'year') return String(date.getUTCFullYear())
  if (unit === 'month') return `${month} ${date.getUTCFullYear()}`
  return `${unit === 'week' ? 'week of ' : ''}${date.getUTCDate()} ${month} ${date.getUTCFullYear()}`
}

/** The same for an axis, where room is short: `2 Nov`; the year where a new one begins. */
export const tickText = (start: number, before: number | null, unit: BinUnit): string => {
  const date = new Date(start)
  const year = date.getUTCFullYear()
  if (unit === 'year') return String(year)
  const month = months[date.getUTCMonth()] ?? ''
  const words = unit === 'month' ? month : `${date.getUTCDate()} ${month}`
  return before !== null && new Date(before).getUTCFullYear() === year ? words : `${words} ${year}`
}
