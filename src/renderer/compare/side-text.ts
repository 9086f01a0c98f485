import type { ComparedSide } from '../../shared/model/comparison.ts'
import { lineStyle, shifted, type LineStyle } from '../editor/line-style.ts'
import type { LongText } from '../editor/long-text.ts'
import { linesOf, takenOf } from './side-lines.ts'

/** A side's raw lines as the diff editor shows them; lines of the text are counted from 1. */
export type SideText = {
  readonly text: string
  readonly taken: LongText | undefined
  /** The number of the line in the raw log. */
  readonly numberOf: (line: number) => number
  readonly lineCount: number
  /** How a line is set; null for one that is not the report's. Asked for what is in sight. */
  readonly styleAt: (line: number) => LineStyle | null
}

export const sideText = (side: Pick<ComparedSide, 'report' | 'firstLine' | 'text'>): SideText => {
  const { report, firstLine, text } = side
  const lines = linesOf(side)
  const reportLines = new Map(report.lines.map((line) => [line.line, line]))
  return {
    text,
    taken: takenOf(side),
    numberOf: (line) => firstLine + line - 1,
    lineCount: lines.length,
    styleAt: (line) => {
      const found = reportLines.get(firstLine + line - 1)
      // The report has the line without what its console put before it.
      const at = found ? (lines[line - 1] ?? '').indexOf(found.text) : -1
      return found && at >= 0 ? shifted(lineStyle(found, report.frame), at) : null
    }
  }
}
