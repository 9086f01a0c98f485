import type { Report } from '../../shared/model/report.ts'
import type { Random } from './noise.fixture.ts'

/** A real difference put into a log, and the raw lines, from 1, where it must be found. */
export type Planted = { readonly text: string; readonly aLine: number | null; readonly bLine: number | null }

export type Plant = (text: string, report: Report, random: Random) => Planted | null

type FramePlace = { readonly at: number; readonly line: string; readonly name: string }

/** Lines of reliable frames of their own, by raw line from 0. */
const framesOf = (lines: readonly string[], report: Report): readonly FramePlace[] => {
  const known = new Map(report.lines.map((line) => [line.line, line]))
  return report.stacks.flatMap(({ frames }) =>
    frames.flatMap((frame): FramePlace[] => {
      const line = lines[frame.span.line - 1]
      const read = known.get(frame.span.line)
      if (line === undefined || read?.kind !== 'frame' || read.repeat || !frame.reliable || /\? |from/.test(read.text))
        return []
      return line.includes(`${frame.function}+0x`) ? [{ at: frame.span.line - 1, line, name: frame.function }] : []
    })
  )
}

const pick = <Item>(items: readonly Item[], random: Random): Item | undefined =>
  items[random(Math.max(1, items.length))]

const join = (lines: readonly string[]): string => lines.join('\n')

const renamed = ({ line, name }: FramePlace): string => line.replace(`${name}+0x`, 'oopsdesk_planted+0x')

const frameInserted: Plant = (text, report, random) => {
  const lines = text.split('\n')
  const frame = pick(framesOf(lines, report), random)
  if (frame === undefined) return null
  return { text: join(lines.toSpliced(frame.at + 1, 0, renamed(frame))), aLine: null, bLine: frame.at + 2 }
}

/** Which of two equal frames is gone cannot be told. */
const isAlone = (frames: readonly FramePlace[], { name, at }: FramePlace): boolean =>
  frames.every((other) => other.name !== name || other.at === at || Math.abs(other.at - at) > 3)

const frameRemoved: Plant = (text, report, random) => {
  const lines = text.split('\n')
  const all = framesOf(lines, report)
  const frames = all.filter((frame) => isAlone(all, frame))
  const frame = frames.length < 4 ? undefined : pick(frames, random)
  return frame === undefined ? null : { text: join(lines.toSpliced(frame.at, 1)), aLine: frame.at + 1, bLine: null }
}

const frameChanged: Plant = (text, report, random) => {
  const lines = text.split('\n')
  const frame = pick(framesOf(lines, report), random)
  if (frame === undefined) return null
  return { text: join(lines.toSpliced(frame.at, 1, renamed(frame))), aLine: frame.at + 1, bLine: frame.at + 1 }
}

const lineChanged =
  (pattern: RegExp, change: (...groups: string[]) => string): Plant =>
  (text, report) => {
    const lines = text.split('\n')
    const place = report.lines.find((line) => !line.repeat && line.kind !== 'context' && pattern.test(line.text))
    const line = place === undefined ? undefined : lines[place.line - 1]
    if (place === undefined || line === undefined || !pattern.test(line)) return null
    const changed = line.replace(pattern, change)
    return { text: join(lines.toSpliced(place.line - 1, 1, changed)), aLine: place.line, bLine: place.line }
  }

const lockMore: Plant = (text, report, random) => {
  const lines = text.split('\n')
  const held = report.locks.holders
    .flatMap(({ locks }) => locks)
    .filter(({ span }) => lines[span.line - 1]?.includes(' ('))
  const lock = pick(held, random)
  const line = lock === undefined ? undefined : lines[lock.span.line - 1]
  if (lock === undefined || line === undefined) return null
  const more = line
    .replace(/#(\d+):/, (_, index: string) => `#${Number(index) + 1}:`)
    .replace(/\((?=[^()])[^)]*\)/, '(&oopsdesk->planted)')
  return { text: join(lines.toSpliced(lock.span.line, 0, more)), aLine: null, bLine: lock.span.line + 1 }
}

export const plants: Readonly<Record<string, Plant>> = {
  frameInserted,
  frameRemoved,
  frameChanged,
  accessSize: lineChanged(/\b(of size )(\d+)(?= at addr)/, (_, word, size) => `${word}${Number(size) * 2}`),
  taint: lineChanged(/Not tainted|Tainted: G {8}/, (all) =>
    all.startsWith('Not') ? 'Tainted: P           O     ' : 'Tainted: P        '
  ),
  lockMore
}
