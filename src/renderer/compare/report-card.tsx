import type { OutputOf } from '../../shared/protocol/methods.ts'
import { CrashTitle } from '../components/crash-title.tsx'
import { KindMark } from '../components/kind-mark.tsx'
import { FactsStrip } from '../report/facts-strip.tsx'

type Props = OutputOf<'reports.get'> & { readonly side: string; readonly onOpen: () => void }

/** What tells one of the two reports from the other. */
export const ReportCard = ({ side, report, row, onOpen }: Props) => (
  <section className="report-card" aria-label={`${side} report`}>
    <button type="button" className="report-card-title" onClick={onOpen} title="Open this report">
      <CrashTitle title={report.title} frame={report.frame} />
    </button>
    <KindMark kind={report.kind} />
    <FactsStrip report={report} row={row} />
  </section>
)
