import { useCommands } from '../commands/registry.ts'
import { FailureNotice } from '../components/failure-notice.tsx'
import { useRead } from '../engine/engine.tsx'
import { ComparedReports } from './compared-reports.tsx'
import type { ComparePageProps } from './compare-props.ts'
import './compare.css'

export const CompareView = (props: ComparePageProps) => {
  const { corpus, a, b } = props
  const first = useRead('reports.get', { corpus, report: a })
  const second = useRead('reports.get', { corpus, report: b })
  // Until the two are there, and when they never come, the way out is there already.
  useCommands({ 'compare.leave': { run: props.onLeave } })
  const failed = first.error ?? second.error
  if (failed) return <FailureNotice failure={failed.failure} />
  if (!first.data || !second.data) {
    return <div className="compare-view compare-loading" aria-busy="true" aria-label="Loading the reports" />
  }
  return <ComparedReports page={props} first={first.data} second={second.data} />
}
