import { epochTime, monthOf, wallTime, type WallTime } from './calendar.ts'
import { readUptime } from './prefix-time.ts'

/** A wall clock that the log itself states. */
export type ClockReading = {
  readonly at: WallTime
  /** Milliseconds since the boot; null where the line has no time of printk. */
  readonly uptime: number | null
  /** True where what follows happened then or soon after, whatever the uptime says. */
  readonly current: boolean
}

/** A line with none of these states no wall clock. */
export const clockWords: readonly string[] = [
  'setting system clock to ',
  'audit(1',
  'RTC time: ',
  'PM: suspend e',
  '====1',
  'executing program',
  'executed programs',
  'fuzzer started',
  ' DATE: ',
  '[-- MARK -- '
]

const utc = String.raw`(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))? UTC`

/** `rtc_cmos 00:04: setting system clock to 2026-11-16T12:00:00 UTC (1763294400)` (drivers/rtc/class.c, formerly hctosys.c). */
const systemClock = new RegExp(String.raw`setting system clock to ${utc}`)
/** `PM: suspend entry 2026-11-16 12:00:00.123456789 UTC` (Android's kernel/power/suspend.c). */
const suspend = new RegExp(String.raw`PM: suspend e(?:ntry|xit) ${utc}`)
/** `audit: type=1400 audit(1763294400.123:45): ...` (kernel/audit.c, audit_log_start). */
const audit = /\baudit\((\d{9,11})\.(\d{3}):\d{1,10}\)/
/** `RTC time: 12:00:00, date: 2026-11-16`, before 5.0 `11/16/26` (drivers/base/power/trace.c). */
const powerTrace = /RTC time: +(\d\d?):(\d\d):(\d\d), date: (?:(\d{4})-(\d\d)-(\d\d)|(\d\d)\/(\d\d)\/(\d\d))\b/
/** `====1763294400.123456-D` in front of each dump (fs/pstore/ram.c, ramoops_write_kmsg_hdr). */
const dump = /^====(\d{9,11})\.(\d{3,6})-[CD]\b/
/** `2026/11/16 12:00:00 executing program 3:`: what the fuzzer says in the machine that crashes. */
const program = /^(\d{4})\/(\d\d)\/(\d\d) (\d\d):(\d\d):(\d\d) (?:execut|fuzzer )/

/**
 * `        DATE: Mon Nov 16 12:00:00 UTC 2026` (crash(8), of a dump) and `[-- MARK -- Mon Nov 16 12:00:00 2026]`
 * (conserver(8), every few minutes): ctime(3), with or without a zone.
 */
const dated =
  /(?:^ {1,16}DATE:|^\[-- MARK --) [A-Z][a-z]{2} ([A-Z][a-z]{2}) ([ \d]\d) (\d\d):(\d\d):(\d\d) (?:([A-Z+\d-]{2,6}) )?(\d{4})\b/

/** A program's line, which there is one of for each program that ran. */
export const isSpoken = (line: string): boolean => line.charCodeAt(4) === 47 && line.charCodeAt(7) === 47

const inUtc = (match: RegExpExecArray, zone: string): WallTime | null => {
  const [, year, month, day, hour, minute, second, fraction] = match
  return wallTime({
    year: Number(year),
    month: Number(month),
    day: Number(day),
    hour: Number(hour),
    minute: Number(minute),
    second: Number(second),
    fraction,
    zone
  })
}

const powerTraceTime = (match: RegExpExecArray): WallTime | null => {
  const [, hour, minute, second, year, month, day, shortMonth, shortDay, shortYear] = match
  return wallTime({
    year: year === undefined ? 2000 + Number(shortYear) : Number(year),
    month: Number(month ?? shortMonth),
    day: Number(day ?? shortDay),
    hour: Number(hour),
    minute: Number(minute),
    second: Number(second)
  })
}

const datedTime = (match: RegExpExecArray): WallTime | null => {
  const [, name = '', day, hour, minute, second, zone, year] = match
  const month = monthOf(name)
  if (month === null) return null
  return wallTime({
    year: Number(year),
    month,
    day: Number(day),
    hour: Number(hour),
    minute: Number(minute),
    second: Number(second),
    zone
  })
}

/** Reads a line that may state a wall clock; its words without a uptime are only those of a clock that is current. */
export const readClock = (line: string): ClockReading | null => {
  const text = line.slice(0, 400)
  const audited = text.includes('audit(')
  const set = audited ? null : (systemClock.exec(text) ?? suspend.exec(text))
  const stamp = audited ? audit.exec(text) : null
  const trace = set === null && stamp === null ? powerTrace.exec(text) : null
  const found = set ?? stamp ?? trace
  if (found !== null) {
    const uptime = readUptime(text.slice(0, found.index))
    if (set !== null) {
      const at = inUtc(set, 'UTC')
      return at === null ? null : { at, uptime, current: false }
    }
    if (stamp !== null) {
      return { at: { time: epochTime(stamp[1] ?? '', stamp[2]), assumes: 'nothing' }, uptime, current: true }
    }
    const at = trace === null ? null : powerTraceTime(trace)
    return at === null ? null : { at, uptime, current: false }
  }
  const dumped = dump.exec(text)
  if (dumped !== null) {
    return { at: { time: epochTime(dumped[1] ?? '', dumped[2]), assumes: 'nothing' }, uptime: null, current: true }
  }
  const spoken = program.exec(text)
  const marked = spoken === null ? dated.exec(text) : null
  const at = spoken !== null ? inUtc(spoken, '') : marked === null ? null : datedTime(marked)
  return at === null ? null : { at, uptime: null, current: true }
}
