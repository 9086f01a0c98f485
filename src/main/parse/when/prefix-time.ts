import { epochTime, monthOf, wallTime, type WallTime } from './calendar.ts'

type Shape = {
  readonly name: string
  readonly example: string
  /** Linear. Its groups are named as the fields of WallClock, `name` for a month's name. */
  readonly pattern: RegExp
}

const clock = String.raw`(?<hour>\d\d):(?<minute>\d\d):(?<second>\d\d)`

/** The wall clocks that log tools put in front of a line; `lines/prefix.ts` knows the whole of each prefix. */
export const prefixShapes: readonly Shape[] = [
  {
    name: 'ISO 8601: RFC 5424, journalctl -o short-iso, short-precise and short-full, dmesg --time-format=iso, consoles',
    example: '2026-11-16T12:00:00.123456+01:00 host kernel: ',
    pattern: new RegExp(
      String.raw`(?<!\d)(?<year>\d{4})-(?<month>\d\d)-(?<day>\d\d)[T ]${clock}(?:[.,:](?<fraction>\d{1,9}))?(?: ?(?<zone>Z|[+-]\d\d:?\d\d|[A-Z]{2,5}))?(?![\w:])`
    )
  },
  {
    name: 'dmesg -T',
    example: '[Mon Nov 16 12:00:00 2026] ',
    pattern: new RegExp(
      String.raw`\[[^\s\]]{2,16} (?<name>[^\s\]\d]{3,16}) {1,2}(?<day>\d{1,2}) ${clock}(?:[.,](?<fraction>\d{1,9}))? (?:(?<zone>[A-Z]{2,5}) )?(?<year>\d{4})\]`
    )
  },
  {
    name: 'RFC 3164 syslog, journalctl',
    example: 'Nov 16 12:00:00 host kernel: ',
    pattern: new RegExp(
      String.raw`(?<![\w])(?<name>[A-Z][a-z]{2}) (?<day>[ \d]?\d) (?:(?<year>\d{4}) )?${clock}(?:[.,](?<fraction>\d{1,9}))?(?![\w:])`
    )
  },
  {
    // The word for month is one of three bytes in UTF-8, which is read as latin1.
    name: 'syslog and journalctl with the number of the month',
    example: '7\u00e6\u009c\u0088 27 12:00:00 host kernel: ',
    pattern: new RegExp(
      String.raw`(?<![\d:.-])(?<month>\d{1,2})[\u0080-\u00ff]{3} {1,2}(?<day>\d{1,2}) ${clock}(?:[.,](?<fraction>\d{1,9}))?(?![\w:])`
    )
  },
  {
    name: 'Go log, Android and others with slashes',
    example: '2018/01/09 14:28:48 ',
    pattern: new RegExp(
      String.raw`(?<!\d)(?<year>\d{4})/(?<month>\d\d)/(?<day>\d\d) ${clock}(?:[.,](?<fraction>\d{1,9}))?(?![\w:])`
    )
  },
  {
    name: 'logcat',
    example: '11-16 12:00:00.123     0     0 W KERNEL  : ',
    pattern: new RegExp(String.raw`(?<![\w-])(?<month>\d\d)-(?<day>\d\d) ${clock}\.(?<fraction>\d{3,9})(?![\w:])`)
  },
  {
    name: 'dmesg --reltime',
    example: '[Nov16 12:00] ',
    pattern: /\[(?<name>[A-Z][a-z]{2}) ?(?<day>\d{1,2}) (?<hour>\d\d):(?<minute>\d\d)\]/
  }
]

/** `1763294400.123456 host kernel: ` (journalctl -o short-unix), `1763294400.123     0     0 W` (logcat -v epoch). */
const unixTime = /(?<![\w.[])(\d{10})\.(\d{3}|\d{6}) /

/** The wall clock in what stands before a message. */
export const readPrefixTime = (prefix: string): WallTime | null => {
  if (!/\d\d:\d\d|\d{10}\.\d{3,6} /.test(prefix)) return null
  for (const { pattern } of prefixShapes) {
    const groups = pattern.exec(prefix)?.groups
    if (groups === undefined) continue
    const month = groups['name'] === undefined ? Number(groups['month']) : monthOf(groups['name'])
    if (month === null) continue
    return wallTime({
      year: groups['year'] === undefined ? null : Number(groups['year']),
      month,
      day: Number(groups['day']),
      hour: Number(groups['hour']),
      minute: Number(groups['minute']),
      second: Number(groups['second'] ?? 0),
      fraction: groups['fraction'],
      zone: groups['zone']
    })
  }
  const unix = unixTime.exec(prefix)
  return unix?.[1] === undefined ? null : { time: epochTime(unix[1], unix[2]), assumes: 'nothing' }
}

const uptimes =
  /\[ {0,12}(\d{1,10})\.(\d{3,9})(?:\]| <)|^ {0,5}(\d{1,10})\.(\d{6}) {1,8}[TC]\d|\b\d{1,3},\d{1,10},(\d{1,19}),[-+c]/g

/** Milliseconds since the boot, of printk's own time in what stands before a message; the last where there are several. */
export const readUptime = (prefix: string): number | null => {
  let uptime: number | null = null
  for (const [, whole, fraction, bareWhole, bareFraction, microseconds] of prefix.matchAll(uptimes)) {
    if (microseconds !== undefined) uptime = Number(microseconds) / 1000
    else uptime = epochTime(whole ?? bareWhole ?? '0', fraction ?? bareFraction)
  }
  return uptime
}
