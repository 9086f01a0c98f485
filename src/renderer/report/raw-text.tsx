import { useMemo, useState, type Ref } from 'react'
import type { LogFacts } from '../../shared/model/corpus.ts'
import type { CorpusId } from '../../shared/model/ids.ts'
import type { Report } from '../../shared/model/report.ts'
import { lineLimit } from '../../shared/protocol/methods.ts'
import type { ReportAnnotations } from '../annotations/use-report-annotations.tsx'
import { FailureNotice } from '../components/failure-notice.tsx'
import { TextView, type TextHandle } from '../editor/text-view.tsx'
import { useRead } from '../engine/engine.tsx'
import { useAnnotatedText } from './annotated-text.ts'
import { earlier, holds, later, nearer, windowAround, type LogWindow } from './log-window.ts'
import { logText } from './report-text.ts'

type Props = {
  readonly corpus: CorpusId
  readonly log: LogFacts
  readonly report: Report
  /** Raw line, from 1. */
  readonly line: number
  readonly onLine: (line: number) => void
  readonly annotations: ReportAnnotations
  readonly ref?: Ref<TextHandle> | undefined
}

const number = new Intl.NumberFormat('en')

/** The raw log, all of it or the part around the line that one is at. */
export const RawText = ({ corpus, log, report, line, onLine, annotations, ref }: Props) => {
  const total = log.lineCount
  const [window, setWindow] = useState<LogWindow>(() => windowAround(line, total, lineLimit))
  const aim = (next: LogWindow): void => {
    if (next.first !== window.first || next.count !== window.count) setWindow(next)
  }
  const read = useRead('logs.lines', {
    corpus,
    log: log.log,
    firstLine: window.first,
    count: window.count
  })
  const lines = read.data
  const received: LogWindow | null =
    lines && !read.isPlaceholderData ? { first: lines.firstLine, count: lines.lines.length } : null
  if (!holds(window, line)) {
    if (line <= total) aim(windowAround(line, total, lineLimit))
  } else if (received && !holds(received, line)) aim(nearer(received, line, total, lineLimit))
  const shown = useMemo(() => (lines ? logText(report, lines.firstLine, lines.lines) : null), [report, lines])

  const annotated = useAnnotatedText(
    annotations,
    useMemo(
      () =>
        shown && lines
          ? { map: shown.map, first: lines.firstLine, last: lines.firstLine + lines.lines.length - 1 }
          : null,
      [shown, lines]
    )
  )

  if (read.isError) return <FailureNotice failure={read.error.failure} />
  if (!shown || !lines) return <div className="report-loading" aria-busy="true" aria-label="Loading the log" />

  const shownLines: LogWindow = { first: lines.firstLine, count: lines.lines.length }
  const last = lines.firstLine + lines.lines.length - 1
  const showEarlier = (): void => {
    setWindow(earlier(shownLines, total, lineLimit))
    onLine(lines.firstLine - 1)
  }
  const showLater = (): void => {
    const next = later(shownLines, total, lineLimit)
    setWindow(next)
    onLine(Math.max(next.first, last))
  }
  const whole = lines.firstLine === 1 && last >= total
  return (
    <div className="raw-text">
      {!whole && (
        <div className="raw-banner">
          <output>
            Lines {number.format(lines.firstLine)}-{number.format(last)} of {number.format(total)}
          </output>
          <button type="button" disabled={lines.firstLine === 1} onClick={showEarlier}>
            Earlier lines
          </button>
          <button type="button" disabled={last >= total} onClick={showLater}>
            Later lines
          </button>
          <button type="button" onClick={() => onLine(report.startLine)}>
            Back to the crash
          </button>
        </div>
      )}
      <TextView
        ref={ref}
        label="Raw log"
        content={shown.content}
        line={shown.map.lineOf(line)}
        onLine={(moved) => onLine(shown.map.rawOf(moved))}
        {...annotated}
      />
    </div>
  )
}
