import type { Report } from '../../shared/model/report.ts'

/** That the kernel panicked is known of a log; of the crash it is said only where its own text has the panic. */
export const PanicFlag = ({ report }: { readonly report: Pick<Report, 'lines'> }) =>
  report.lines.some(({ text }) => text.includes('Kernel panic - not syncing')) ? (
    <span className="report-flag" title="The kernel panicked on this crash">
      Panicked
    </span>
  ) : (
    <span className="report-flag" title="The kernel panicked elsewhere in this log, not in the text of this crash">
      Log has a panic
    </span>
  )
