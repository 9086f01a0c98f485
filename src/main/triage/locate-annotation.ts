import { quotedLines, type AnnotationPlace } from '../../shared/model/annotation.ts'
import type { ReportId } from '../../shared/model/ids.ts'
import type { Report } from '../../shared/model/report.ts'

/** Lines of the raw log, from 1, both within. */
export type FoundLines = { readonly startLine: number; readonly endLine: number }

type Placed = { readonly function: string; readonly stack: string; readonly line: number }

const longestQuote = 2000
const longestFunction = 300
/** What an instruction pointer's line counts as: it names a function as a frame does, and stands in no stack. */
const instructionStack = 'instruction'

const framesOf = ({ stacks, registers }: Report): readonly Placed[] => [
  ...registers.flatMap(({ mode, repeat, instruction }) =>
    instruction === null || repeat || mode === 'user'
      ? []
      : [{ function: instruction.function, stack: instructionStack, line: instruction.span.line }]
  ),
  ...stacks.flatMap(({ kind, frames }) =>
    frames.flatMap((frame) => [
      ...frame.inlined.map((inlined) => ({ function: inlined.function, stack: kind, line: inlined.span.line })),
      { function: frame.function, stack: kind, line: frame.span.line }
    ])
  )
]

/** What compilers add to a function's name differs from build to build. */
const bareName = (name: string): string =>
  name.slice(0, longestFunction).replace(/\.(?:isra|constprop|part|cold|llvm|lto_priv)\b.*$/, '')

const quoteOf = ({ lines }: Report, { startLine, endLine }: FoundLines): readonly string[] =>
  lines
    .filter(({ line }) => line >= startLine && line <= endLine)
    .slice(0, quotedLines)
    .map(({ text }) => text.slice(0, longestQuote))

/** Where lines of a report are, so that they are found again. */
export const placeOf = (report: Report, id: ReportId, startLine: number, endLine: number): AnnotationPlace => {
  const within = framesOf(report).filter(({ line }) => line >= startLine && line <= endLine)
  const frame = within.reduce<Placed | null>((first, each) => (first && first.line <= each.line ? first : each), null)
  return {
    report: id,
    startLine,
    endLine,
    quote: [...quoteOf(report, { startLine, endLine })],
    frame: frame && { function: frame.function.slice(0, longestFunction), stack: frame.stack }
  }
}

type SameText = (quoted: string, text: string) => boolean

const sameText: SameText = (quoted, text) => quoted === text.slice(0, longestQuote)

/** What a console, journald or a fuzzer puts in front of a line: `[   12.3][ T45] `, `<4>`, `host kernel: `, `vm | `. */
const isPrefix = (text: string): boolean =>
  text.length <= 160 && /(?:[\]>)|]|(?:^|\s)kernel:)\s*$/.test(text) && !/^\s*[A-Z]+\w*\s?:/.test(text)

/** What a line of a stack trace may hold and no more: `<TASK>`, `</IRQ>`. No console puts it in front of a line. */
const stackMark = /^<\/?[A-Z_]+>$/

/** Whether a parser that knows more or fewer prefixes would have made one of the other. */
const sameButPrefix: SameText = (quoted, text) => {
  if (sameText(quoted, text)) return true
  const [shorter, longer] = [quoted.trim(), text.slice(0, longestQuote).trim()].toSorted((a, b) => a.length - b.length)
  if (shorter === undefined || longer === undefined || !longer.endsWith(shorter)) return false
  const front = longer.slice(0, longer.length - shorter.length)
  if (front === '') return true
  return isPrefix(front) && (shorter !== '' || (/^[<[(|]|kernel:$/.test(front) && !stackMark.test(front)))
}

const sameQuote = (quote: readonly string[], texts: readonly string[], same: SameText): boolean =>
  quote.length === texts.length && quote.every((quoted, at) => same(quoted, texts[at] ?? ''))

/** The place nearest to `near` where the quote stands, line for line. */
const nearestQuote = ({ quote, startLine, endLine }: AnnotationPlace, report: Report, same: SameText) => {
  const { lines } = report
  let found: FoundLines | null = null
  for (let at = 0; at + quote.length <= lines.length; at++) {
    const [first, last] = [lines[at], lines[at + quote.length - 1]]
    if (!first || !last || (found && Math.abs(first.line - startLine) >= Math.abs(found.startLine - startLine)))
      continue
    if (!quote.every((quoted, index) => same(quoted, lines[at + index]?.text ?? ''))) continue
    const whole = quote.length < quotedLines ? last.line : Math.max(last.line, first.line + endLine - startLine)
    found = { startLine: first.line, endLine: Math.min(whole, Math.max(last.line, report.endLine)) }
  }
  return found
}

const nearestFrame = ({ frame, startLine }: AnnotationPlace, report: Report): FoundLines | null => {
  if (!frame) return null
  const [nearest] = framesOf(report)
    .filter((each) => each.stack === frame.stack && bareName(each.function) === bareName(frame.function))
    .toSorted((a, b) => Math.abs(a.line - startLine) - Math.abs(b.line - startLine))
  return nearest ? { startLine: nearest.line, endLine: nearest.line } : null
}

/** The first 16 hex digits of the log's id. */
const logOf = (id: ReportId): string => id.slice(0, 16)

/**
 * Where an annotation belongs in a report; null where it is gone. In its own report it is at its lines while these say
 * what they said, else at the nearest lines that do, whatever a newer parser made of prefixes, else on its frame. In
 * another report it is on the frame of the same function in the same kind of stack. A log's lines never change, so that
 * in a log that is cut into other reports by now the lines themselves still tell.
 */
export const locateAnnotation = (place: AnnotationPlace, report: Report, id: ReportId): FoundLines | null => {
  const { startLine, endLine, quote } = place
  const own = place.report === id
  if (logOf(place.report) === logOf(id)) {
    const within = startLine <= report.endLine && endLine >= report.startLine
    // Lines that no report covers have nothing to be known by but their numbers.
    if (quote.length === 0) return own || within ? { startLine, endLine } : null
    if (within && sameQuote(quote, quoteOf(report, place), sameButPrefix)) return { startLine, endLine }
  }
  if (!own) {
    const first = framesOf(report).find(
      (each) => each.stack === place.frame?.stack && bareName(each.function) === bareName(place.frame.function)
    )
    return first ? { startLine: first.line, endLine: first.line } : null
  }
  return (
    nearestQuote(place, report, sameText) ?? nearestQuote(place, report, sameButPrefix) ?? nearestFrame(place, report)
  )
}
