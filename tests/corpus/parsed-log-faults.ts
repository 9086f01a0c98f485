import type { Explanation } from '../../src/shared/model/explanation.ts'
import type { ParsedLog, Report } from '../../src/shared/model/report.ts'
import type { Span } from '../../src/shared/model/span.ts'

/** Every span found anywhere in the data. */
const spansOf = (value: unknown): readonly Span[] => {
  if (typeof value !== 'object' || value === null) return []
  if (Array.isArray(value)) return value.flatMap(spansOf)
  const own = 'span' in value ? [value.span as Span] : []
  return [...own, ...Object.values(value).flatMap(spansOf)]
}

/**
 * A line that a mailer broke is one, and its place goes on over the breaks; so does a record whose bytes stand one a line.
 * Of so many at the most.
 */
const mostBreaks = 400

/** What is wrong with the places that a parsed log names, in words; nothing where all stand in the log. */
export const faultsOfPlaces = (bytes: Uint8Array, parsed: ParsedLog): readonly string[] => {
  const starts = [0]
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) starts.push(at + 1)
  const lineCount = starts.at(-1) === bytes.length ? starts.length - 1 : starts.length
  const faults: string[] = []
  const check = (holds: boolean, fault: string): void => {
    if (!holds) faults.push(fault)
  }
  check(parsed.lineCount === lineCount, `${parsed.lineCount} lines counted of ${lineCount}`)
  let before = 0
  for (const [index, report] of parsed.reports.entries()) {
    const name = `report ${index}`
    const { startByte, endByte, startLine, endLine } = report
    check(startByte >= before, `${name} starts in front of the one before`)
    before = startByte
    check(startByte <= endByte && endByte <= bytes.length, `${name} is at ${startByte} to ${endByte}`)
    check(startLine <= endLine && endLine <= lineCount, `${name} is at lines ${startLine} to ${endLine}`)
    check(starts[startLine - 1] === startByte, `${name} does not start where its first line does`)
    check(/^[\x20-\x7e]{1,120}$/.test(report.title), `${name} has the title ${JSON.stringify(report.title)}`)
    let last = 0
    for (const { line } of report.lines) {
      check(line > last && line <= lineCount, `${name} has line ${line} after ${last}`)
      last = line
    }
    // When a crash happened, a line behind it may tell.
    for (const span of spansOf(report.times)) {
      check(span.startByte <= span.endByte && span.endByte <= bytes.length, `${name} has a time at ${span.startByte}`)
    }
    // A dump of instructions is in rows, and a row may be a record of as many lines as it has bytes.
    for (const span of spansOf(report.code)) {
      const place = `${name}: code at line ${span.line}, bytes ${span.startByte} to ${span.endByte}`
      check(span.startByte >= (starts[span.line - 1] ?? Number.NaN), `${place} is not on its line`)
      check(span.startByte <= span.endByte && span.endByte <= endByte, `${place} goes beyond its report`)
    }
    for (const span of spansOf({ ...report, times: [], code: [] })) {
      const place = `${name}: line ${span.line}, bytes ${span.startByte} to ${span.endByte}`
      const own = starts[span.line - 1] ?? Number.NaN
      const past = starts[span.line - 1 + mostBreaks] ?? bytes.length
      check(span.startByte >= own && span.startByte <= span.endByte, `${place} is not on its line`)
      check(span.endByte <= Math.min(past, endByte), `${place} goes beyond it`)
    }
  }
  return faults
}

/** What of an explanation does not rest on lines of its report, in words. */
export const faultsOfExplanation = (report: Report, explanation: Explanation): readonly string[] => {
  const own = new Set(report.lines.map(({ line }) => line))
  const { sentence, claims, code, values } = explanation
  const faults: string[] = []
  for (const { text, lines } of sentence === null ? claims : [sentence, ...claims]) {
    const sorted = lines.every((line, index) => index === 0 || line > (lines[index - 1] ?? 0))
    if (lines.length === 0 || !sorted || !lines.every((line) => own.has(line)))
      faults.push(`not of the report: ${text}`)
  }
  for (const { line } of [...code, ...values]) if (!own.has(line)) faults.push(`not of the report: line ${line}`)
  return faults
}
