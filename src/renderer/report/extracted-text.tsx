import { useMemo, type Ref } from 'react'
import type { Report } from '../../shared/model/report.ts'
import type { ReportAnnotations } from '../annotations/use-report-annotations.tsx'
import { TextView, type TextHandle } from '../editor/text-view.tsx'
import { useAnnotatedText } from './annotated-text.ts'
import { reportText } from './report-text.ts'

type Props = {
  readonly report: Report
  /** Raw line, from 1. */
  readonly line: number
  readonly onLine: (line: number) => void
  readonly annotations: ReportAnnotations
  readonly ref?: Ref<TextHandle> | undefined
}

/** The report's own lines, numbered as in the raw log. */
export const ExtractedText = ({ report, line, onLine, annotations, ref }: Props) => {
  const { content, map } = useMemo(() => reportText(report), [report])
  const shown = useMemo(
    () => ({
      map,
      first: report.lines[0]?.line ?? report.startLine,
      last: report.lines.at(-1)?.line ?? report.endLine
    }),
    [map, report]
  )
  const annotated = useAnnotatedText(annotations, shown)
  return (
    <TextView
      ref={ref}
      label="Report"
      content={content}
      line={map.lineOf(line)}
      onLine={(moved) => onLine(map.rawOf(moved))}
      {...annotated}
    />
  )
}
