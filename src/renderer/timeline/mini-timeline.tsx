import type { Timeline } from '../../shared/model/bucket-detail.ts'
import type { BucketRow } from '../../shared/model/bucket.ts'
import { binsOf, binText } from '../../shared/model/time-bins.ts'
import './timeline.css'

const [width, height] = [144, 26]

/** How often a bucket was seen over time, at a glance; the timeline says it exactly. */
export const MiniTimeline = ({ timeline, row }: { readonly timeline: Timeline; readonly row: BucketRow }) => {
  const found = binsOf(timeline, row.kernels, 36)
  const [first, last] = [found?.bins[0], found?.bins.at(-1)]
  // One stretch alone says no more than the dates beside it.
  if (!found || !first || !last || found.bins.length < 2) return null
  const step = Math.min(12, width / found.bins.length)
  const most = found.bins.reduce((a, { count }) => Math.max(a, count), 1)
  return (
    <svg
      className="mini-timeline"
      data-kind={row.kind}
      width={Math.ceil(step * found.bins.length)}
      height={height}
      aria-hidden
    >
      <title>{`${binText(first, found.unit)} to ${binText(last, found.unit)}, by ${found.unit}`}</title>
      <line x1="0" x2={step * found.bins.length} y1={height - 0.5} y2={height - 0.5} />
      {found.bins.map(
        ({ start, count }, at) =>
          count > 0 && (
            <rect
              key={start}
              x={at * step}
              width={Math.max(1, step - 1)}
              y={height - Math.max(2, (count / most) * height)}
              height={Math.max(2, (count / most) * height)}
            />
          )
      )}
    </svg>
  )
}
