import type { Line } from '../lines/line.ts'
import { lineKindOf } from '../report/line-patterns.ts'
import { moreModules } from '../report/lines/machine.ts'
import { readFrame } from '../stack/read-frame.ts'

/** A crash whose end has not been seen. */
export type OpenCrash = {
  readonly caller: string
  readonly lines: Line[]
  header: number
  readonly headerText: string
  /** Once other CPUs were asked for their traces, what they print belongs to this crash. */
  otherCpus: boolean
  /** The kernel said that it is through with it. */
  ended: boolean
  /** A line may be of a report that is no crash. */
  mayBeTorn: boolean
  /** The console was lost while it was told. */
  lost: boolean
  /** One that broke off before its trace, where this one was noticed by what was telling it. */
  readonly interrupted: OpenCrash | null
  sinceCheck: number
  cut: Line | null
}

/**
 * A header that two consoles print, and the copies of a symbolizer: it prints one for each inline function at its
 * place, and last for the physical one.
 */
export const isSameHeader = (crash: OpenCrash, text: string): boolean =>
  (text === crash.headerText && crash.lines.length === crash.header + 1) ||
  (crash.lines.length - crash.header <= 16 &&
    crash.lines[crash.lines.length - 1]?.text.includes('[inline]') === true &&
    text.slice(0, 12) === crash.headerText.slice(0, 12))

export const understood = (line: Line): boolean => {
  const kind = lineKindOf(line.text.trim())
  return (kind !== null && kind !== 'blank') || readFrame(line) !== null
}

const stall = /detected (?:expedited )?stall|self-detected stall|soft lockup|[hH]ard LOCKUP/

/**
 * A CPU that does not get on is noticed by several watchers: before a trace is shown, they tell of one stall. What the
 * same caller says in between is said while the trace is on its way.
 */
export const isToldAgain = (crash: OpenCrash, caller: string, text: string): boolean =>
  stall.test(crash.headerText) &&
  ((crash.caller === caller && /^[TC]/.test(caller)) || (stall.test(text) && caller.startsWith('C'))) &&
  !crash.lines.slice(crash.header + 1).some((line) => readFrame(line) !== null)

/** So many lines without a prefix may come before those that have one. */
export const mostBareLines = 2

/** Whether the list of modules may go on. */
export const inModules = ({ lines }: OpenCrash): boolean => {
  const last = lines.at(-1)
  if (last === undefined) return false
  return last.text.includes('Modules linked in:') || (last.caller === '' && moreModules.test(last.text.trim()))
}

/** Nothing of the crash was said for so long that what comes now is another. */
export const quietLines = 64
export const isQuiet = (crash: OpenCrash): boolean =>
  crash.lines.length - crash.header > quietLines && crash.lines.slice(-quietLines).every((entry) => !understood(entry))

/**
 * Whether a crash of the same caller broke in between its header and its trace: the checks of the kernel look at what
 * prints a report too, so the trace of the second leads through the first. Without callers another CPU may have said it.
 */
export const isInterrupted = (crash: OpenCrash): boolean =>
  /^[TC]/.test(crash.caller) &&
  !crash.ended &&
  // Of headers in a row each lends its lines to one before it only: a log may hold nothing else.
  crash.interrupted === null &&
  crash.lines.length - crash.header <= quietLines &&
  crash.lines.slice(crash.header).every((line) => readFrame(line) === null)
