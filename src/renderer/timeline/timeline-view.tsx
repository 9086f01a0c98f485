import type { Timeline } from '../../shared/model/bucket-detail.ts'
import type { BucketRow } from '../../shared/model/bucket.ts'
import { EmptyState } from '../components/empty-state.tsx'
import { seenBasis } from './seen-basis.ts'
import { binsOf } from '../../shared/model/time-bins.ts'
import { TimePlot } from './time-plot.tsx'
import { TimeTable } from './time-table.tsx'
import './timeline.css'

/** When a bucket was seen, by date and by kernel, drawn and in figures. */
export const TimelineView = ({ timeline, row }: { readonly timeline: Timeline; readonly row: BucketRow }) => {
  const found = binsOf(timeline, row.kernels, 72)
  if (!found) return <EmptyState text="No report of this bucket has a date." />
  return (
    <div className="timeline">
      <p className="timeline-basis">{seenBasis(row, found.unit)}</p>
      <TimePlot found={found} kind={row.kind} />
      <details className="timeline-figures">
        <summary>In figures</summary>
        <TimeTable found={found} />
      </details>
    </div>
  )
}
