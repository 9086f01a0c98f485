import type { Report } from '../../shared/model/report.ts'
import { findHeader } from '../parse/families/families.ts'

/** Behind quotes, operators and words there is no message, but one that is spoken of; behind brackets and colons may be. */
const spoken = /[\w'"`^/\\(*,;=+$?-]$|\S\|$|['"`][[(]?\s?(?:[\w-]{1,20}: ?){0,3}$/

/** A literal of a program or a configuration behind the words that a message may begin with: `panic: 'rest',`. */
const literal = /^\w{1,10}: (?:'[^']*'|`[^`]*`|"[^"]*"|\[['"`].*\])[,;)}\]]*$/

/** Quotation marks of old C, `so', are closed; what is left are those of Markdown. */
const isOdd = (text: string): boolean => text.replaceAll(/`[^`']*'/g, '').split('`').length % 2 === 0

/** So much of a line is looked at on either side of where its message begins: it may be of any length. */
const lookedAt = 300

/** Nothing of a machine is in it: no trace, register, kernel or time, only the words of a message. */
const isBare = ({ stacks, registers, code, kernel, times }: Report): boolean =>
  kernel === null && [code, times, registers, stacks].every((facts) => facts.length === 0)

/** The message stands within a sentence, a comment or a line of a program. */
const isQuoted = (report: Report): boolean => {
  const title = report.lines.find(({ kind }) => kind === 'title')?.text.trim()
  const header = title === undefined ? null : findHeader(title)
  if (title === undefined || header === null) return false
  const at = Math.max(0, title.indexOf(header))
  const message = header.slice(0, lookedAt)
  const before = title.slice(Math.max(0, at - lookedAt), at).trimEnd()
  const isNamed = before.endsWith(':') && before.includes('`')
  return literal.test(message) || isOdd(message) || spoken.test(before) || isOdd(before) || isNamed
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
  reports.every(isBare) &&
  reports.every(isQuoted) &&
  !pieces.some((piece) => logLine.test(Buffer.from(piece.buffer, piece.byteOffset, piece.length).toString('latin1')))
