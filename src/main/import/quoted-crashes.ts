import type { Report } from '../../shared/model/report.ts'
import { findHeader } from '../parse/families/families.ts'

/** Behind quotes, operators and words there is no message, but one that is spoken of; behind brackets and colons may be. */
const spoken = /[\w'"`^/\\(*,;=+$?-]$|\S\|$|['"`][[(]?\s?(?:[\w-]{1,20}: ?){0,3}$/

/** A literal of a program or a configuration behind the words that a message may begin with: `panic: 'rest',`. */
const literal = /^\w{1,10}: (?:'[^']*'|`[^`]*`|"[^"]*"|\[['"`].*\])[,;)}\]]*$/

const isOdd = (text: string, mark: string): boolean => text.split(mark).length % 2 === 0

/** Nothing of a machine is in it: no trace, register, kernel or time, only the words of a message. */
const isBare = ({ stacks, registers, code, kernel, times }: Report): boolean =>
  kernel === null && [code, times, registers, stacks].every((facts) => facts.length === 0)

/** The message stands within a sentence, a comment or a line of a program. */
const isQuoted = (report: Report): boolean => {
  const title = report.lines.find(({ kind }) => kind === 'title')?.text.trim()
  const header = title === undefined ? null : findHeader(title)
  if (title === undefined || header === null) return false
  const before = title.slice(0, Math.max(0, title.indexOf(header))).trimEnd()
  return literal.test(header) || isOdd(header, '`') || spoken.test(before) || isOdd(before, '`') || /`.*:$/.test(before)
}

/** A line that begins with a time, or a level, is of a log, whatever its messages look like. */
const logLine =
  /^(?:\[ {0,8}\d{1,10}\.\d{3,9}\]|<\d{1,3}>|[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d |\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d)/m

/**
 * Whether all crashes of a text are only spoken of: a README, a script or a patch that names messages of the kernel. One
 * crash that is a message of its own, or has anything of a report with it, makes it a log.
 */
export const onlyQuotesCrashes = (reports: readonly Report[], pieces: readonly Uint8Array[]): boolean =>
  reports.length > 0 &&
  reports.every((report) => isBare(report) && isQuoted(report)) &&
  !pieces.some((piece) => logLine.test(Buffer.from(piece.buffer, piece.byteOffset, piece.length).toString('latin1')))
