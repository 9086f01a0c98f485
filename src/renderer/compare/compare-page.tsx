import { lazy, Suspense } from 'react'
import type { ComparePageProps } from './compare-props.ts'

// Monaco is two thirds of the window's code; lists and notes do not wait for it.
const CompareView = lazy(async () => ({ default: (await import('./compare-view.tsx')).CompareView }))

/** The page of two crashes. */
export const ComparePage = (props: ComparePageProps) => (
  <Suspense fallback={<div className="compare-view" aria-busy="true" />}>
    <CompareView {...props} />
  </Suspense>
)
