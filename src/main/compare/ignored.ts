import type { Comparison, ComparisonCounts, NoiseClass } from '../../shared/model/comparison.ts'
import type { BuiltRow } from './rows.ts'

/** How often each class was set aside: by parts of lines, and by whole lines that one side lacks. */
export const ignoredOf = (rows: readonly BuiltRow[], heeded: ReadonlySet<NoiseClass>): Comparison['ignored'] => {
  const counts: { [Key in NoiseClass]?: number } = {}
  const count = (noise: NoiseClass | null): void => {
    if (noise !== null && !heeded.has(noise)) counts[noise] = (counts[noise] ?? 0) + 1
  }
  for (const { noise, changes } of rows) {
    count(noise)
    for (const change of changes) count(change.noise)
  }
  return counts
}

export const countRows = (rows: readonly BuiltRow[]): ComparisonCounts => {
  const counts = { same: 0, noise: 0, different: 0, onlyA: 0, onlyB: 0 }
  for (const { kind } of rows) counts[kind === 'only-a' ? 'onlyA' : kind === 'only-b' ? 'onlyB' : kind] += 1
  return counts
}
