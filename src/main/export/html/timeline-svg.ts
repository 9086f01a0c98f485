import type { Timeline } from '../../../shared/model/bucket-detail.ts'
import { binsOf, binText, tickText, type TimeBins } from '../../../shared/model/time-bins.ts'
import { counted } from '../words.ts'
import { escaped } from './escape.ts'

/** Units of the drawing, which are pixels where it has room. */
const [left, right, top] = [104, 48, 14]
const [width, barHeight, axisHeight, laneHeight] = [860, 84, 26, 18]
const [widestBin, tickRoom] = [36, 88]
const [mostBins, mostLanes] = [60, 8]

const textAt = (bins: TimeBins['bins'], at: number, unit: TimeBins['unit']): string => {
  const bin = bins[at]
  return bin ? binText(bin, unit) : ''
}

const fixed = (value: number): string => String(Math.round(value * 100) / 100)

const bar = (x: number, y: number, wide: number, high: number, title: string, opacity = 1): string =>
  `<rect x="${fixed(x)}" y="${fixed(y)}" width="${fixed(wide)}" height="${fixed(high)}"${
    opacity < 1 ? ` opacity="${fixed(opacity)}"` : ''
  }><title>${escaped(title)}</title></rect>`

const line = (x1: number, x2: number, y: number, look: string): string =>
  `<line class="${look}" x1="${fixed(x1)}" x2="${fixed(x2)}" y1="${fixed(y)}" y2="${fixed(y)}"/>`

const axis = ({ unit, bins }: TimeBins, step: number): string => {
  const every = Math.max(1, Math.ceil(tickRoom / step))
  const y = top + barHeight
  const shown = bins.filter((_, at) => at % every === 0)
  return shown
    .map((bin, at) => {
      const x = fixed(left + at * every * step + 0.5)
      return `<line class="axis" x1="${x}" x2="${x}" y1="${y}" y2="${y + 4}"/><text x="${x}" y="${y + 17}">${tickText(bin, unit)}</text>`
    })
    .join('')
}

const lanes = ({ unit, bins: stretches, lanes: all }: TimeBins, step: number, gap: number): string => {
  const most = all.reduce((a, { bins }) => bins.reduce((b, one) => Math.max(b, one), a), 1)
  const end = left + step * stretches.length
  return all
    .map(({ name, count, bins }, index) => {
      const y = top + barHeight + axisHeight + index * laneHeight
      const bars = bins.map((one, at) =>
        one === 0
          ? ''
          : bar(
              left + at * step,
              y + 3,
              Math.max(2, step - gap),
              laneHeight - 7,
              `${name}, ${textAt(stretches, at, unit)}: ${counted(one, 'report')}`,
              0.35 + 0.65 * Math.sqrt(one / most)
            )
      )
      return `<text x="${left - 8}" y="${y + 12}" text-anchor="end">${escaped(name)}</text>${line(left, end, y + laneHeight - 0.5, 'grid')}${bars.join('')}<text class="count" x="${fixed(end + 8)}" y="${y + 12}">${count}</text>`
    })
    .join('')
}

/** What the drawing shows, in words. */
const described = ({ unit, bins, lanes: all }: TimeBins): string => {
  const total = bins.reduce((sum, { count }) => sum + count, 0)
  const at = bins.reduce((best, { count }, place) => (count > (bins[best]?.count ?? 0) ? place : best), 0)
  const most = `most in ${textAt(bins, at, unit)}: ${bins[at]?.count ?? 0}`
  const by = all.map(({ name, count }) => `${name}: ${count}`).join(', ')
  return `${counted(total, 'report')} by ${unit}; ${most}. By kernel: ${by}.`
}

/**
 * When a bucket was seen: bars by date, below them a lane for each release. Empty where no report has a date. `id` tells
 * the drawings of a page apart.
 */
export const timelineSvg = (timeline: Timeline, kernels: readonly string[], id: string): string => {
  const found = binsOf(timeline, kernels, mostBins, mostLanes)
  if (!found) return ''
  const { unit, bins } = found
  const step = Math.min(widestBin, (width - left - right) / bins.length)
  const gap = step > 4 ? 1 : 0
  const end = left + step * bins.length
  const most = bins.reduce((a, { count }) => Math.max(a, count), 1)
  const bars = bins.map((bin, at) => {
    const { count } = bin
    const high = Math.max(2, (count / most) * barHeight)
    const title = `${binText(bin, unit)}: ${counted(count, 'report')}`
    return count === 0 ? '' : bar(left + at * step, top + barHeight - high, Math.max(1, step - gap), high, title)
  })
  const height = top + barHeight + axisHeight + found.lanes.length * laneHeight + 4
  return `<svg class="timeline" role="img" aria-labelledby="${id}-title ${id}-text" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">
<title id="${id}-title">When it was seen</title><desc id="${id}-text">${escaped(described(found))}</desc>
<text x="${left - 8}" y="${top + 4}" text-anchor="end">${most}</text>${line(left, end, top - 0.5, 'grid')}${line(left, end, top + barHeight + 0.5, 'axis')}
${bars.join('')}
${axis(found, step)}
${lanes(found, step, gap)}
</svg>`
}
