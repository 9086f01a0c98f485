import type { Report, ReportLine } from '../../shared/model/report.ts'
import type { RulerMark, TextContent } from '../editor/content.ts'
import { lineStyle, shifted, type LineStyle } from '../editor/line-style.ts'
import { pickedMap, windowMap, type LineMap } from './line-map.ts'
import { foldsOf, sectionsOf } from './sections.ts'

type ShownText = { readonly content: TextContent; readonly map: LineMap }

// A stray CR would start a new line in the editor and put every number behind it off by one.
const oneLine = (text: string): string => text.replace(/[\r\n]/g, '\u240d')

/** Raw lines of the frames of the crash's own stack, inline ones included, and of the instruction pointer. */
const crashFrameLines = ({ stacks }: Pick<Report, 'stacks'>): readonly number[] =>
  (stacks.find(({ kind }) => kind === 'crash') ?? stacks[0])?.frames.flatMap((frame) => [
    ...frame.inlined.map(({ span }) => span.line),
    frame.span.line
  ]) ?? []

/** Raw lines of all frames of all stacks, in the order of the log, each once. */
export const frameLines = ({ stacks }: Pick<Report, 'stacks'>): readonly number[] => [
  ...new Set(
    stacks
      .flatMap(({ frames }) =>
        frames.flatMap((frame) => [...frame.inlined.map(({ span }) => span.line), frame.span.line])
      )
      .toSorted((a, b) => a - b)
  )
]

/** The stack of the crash itself as the log has it, from its header to its last frame; empty where there is none. */
export const traceText = ({ stacks, lines }: Pick<Report, 'stacks' | 'lines'>): string => {
  const stack = stacks.find(({ kind }) => kind === 'crash') ?? stacks[0]
  if (!stack) return ''
  const last = Math.max(...stack.frames.map(({ span }) => span.line))
  const within = lines.filter(({ line }) => line >= stack.span.line && line <= last)
  return within.map(({ text }) => `${text}\n`).join('')
}

export const unknownLines = ({ lines }: Pick<Report, 'lines'>): readonly ReportLine[] =>
  lines.filter(({ kind }) => kind === 'unknown')

export const titleLine = ({ lines, startLine }: Pick<Report, 'lines' | 'startLine'>): number =>
  lines.find(({ kind }) => kind === 'title')?.line ?? startLine

const marksOf = (report: Report, map: LineMap): readonly RulerMark[] => [
  { line: map.lineOf(titleLine(report)), kind: 'title' },
  ...crashFrameLines(report).map((raw) => ({ line: map.lineOf(raw), kind: 'frame' as const })),
  ...unknownLines(report).map(({ line }) => ({ line: map.lineOf(line), kind: 'unknown' as const }))
]

/** The lines the parser took for the report, without their console prefixes. */
export const reportText = (report: Report): ShownText => {
  const map = pickedMap(report.lines.map(({ line }) => line))
  return {
    map,
    content: {
      language: 'oops-report',
      text: report.lines.map(({ text }) => oneLine(text)).join('\n'),
      numberOf: map.rawOf,
      firstStyled: 1,
      styles: report.lines.map((line) => lineStyle(line, report.frame)),
      marks: marksOf(report, map),
      folds: foldsOf(sectionsOf(report))
    }
  }
}

const plain: LineStyle = { tone: 'plain', tokens: [] }

/** Part of a raw log, the report's lines in it set as in the report. `first` is the raw line of `lines[0]`, from 1. */
export const logText = (report: Report, first: number, lines: readonly string[]): ShownText => {
  const map = windowMap(first, lines.length)
  const reportLines = new Map(report.lines.map((line) => [line.line, line]))
  const firstRaw = Math.max(first, report.startLine)
  const lastRaw = Math.min(first + lines.length - 1, report.endLine)
  const styles: LineStyle[] = []
  for (let raw = firstRaw; raw <= lastRaw; raw++) {
    const line = reportLines.get(raw)
    const at = line ? (lines[raw - first] ?? '').indexOf(line.text) : -1
    styles.push(line && at >= 0 ? shifted(lineStyle(line, report.frame), at) : plain)
  }
  const inWindow = (raw: number): boolean => raw >= first && raw < first + lines.length
  const indexOf = new Map(report.lines.map(({ line }, index) => [index + 1, map.lineOf(line)]))
  return {
    map,
    content: {
      language: 'kernel-log',
      text: lines.map(oneLine).join('\n'),
      numberOf: map.rawOf,
      firstStyled: Math.max(1, firstRaw - first + 1),
      styles,
      marks: marksOf(report, map).filter(({ line }) => inWindow(map.rawOf(line)) && styles.length > 0),
      folds: foldsOf(sectionsOf(report))
        .filter((fold) => [fold.first, fold.last].every((index) => inWindow(report.lines[index - 1]?.line ?? 0)))
        .map((fold) => ({ first: indexOf.get(fold.first) ?? 1, last: indexOf.get(fold.last) ?? 1, folded: false }))
        .filter(({ first, last }) => last > first)
    }
  }
}
