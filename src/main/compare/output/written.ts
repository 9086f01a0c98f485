import type { Comparison, Verdict } from '../../../shared/model/comparison.ts'

/** All that is written of a comparison. Texts of lines are those of `compareReports`, or raw lines of logs. */
export type Written = {
  readonly comparison: Comparison
  readonly textA: (line: number) => string
  readonly textB: (line: number) => string
  readonly verdict: Verdict
  /** What the sides are called: a path, or the id of a report. */
  readonly a: { readonly name: string; readonly title: string }
  readonly b: { readonly name: string; readonly title: string }
}
