import type { BucketId, CorpusId, ReportId } from '../../shared/model/ids.ts'

export type ReportPageProps = {
  readonly corpus: CorpusId
  readonly report: ReportId
  readonly view: 'report' | 'raw'
  /** The raw log's line the person is at, from 1; null for the title's. */
  readonly line: number | null
  readonly onView: (view: 'report' | 'raw') => void
  readonly onLine: (line: number | null) => void
  readonly onOpenReport: (report: ReportId) => void
  readonly onOpenBucket: (bucket: BucketId) => void
  readonly onCompare: (a: ReportId, b: ReportId) => void
}
