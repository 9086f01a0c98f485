import {
  ChevronLeft,
  ChevronRight,
  Copy,
  FileDiff,
  FolderUp,
  GitCompareArrows,
  PanelRight,
  TriangleAlert
} from 'lucide-react'
import type { ReactNode } from 'react'
import type { ReportLine } from '../../shared/model/report.ts'
import type { OutputOf } from '../../shared/protocol/methods.ts'
import { CrashTitle } from '../components/crash-title.tsx'
import { KindMark } from '../components/kind-mark.tsx'
import { ExplanationView } from './explanation.tsx'
import { FactsStrip } from './facts-strip.tsx'
import type { Neighbours } from './neighbours.ts'
import { PanicFlag } from './panic-flag.tsx'
import { IconCommand } from './icon-command.tsx'

type Props = {
  readonly data: OutputOf<'reports.get'>
  readonly view: 'report' | 'raw'
  readonly neighbours: Neighbours | null
  readonly unknown: readonly ReportLine[]
  readonly lineBox: ReactNode
  readonly onView: (view: 'report' | 'raw') => void
  readonly onLine: (line: number) => void
}

export const ReportHeader = (props: Props) => {
  const { data, view, neighbours, unknown } = props
  const { report, row } = data
  const firstUnknown = unknown[0]
  return (
    <header className="report-header">
      <div className="report-heading">
        <h1 className="report-title">
          <CrashTitle title={report.title} frame={report.frame} />
        </h1>
        <div className="report-tools">
          <IconCommand id="report.to-bucket" icon={FolderUp} />
          <IconCommand id="report.previous" icon={ChevronLeft} />
          <span className="report-place">{neighbours ? `${neighbours.place} of ${neighbours.total}` : ''}</span>
          <IconCommand id="report.next" icon={ChevronRight} />
          <IconCommand id="report.compare-next" icon={GitCompareArrows} />
          <IconCommand id="compare.with-text" icon={FileDiff} />
          <IconCommand id="report.copy-title" icon={Copy} />
          <IconCommand id="report.toggle-outline" icon={PanelRight} />
        </div>
      </div>
      <ExplanationView explanation={data.explanation} report={report} onLine={props.onLine} />
      <div className="report-bar">
        <KindMark kind={report.kind} />
        <fieldset className="report-switch" aria-label="Text shown">
          {(['report', 'raw'] as const).map((choice) => (
            <button
              key={choice}
              type="button"
              aria-pressed={view === choice}
              title={choice === 'report' ? 'The report alone (r)' : 'The whole log it stands in (r)'}
              onClick={() => props.onView(choice)}
            >
              {choice === 'report' ? 'Report' : 'Raw log'}
            </button>
          ))}
        </fieldset>
        {props.lineBox}
        {report.corrupted && (
          <span className="report-alert">
            <TriangleAlert size={14} aria-hidden />
            Corrupted: {report.corruptedReason === '' ? 'the log is cut or torn here' : report.corruptedReason}
          </span>
        )}
        {firstUnknown && (
          <button type="button" className="report-alert" onClick={() => props.onLine(firstUnknown.line)}>
            {unknown.length === 1 ? '1 line not understood' : `${unknown.length} lines not understood`}
          </button>
        )}
        {report.panicked && <PanicFlag report={report} />}
        {report.suppressed && <span className="report-flag">Suppressed</span>}
        <FactsStrip report={report} row={row} />
      </div>
    </header>
  )
}
