import { lazy, Suspense } from 'react'
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

// Monaco is two thirds of the window's code; lists and notes do not wait for it.
const ReportView = lazy(async () => ({ default: (await import('./report-view.tsx')).ReportView }))

/** The page of one crash. */
export const ReportPage = (props: ReportPageProps) => (
  <Suspense fallback={<div className="report-view" aria-busy="true" />}>
    <ReportView {...props} />
  </Suspense>
)
