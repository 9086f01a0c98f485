import { useMemo, type Ref } from 'react'
import type { Report } from '../../shared/model/report.ts'
import { TextView, type TextHandle } from '../editor/text-view.tsx'
import { reportText } from './report-text.ts'

type Props = {
  readonly report: Report
  /** Raw line, from 1. */
  readonly line: number
  readonly onLine: (line: number) => void
  readonly ref?: Ref<TextHandle> | undefined
}

/** The report's own lines, numbered as in the raw log. */
export const ExtractedText = ({ report, line, onLine, ref }: Props) => {
  const { content, map } = useMemo(() => reportText(report), [report])
  return (
    <TextView
      ref={ref}
      label="Report"
      content={content}
      line={map.lineOf(line)}
      onLine={(shown) => onLine(map.rawOf(shown))}
    />
  )
}
