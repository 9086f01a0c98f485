import { lazy, Suspense } from 'react'
import type { ReportPageProps } from './report-props.ts'

// Monaco is two thirds of the window's code; lists and notes do not wait for it.
const ReportView = lazy(async () => ({ default: (await import('./report-view.tsx')).ReportView }))

/** The page of one crash. */
export const ReportPage = (props: ReportPageProps) => (
  <Suspense fallback={<div className="report-view" aria-busy="true" />}>
    <ReportView {...props} />
  </Suspense>
)
