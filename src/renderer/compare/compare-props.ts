import type { CorpusId, ReportId } from '../../shared/model/ids.ts'

export type ComparePageProps = {
  readonly corpus: CorpusId
  readonly a: ReportId
  readonly b: ReportId
  readonly onSwap: () => void
  /** Goes back to where the two were chosen. */
  readonly onLeave: () => void
  readonly onOpenReport: (report: ReportId) => void
}
