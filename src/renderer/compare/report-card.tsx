import type { OutputOf } from '../../shared/protocol/methods.ts'
import { CrashTitle } from '../components/crash-title.tsx'
import { KindMark } from '../components/kind-mark.tsx'
import { FactsStrip } from '../report/facts-strip.tsx'

type Props = OutputOf<'reports.get'> & { readonly side: string; readonly onOpen: () => void }

const identifying: readonly string[] = ['Kernel', 'Task', 'File']

/** What tells one of the two reports from the other. */
export const ReportCard = ({ side, report, row, onOpen }: Props) => (
  <section className="report-card" aria-label={`${side} report`}>
    <div className="report-card-heading">
      <KindMark kind={report.kind} />
      <button type="button" className="report-card-title" onClick={onOpen} title="Open this report">
        <CrashTitle title={report.title} frame={report.frame} />
      </button>
    </div>
    <FactsStrip report={report} row={row} only={identifying} />
  </section>
)
