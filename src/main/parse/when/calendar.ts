import type { SeenAssumes } from '../../../shared/model/seen.ts'

/** A wall clock that was read. `time` in milliseconds since 1970 UTC; without a year as of the year 2000. */
export type WallTime = { readonly time: number; readonly assumes: SeenAssumes }

/** English, and German where it differs: dmesg -T writes the names of its locale. UTF-8 read as latin1. */
const months: Readonly<Record<string, number>> = {
  jan: 0,
  feb: 1,
  mar: 2,
  'm\u00e3\u00a4r': 2,
  apr: 3,
  may: 4,
  mai: 4,
  jun: 5,
  jul: 6,
  aug: 7,
  sep: 8,
  oct: 9,
  okt: 9,
  nov: 10,
  dec: 11,
  dez: 11
}

/** The number of a month, from 1, of its name or the first letters of it. */
export const monthOf = (name: string): number | null => {
  const lower = name.toLowerCase()
  const month = months[lower.slice(0, 3)] ?? months[lower.slice(0, 4)]
  return month === undefined ? null : month + 1
}

/** Minutes from UTC of names that mean one zone: those of RFC 5322 4.3, and some that no other country uses. */
const zones: Readonly<Record<string, number>> = {
  Z: 0,
  UT: 0,
  UTC: 0,
  GMT: 0,
  WET: 0,
  WEST: 60,
  CET: 60,
  CEST: 120,
  EET: 120,
  EEST: 180,
  MSK: 180,
  JST: 540,
  KST: 540,
  AEST: 600,
  AEDT: 660,
  EST: -300,
  EDT: -240,
  CST: -360,
  CDT: -300,
  MST: -420,
  MDT: -360,
  PST: -480,
  PDT: -420
}

/** Minutes east of UTC of `+0100`, `+01:00`, `Z` or a name; null for what names no zone, or several. */
export const zoneOf = (text: string): number | null => {
  const match = /^([+-])(\d\d):?(\d\d)$/.exec(text)
  if (match === null) return zones[text] ?? null
  const minutes = Number(match[2]) * 60 + Number(match[3])
  if (minutes > 14 * 60) return null
  return match[1] === '-' ? -minutes : minutes
}

export type WallClock = {
  /** Null where none was written. */
  readonly year: number | null
  /** From 1. */
  readonly month: number
  readonly day: number
  readonly hour: number
  readonly minute: number
  readonly second: number
  /** The digits behind the second's point. */
  readonly fraction?: string | undefined
  /** As written; nothing, or what is no zone, is UTC. */
  readonly zone?: string | undefined
}

const leapYear = 2000

/** Null for what no clock shows, and for the first hour of a year without its number: a clock that was never set. */
export const wallTime = (clock: WallClock): WallTime | null => {
  const { year, month, day, hour, minute, second, fraction = '', zone = '' } = clock
  if (month < 1 || month > 12 || day < 1 || hour > 23 || minute > 59 || second > 60) return null
  if (year === null && month === 1 && day === 1 && hour === 0) return null
  const midnight = Date.UTC(year ?? leapYear, month - 1, day)
  if (new Date(midnight).getUTCDate() !== day) return null
  const milliseconds = Number(fraction.slice(0, 3).padEnd(3, '0'))
  const time = midnight + ((hour * 60 + minute) * 60 + second) * 1000 + milliseconds
  if (year === null) return { time, assumes: 'year' }
  const offset = zoneOf(zone)
  return offset === null ? { time, assumes: 'zone' } : { time: time - offset * 60_000, assumes: 'nothing' }
}

/** 1970 of seconds that may have a fraction, exact to the millisecond. */
export const epochTime = (seconds: string, fraction = ''): number =>
  Number(seconds) * 1000 + Number(fraction.slice(0, 3).padEnd(3, '0'))

const buildShape =
  /^[A-Z][a-z]{2} ([A-Z][a-z]{2}) {1,2}(\d{1,2}) (\d\d):(\d\d):(\d\d) (?:([A-Z+\d-]{2,6}) )?(\d{4})$|^(\d{4})-(\d\d)-(\d\d)$/

/** When a kernel was built, as its version says (`Mon Nov 16 12:00:00 UTC 2026`, `2026-11-16`). */
export const buildTimeOf = (text: string): number | null => {
  const match = buildShape.exec(text)
  if (match === null) return null
  const [, name, day, hour, minute, second, zone, year, isoYear, isoMonth, isoDay] = match
  const month = name === undefined ? Number(isoMonth) : monthOf(name)
  if (month === null) return null
  const wall = wallTime({
    year: Number(year ?? isoYear),
    month,
    day: Number(day ?? isoDay),
    hour: Number(hour ?? 0),
    minute: Number(minute ?? 0),
    second: Number(second ?? 0),
    zone
  })
  return wall?.time ?? null
}
