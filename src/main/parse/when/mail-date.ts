import { monthOf, wallTime, type WallTime } from './calendar.ts'

/** A date in a mail, and how deep what it dates is quoted; `opens`: a new mail starts with it. */
export type MailDate = { readonly depth: number; readonly at: WallTime | null; readonly opens: boolean }

/** A line with none of these is no date of a mail. */
export const mailWords: readonly string[] = [
  'Date:',
  'Sent:',
  'From ',
  ...['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].map((weekday) => `On ${weekday},`),
  'On 20',
  'wrote:'
]

const weekday = String.raw`(?:[A-Z][a-z]{2,8},? {1,2})?`
const clock = String.raw`(?<hour>\d{1,2}):(?<minute>\d\d)(?::(?<second>\d\d))?(?: ?(?<half>[AaPp])\.?[Mm]\.?)?`
const zone = String.raw`(?: {1,2}(?<zone>[+-]\d\d:?\d\d|[A-Z]{1,5})(?![\w:]))?`
const dayFirst = String.raw`${weekday}(?<day>\d{1,2}) (?<name>[A-Z][a-z]{2,8}) (?<year>\d{4})`
const monthFirst = String.raw`${weekday}(?<name>[A-Z][a-z]{2,8}) (?<day>\d{1,2}), (?<year>\d{4})`
const iso = String.raw`${weekday}(?<year>\d{4})[-/](?<month>\d\d)[-/](?<day>\d\d)`
const between = String.raw`(?:,| at|, at)? {1,2}`

/** RFC 5322 3.3, and what mail programs write into the heads of forwarded mails. */
const heads: readonly RegExp[] = [
  ...[dayFirst, monthFirst].map((date) => new RegExp(`^(?:Date|Sent):[ \\t]{0,4}${date}${between}${clock}${zone}`)),
  // Apport's reports; git's `Date:   Mon Nov 16 12:00:00 2026 +0100` is that of a commit.
  new RegExp(
    String.raw`^Date: [A-Z][a-z]{2} (?<name>[A-Z][a-z]{2}) {1,2}(?<day>\d{1,2}) ${clock} (?<year>\d{4})\s{0,4}$`
  )
]

/** `On Mon, Nov 16, 2026 at 12:00:00PM +0100, Somebody wrote:`, which dates what is quoted below. */
const attributions = [dayFirst, monthFirst, iso].map((date) => new RegExp(`^On ${date}${between}${clock}${zone}`))

/** `From somebody Mon Nov 16 12:00:00 2026` (mbox(5)), whose time has no zone. */
const envelope = new RegExp(
  String.raw`^From \S{1,200} {1,4}[A-Z][a-z]{2} (?<name>[A-Z][a-z]{2}) {1,2}(?<day>\d{1,2}) ${clock} (?:[+-]\d{4} )?(?<year>\d{4})\s{0,4}$`
)

const quote = /^(?:[>|] ?){1,40}/

const quoteOf = (text: string): string => {
  const first = text.charCodeAt(0)
  return first === 62 || first === 124 ? (quote.exec(text)?.[0] ?? '') : ''
}

const depthOf = (mark: string): number => (mark === '' ? 0 : mark.replaceAll(' ', '').length)

/** How deep a line is quoted. */
export const quoteDepth = (text: string): number => depthOf(quoteOf(text))

const read = (pattern: RegExp, text: string): WallTime | null => {
  const groups = pattern.exec(text)?.groups
  if (groups === undefined) return null
  const month = groups['name'] === undefined ? Number(groups['month']) : monthOf(groups['name'])
  if (month === null) return null
  const half = groups['half']?.toLowerCase()
  const hour = Number(groups['hour'])
  return wallTime({
    year: Number(groups['year']),
    month,
    day: Number(groups['day']),
    hour: half === undefined ? hour : (hour % 12) + (half === 'p' ? 12 : 0),
    minute: Number(groups['minute']),
    second: Number(groups['second'] ?? 0),
    zone: groups['zone']
  })
}

const first = (patterns: readonly RegExp[], text: string): WallTime | null => {
  for (const pattern of patterns) {
    const found = read(pattern, text)
    if (found !== null) return found
  }
  return null
}

/** What a git format-patch writes (builtin/log.c), and lore.kernel.org's export: no times. */
const emptyEnvelope = /^From (?:[0-9a-f]{40} Mon Sep 17 00:00:00 2001|mboxrd@z )/

/** Reads a line that may date a mail, or what is quoted in it. */
export const readMailDate = (text: string): MailDate | null => {
  const mark = quoteOf(text)
  const depth = depthOf(mark)
  const body = text.slice(mark.length, mark.length + 400)
  switch (body.charCodeAt(0)) {
    case 68: // D
    case 83: {
      const at = first(heads, body)
      return at === null ? null : { depth, at, opens: false }
    }
    case 79: {
      const at = first(attributions, body)
      return at === null ? null : { depth: depth + 1, at, opens: false }
    }
    case 70: {
      if (depth > 0) return null
      if (emptyEnvelope.test(body)) return { depth, at: null, opens: true }
      const at = read(envelope, body)
      return at === null ? null : { depth, at, opens: true }
    }
    default:
      return null
  }
}
