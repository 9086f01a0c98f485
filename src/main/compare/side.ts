import type { Explanation } from '../../shared/model/explanation.ts'
import type { Report } from '../../shared/model/report.ts'

/** One of the two reports that are compared. */
export type ComparedReport = {
  readonly report: Report
  /**
   * The raw line of a number, from 1, as it is shown (src/main/engine/view-lines.ts); columns of changes are its own.
   * Without it, columns are those of the report's text, which has no prefix, and prefixes are not compared.
   */
  readonly rawLine?: ((line: number) => string | undefined) | undefined
  /** What the report means: for the instruction at the trap and names of values. */
  readonly explanation?: Explanation | undefined
}
