import type { Comparison, Difference, Verdict } from '../../../shared/model/comparison.ts'
import { verdictLines } from './verdict.ts'

/** What `compare --format json` prints. */
export type ComparisonJson = {
  /** Up to three lines of plain words. */
  readonly verdict: string
  readonly score: number | null
  /** Lines are counted from 1 in the raw files. */
  readonly differences: readonly Difference[]
  readonly ignored: Comparison['ignored']
  /** Differences that are not listed. */
  readonly more?: number
}

export const comparisonJson = (comparison: Comparison, verdict: Verdict): ComparisonJson => ({
  verdict: verdictLines(verdict).join('\n'),
  score: verdict.score === null ? null : Number(verdict.score.toFixed(4)),
  differences: comparison.differences,
  ignored: comparison.ignored,
  ...(comparison.more > 0 ? { more: comparison.more } : {})
})
