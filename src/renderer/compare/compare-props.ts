import type { CorpusId, ReportId } from '../../shared/model/ids.ts'

export type ComparePageProps = {
  readonly corpus: CorpusId
  readonly a: ReportId
  readonly b: ReportId
  readonly onSwap: () => void
  readonly onOpenReport: (report: ReportId) => void
}
