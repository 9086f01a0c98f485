import type { Span } from '../../../shared/model/span.ts'
import { clockSlack, firstKernelTime, inYearBefore, type StatedTime } from '../../../shared/model/seen.ts'
import type { RawLine } from '../lines/split-lines.ts'
import { buildTimeOf, type WallTime } from './calendar.ts'
import { clockWords, isSpoken, readClock } from './log-clock.ts'
import { mailWords, quoteDepth, readMailDate } from './mail-date.ts'
import { readPrefixTime, readUptime } from './prefix-time.ts'

/** Follows a log for what it says of the time; asked for each report at the end. */
export type LogTimes = {
  /** Takes a line that has one of `timeWords`. */
  readonly take: (line: RawLine) => void
  /** Takes the line that a report starts with; `message` is what it says, without what stands before. */
  readonly header: (line: RawLine, message: string) => void
  /**
   * What the log states for the report that has one of these lines as its header, the most trusted first. `built` is
   * when its kernel was built, as that says.
   */
  readonly of: (lines: readonly { readonly line: number }[], built: string | null) => readonly StatedTime[]
}

/** A line with none of these need not be taken. */
export const timeWords: readonly string[] = [...clockWords, ...mailWords]

type Dated = { readonly at: WallTime; readonly span: Span }
type Clock = Dated & { readonly uptime: number | null }
type Mail = Dated & { readonly depth: number }
type Header = {
  readonly line: number
  readonly uptime: number | null
  log: Dated | null
  readonly prefix: Dated | null
  readonly mail: Dated | null
}

/** As many as a log has reports, at most; what comes beyond counts to the last report. */
const mostHeaders = 40_000
/** Lines of several CPUs need not be in the order of their times. */
const disorder = 5000
/** More of a line is no prefix. */
const longestPrefix = 400

const spanOf = ({ line, startByte, endByte }: RawLine): Span => ({ line, startByte, endByte })

/** What stands before a message. Where its words are not found as they are (HTML, escape codes) the line's head has it. */
const prefixOf = ({ text }: RawLine, message: string): string => {
  const at = text.indexOf(message.slice(0, 16))
  return text.slice(0, at < 0 ? 100 : Math.min(at, longestPrefix))
}

const shifted = ({ at, span }: Dated, milliseconds: number): Dated => ({
  at: { ...at, time: Math.round(at.time + milliseconds) },
  span
})

/** A clock that was never set shows a time before there was Linux, the year 2000, or one before its kernel was built. */
const isSet = ({ time, assumes }: WallTime, built: number): boolean =>
  assumes === 'year' ||
  (time >= firstKernelTime && time >= built - clockSlack && !new Date(time).toISOString().startsWith('2000-01-'))

/** `bootBetween`: whether the kernel was started anew between two lines. */
export const createLogTimes = (bootBetween: (first: number, second: number) => boolean): LogTimes => {
  const headers = new Map<number, Header>()
  /** Headers without a clock before them, which may come later in their boot. */
  let waiting: Header[] = []
  let clock: Clock | null = null
  let current: Dated | null = null
  /** The last line of a program, which is only read when it is asked for. */
  let spoken: RawLine | null = null
  let mails: Mail[] = []

  const takeClock = (line: RawLine): void => {
    const reading = readClock(line.text)
    if (reading === null || reading.at.time < firstKernelTime) return
    const { at, uptime } = reading
    const dated = { at, span: spanOf(line) }
    if (uptime === null) {
      if (reading.current) current = dated
      return
    }
    clock = { ...dated, uptime }
    for (const header of waiting) {
      if (header.uptime === null || header.uptime > uptime + disorder || bootBetween(header.line, line.line)) continue
      header.log = shifted(dated, header.uptime - uptime)
    }
    waiting = []
  }

  const clockBefore = (line: number, uptime: number | null): Dated | null => {
    if (spoken !== null) takeClock(spoken)
    spoken = null
    if (clock !== null && clock.uptime !== null && uptime !== null && uptime >= clock.uptime - disorder) {
      if (!bootBetween(clock.span.line, line)) return shifted(clock, uptime - clock.uptime)
    }
    return current !== null && !bootBetween(current.span.line, line) ? current : null
  }

  const takeMail = (line: RawLine): void => {
    const found = readMailDate(line.text)
    if (found === null) return
    const { depth, at, opens } = found
    mails = opens ? [] : mails.filter((mail) => mail.depth < depth)
    // What another mail shows is of another machine.
    clock = null
    current = null
    spoken = null
    waiting = []
    if (at !== null && at.time >= firstKernelTime) mails.push({ at, depth, span: spanOf(line) })
  }

  return {
    take: (line) => {
      if (isSpoken(line.text)) {
        spoken = line
        return
      }
      takeClock(line)
      takeMail(line)
    },
    header: (line, message) => {
      if (headers.size >= mostHeaders) return
      const before = prefixOf(line, message)
      const at = readPrefixTime(before)
      const uptime = readUptime(before)
      const depth = quoteDepth(before)
      const header: Header = {
        line: line.line,
        uptime,
        log: clockBefore(line.line, uptime),
        prefix: at === null ? null : { at, span: spanOf(line) },
        mail: mails.findLast((mail) => mail.depth <= depth) ?? null
      }
      headers.set(line.line, header)
      if (header.log === null && uptime !== null) waiting.push(header)
    },
    of: (lines, built) => {
      if (headers.size === 0) return []
      const own = lines.find(({ line }) => headers.has(line))
      const header = own === undefined ? undefined : headers.get(own.line)
      if (header === undefined) return []
      const { log, prefix, mail } = header
      const sent = mail === null ? null : mail.at.time
      const stated = (
        [
          ['log', log],
          ['prefix', prefix],
          ['mail', mail]
        ] as const
      ).flatMap(([source, dated]) => (dated === null ? [] : [{ source, ...dated.at, span: dated.span }]))
      const buildTime = built === null ? null : buildTimeOf(built)
      return (
        stated
          .filter((entry) => isSet(entry, buildTime ?? firstKernelTime))
          // A mail is of a crash that has happened, and its year is that of a time without one.
          .filter(({ time, assumes }) => sent === null || assumes === 'year' || time <= sent + clockSlack)
          .map((entry) =>
            sent !== null && entry.assumes === 'year'
              ? { ...entry, time: inYearBefore(entry.time, sent), assumes: 'zone' as const }
              : entry
          )
      )
    }
  }
}
