import { useMemo, useRef, useState } from 'react'
import type { OutputOf } from '../../shared/protocol/methods.ts'
import { AnnotationList } from '../annotations/annotation-list.tsx'
import { useReportAnnotations } from '../annotations/use-report-annotations.tsx'
import { copyText } from '../app/copy-text.ts'
import { keep, kept } from '../app/kept.ts'
import { Split } from '../app/split.tsx'
import { useCommands } from '../commands/registry.ts'
import { useEngine } from '../engine/engine.tsx'
import { copyTrailers } from '../exports/copy-as.ts'
import type { TextHandle } from '../editor/text-view.tsx'
import { useCursor } from './cursor.ts'
import { Disassembly } from './disassembly.tsx'
import { ExtractedText } from './extracted-text.tsx'
import { LineBox } from './line-box.tsx'
import { useNeighbours } from './neighbours.ts'
import { OutlineTree } from './outline-tree.tsx'
import { itemsAt, outlineOf } from './outline.ts'
import { RawText } from './raw-text.tsx'
import { ReportHeader } from './report-header.tsx'
import type { ReportPageProps } from './report-props.ts'
import { ReportSide, showReportSide, useReportSide } from './report-side.tsx'
import { SimilarPanel } from './similar-panel.tsx'
import { useSimilar } from './use-similar.ts'
import { frameLines, titleLine, traceText, unknownLines } from './report-text.ts'

type Props = { readonly page: ReportPageProps; readonly data: OutputOf<'reports.get'> }

const outlineKey = 'oopsdesk.report-outline'

export const LoadedReport = ({ page, data }: Props) => {
  const { corpus, view, onView } = page
  const { report, row, log } = data
  const client = useEngine()
  const text = useRef<TextHandle>(null)
  const lineBox = useRef<HTMLInputElement>(null)
  const [outlineShown, setOutlineShown] = useState(() => kept(outlineKey) !== 'hidden')
  const { neighbours, reasons } = useNeighbours(corpus, row)
  const groups = useMemo(() => outlineOf(report), [report])
  const frames = useMemo(() => frameLines(report), [report])
  const unknown = useMemo(() => unknownLines(report), [report])
  const [cursor, moveCursor] = useCursor(row.report, page.line, titleLine(report), page.onLine)
  const current = useMemo(() => itemsAt(groups, cursor).map(({ id }) => id), [groups, cursor])
  const similar = useSimilar(corpus, row)
  const next = neighbours?.next ?? null
  const previous = neighbours?.previous ?? null

  const toFrame = (line: number | undefined): void => {
    if (line !== undefined) moveCursor(line)
  }
  const toggleOutline = (): void => {
    keep(outlineKey, outlineShown ? 'hidden' : 'shown')
    setOutlineShown(!outlineShown)
  }
  const toLine = (line: number): void => {
    moveCursor(line)
    if (view === 'report' && (line < (report.lines[0]?.line ?? 1) || line > report.endLine)) onView('raw')
  }
  const annotations = useReportAnnotations({ corpus, report: row.report, text, cursor, onLine: toLine })
  const noFrames = frames.length === 0 ? 'This report has no call trace.' : undefined
  const copyTitle = (): void => void copyText(report.title, 'Title copied')
  const copyReport = (): void => void copyText(`${report.lines.map((line) => line.text).join('\n')}\n`, 'Report copied')
  const compareNext = (): void => {
    if (next !== null) page.onCompare(row.report, next)
  }
  const toBucket = (): void => page.onOpenBucket(row.bucket)
  const side = useReportSide((state) => state.side)
  const toNote = (asked: 'write' | 'history'): void => {
    if (!outlineShown) toggleOutline()
    showReportSide('note', asked)
  }
  const toggleRaw = (): void => onView(view === 'raw' ? 'report' : 'raw')

  useCommands({
    'report.toggle-raw': { run: toggleRaw },
    'report.next-frame': { run: () => toFrame(frames.find((line) => line > cursor)), disabled: noFrames },
    'report.previous-frame': { run: () => toFrame(frames.findLast((line) => line < cursor)), disabled: noFrames },
    'report.next': {
      run: () => next !== null && page.onOpenReport(next),
      disabled: reasons.next
    },
    'report.previous': {
      run: () => previous !== null && page.onOpenReport(previous),
      disabled: reasons.previous
    },
    'report.fold-all': { run: () => text.current?.foldAll() },
    'report.unfold-all': { run: () => text.current?.unfoldAll() },
    'report.toggle-outline': { run: toggleOutline },
    'report.find': { run: () => text.current?.find() },
    'report.go-to-line': { run: () => lineBox.current?.focus() },
    'report.copy': { run: copyReport },
    'report.copy-title': { run: copyTitle },
    'report.copy-trace': { run: () => void copyText(traceText(report), 'Call trace copied'), disabled: noFrames },
    'report.copy-trailers': { run: () => void copyTrailers(client, corpus, row.report) },
    'report.compare-next': {
      run: compareNext,
      disabled: reasons.next
    },
    'report.show-similar': {
      run: () => {
        if (!outlineShown) toggleOutline()
        showReportSide('outline')
        requestAnimationFrame(() => document.querySelector<HTMLElement>('.similar-panel button')?.focus())
      }
    },
    'report.compare-similar': {
      run: () => {
        const [closest] = similar.buckets
        if (closest) page.onCompare(row.report, closest.report)
      },
      disabled: similar.refusal
    },
    'report.to-bucket': { run: toBucket },
    // The note binds them itself while it is shown.
    ...(outlineShown && side === 'note'
      ? {}
      : { 'note.write': { run: () => toNote('write') }, 'note.history': { run: () => toNote('history') } })
  })

  return (
    <div className="report-view">
      <ReportHeader
        data={data}
        view={view}
        neighbours={neighbours}
        unknown={unknown}
        onView={onView}
        onLine={moveCursor}
        lineBox={
          <LineBox
            ref={lineBox}
            line={cursor}
            lineCount={log.lineCount}
            onLine={toLine}
            onDone={() => text.current?.focus()}
          />
        }
      />
      <Split
        id="report"
        after={
          outlineShown
            ? {
                label: 'the outline',
                size: 392,
                least: 240,
                content: (
                  <ReportSide corpus={corpus} report={row.report}>
                    <AnnotationList
                      located={annotations.located}
                      lost={annotations.lost}
                      failure={annotations.failure}
                      onOpen={annotations.open}
                    />
                    <OutlineTree groups={groups} current={current} onOpen={(item) => toLine(item.line)} />
                    <SimilarPanel
                      similar={similar}
                      onOpen={page.onOpenBucket}
                      onCompare={(other) => page.onCompare(row.report, other)}
                    />
                    <Disassembly key={row.report} explanation={data.explanation} onLine={moveCursor} />
                  </ReportSide>
                )
              }
            : null
        }
      >
        {view === 'raw' ? (
          <RawText
            key={log.log}
            ref={text}
            corpus={corpus}
            log={log}
            report={report}
            line={cursor}
            onLine={moveCursor}
            annotations={annotations}
          />
        ) : (
          <ExtractedText ref={text} report={report} line={cursor} onLine={moveCursor} annotations={annotations} />
        )}
      </Split>
    </div>
  )
}
