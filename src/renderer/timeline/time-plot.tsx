import type { CrashKind } from '../../shared/model/crash-kind.ts'
import { count, counted } from '../components/quantities.ts'
import { binText, tickText, type TimeBins } from '../../shared/model/time-bins.ts'
import { useWidth } from './use-width.ts'

/** Pixels. */
const [left, right, top] = [92, 44, 14]
const [barHeight, axisHeight, laneHeight] = [110, 26, 20]
const [widestBin, tickRoom] = [36, 84]

type Props = { readonly found: TimeBins; readonly kind: CrashKind }

const Drawing = ({ found, kind, width }: Props & { readonly width: number }) => {
  const { unit, bins, lanes } = found
  const step = Math.min(widestBin, Math.max(2, (width - left - right) / bins.length))
  const space = step * bins.length
  const most = bins.reduce((a, bin) => Math.max(a, bin.count), 1)
  const mostInLane = lanes.reduce((a, lane) => Math.max(a, ...lane.bins), 1)
  const lanesTop = top + barHeight + axisHeight
  const tickEvery = Math.max(1, Math.ceil(tickRoom / step))
  const gap = step > 4 ? 1 : 0
  const what = (at: number): string => {
    const bin = bins[at]
    if (!bin) return ''
    const by = lanes.filter((lane) => (lane.bins[at] ?? 0) > 0).map((lane) => `${lane.name}: ${lane.bins[at] ?? 0}`)
    return `${binText(bin, unit)}: ${counted(bin.count, 'report')}\n${by.join('\n')}`
  }
  return (
    <svg
      className="time-plot"
      data-kind={kind}
      width={width}
      height={lanesTop + lanes.length * laneHeight + 4}
      aria-hidden
    >
      <text x={left - 8} y={top + 4} textAnchor="end">
        {count(most)}
      </text>
      <line x1={left} x2={left + space} y1={top - 0.5} y2={top - 0.5} className="time-grid" />
      <line x1={left} x2={left + space} y1={top + barHeight + 0.5} y2={top + barHeight + 0.5} />
      {bins.map((bin, at) => (
        <g key={bin.start}>
          <title>{what(at)}</title>
          <rect className="time-hit" x={left + at * step} y={top} width={step} height={lanesTop - top - axisHeight} />
          {bin.count > 0 && (
            <rect
              x={left + at * step}
              y={top + barHeight - Math.max(2, (bin.count / most) * barHeight)}
              width={step - gap}
              height={Math.max(2, (bin.count / most) * barHeight)}
            />
          )}
        </g>
      ))}
      {bins.map(
        (bin, at) =>
          at % tickEvery === 0 &&
          left + at * step + tickRoom <= Math.max(width, left + tickRoom) && (
            <g key={bin.start} className="time-tick">
              <line
                x1={left + at * step + 0.5}
                x2={left + at * step + 0.5}
                y1={top + barHeight}
                y2={top + barHeight + 4}
              />
              <text x={left + at * step} y={top + barHeight + 17}>
                {tickText(bin, unit)}
              </text>
            </g>
          )
      )}
      {lanes.map((lane, index) => {
        const y = lanesTop + index * laneHeight
        return (
          <g key={lane.name}>
            <text x={left - 8} y={y + 13} textAnchor="end" className="time-lane-name">
              {lane.name}
            </text>
            <line
              x1={left}
              x2={left + space}
              y1={y + laneHeight - 0.5}
              y2={y + laneHeight - 0.5}
              className="time-grid"
            />
            {lane.bins.map(
              (one, at) =>
                one > 0 && (
                  <rect
                    key={bins[at]?.start}
                    x={left + at * step}
                    y={y + 3}
                    width={Math.max(2, step - gap)}
                    height={laneHeight - 7}
                    opacity={0.35 + 0.65 * Math.sqrt(one / mostInLane)}
                  >
                    <title>{`${lane.name}, ${bins[at] ? binText(bins[at], unit) : ''}: ${counted(one, 'report')}`}</title>
                  </rect>
                )
            )}
            <text x={left + space + 8} y={y + 13} className="time-lane-count">
              {count(lane.count)}
            </text>
          </g>
        )
      })}
    </svg>
  )
}

/** Bars by date, and below them a lane for each release on the same dates. */
export const TimePlot = ({ found, kind }: Props) => {
  const [element, width] = useWidth()
  return (
    <div ref={element} className="time-plot-space">
      {width > 0 && <Drawing found={found} kind={kind} width={width} />}
    </div>
  )
}
