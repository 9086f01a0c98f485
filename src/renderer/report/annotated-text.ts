import { useMemo } from 'react'
import type { ReportAnnotations } from '../annotations/use-report-annotations.tsx'
import type { LineMark } from '../editor/line-marks.ts'
import type { TextZone } from '../editor/text-zones.tsx'
import type { LineMap } from './line-map.ts'

/** A text that shows lines of the raw log from `first` to `last`, some or all of them. */
type ShownLines = { readonly map: LineMap; readonly first: number; readonly last: number }

type Given = Pick<ReportAnnotations, 'marks' | 'zones' | 'onMargin'>

/** What a text shows of annotations, which are on lines of the raw log. */
export const useAnnotatedText = (
  { marks, zones, onMargin }: Given,
  shown: ShownLines | null
): {
  readonly marks: readonly LineMark[]
  readonly zones: readonly TextZone[]
  readonly onMargin: (line: number) => void
} => {
  const marked = useMemo(
    () =>
      shown
        ? marks
            .filter(({ startLine, endLine }) => startLine <= shown.last && endLine >= shown.first)
            .map((mark) => ({
              ...mark,
              startLine: shown.map.lineOf(mark.startLine),
              endLine: shown.map.lineOf(mark.endLine)
            }))
        : [],
    [marks, shown]
  )
  return {
    marks: marked,
    zones: shown
      ? zones
          .filter(({ line }) => line >= shown.first && line <= shown.last)
          .map(({ id, line, content }) => ({ id, afterLine: shown.map.lineOf(line), content }))
      : [],
    onMargin: (line) => {
      if (shown) onMargin(shown.map.rawOf(line))
    }
  }
}
