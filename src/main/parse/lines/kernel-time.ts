/**
 * The time and the caller that printk puts in front of a message (kernel/printk/printk.c, print_time, print_caller):
 * `[   12.345678] `, `[   12.345678][   T12] `, `[   T12] `. Read by hand: it stands on nearly every line there is.
 */
export type KernelTime = { readonly at: number; readonly caller: string; readonly timed: boolean }

const space = 32
const open = 91
const close = 93

const isDigit = (code: number): boolean => code >= 48 && code <= 57

/** The end of a run of digits, of at most `most`. */
const skipDigits = (text: string, from: number, most: number): number => {
  let at = from
  while (at - from <= most && isDigit(text.charCodeAt(at))) at += 1
  return at
}

const skipBlanks = (text: string, from: number): number => {
  let at = from
  while (at - from <= 12 && text.charCodeAt(at) === space) at += 1
  return at
}

/** The end of `[   T12]` or `[    C0]` that starts at `from`, or -1. */
const endOfCaller = (text: string, from: number): number => {
  if (text.charCodeAt(from) !== open) return -1
  const name = skipBlanks(text, from + 1)
  const kind = text.charCodeAt(name)
  if (kind !== 84 && kind !== 67) return -1
  const end = skipDigits(text, name + 1, 10)
  return end > name + 1 && text.charCodeAt(end) === close ? end + 1 : -1
}

/** The last caller read: the next line mostly has the same. */
let last = ''

const callerOf = (text: string, from: number, end: number): string => {
  const start = skipBlanks(text, from + 1)
  if (last !== '' && end - 1 - start === last.length && text.startsWith(last, start)) return last
  // Copied, so that it does not keep its chunk alive.
  last = ` ${text.slice(start, end - 1)}`.slice(1)
  return last
}

/** The time of the line before, whose shape the next mostly has: `open` up to the point, `close` from the bracket on. */
let lastOpen = ''
let lastClose = ''
let lastTime: KernelTime = { at: 0, caller: '', timed: true }

/** The digits of a fraction between `from` and `to`. */
const areDigits = (text: string, from: number, to: number): boolean => {
  for (let at = from; at < to; at += 1) if (!isDigit(text.charCodeAt(at))) return false
  return true
}

/** Whether at `at` a caller may begin, or the blank that belongs to what stands before. */
const mayGoOn = (text: string, at: number): boolean => {
  const code = text.charCodeAt(at)
  if (code === space) return !lastClose.endsWith(' ')
  const next = text.charCodeAt(at + 1)
  return code === open && (next === space || next === 84 || next === 67)
}

const isLikeLast = (text: string): boolean => {
  const close = lastTime.at - lastClose.length
  return (
    text.startsWith(lastOpen) &&
    areDigits(text, lastOpen.length, close) &&
    text.startsWith(lastClose, close) &&
    !mayGoOn(text, lastTime.at)
  )
}

export const readKernelTime = (text: string, from: number): KernelTime | null => {
  if (from > 0) return readTime(text, from)
  if (lastOpen !== '' && isLikeLast(text)) return lastTime
  const time = readTime(text, 0)
  const point = time === null ? -1 : text.indexOf('.')
  if (time !== null && point > 0 && point < time.at) {
    lastTime = time
    // Copied, so that they do not keep their chunk alive.
    lastOpen = ` ${text.slice(0, point + 1)}`.slice(1)
    lastClose = ` ${text.slice(text.indexOf(']'), time.at)}`.slice(1)
  }
  return time
}

const readTime = (text: string, from: number): KernelTime | null => {
  const whole = skipBlanks(text, from + 1)
  const point = skipDigits(text, whole, 10)
  if (point === whole) {
    const end = endOfCaller(text, from)
    if (end < 0 || text.charCodeAt(end) !== space) return null
    return { at: end + 1, caller: callerOf(text, from, end), timed: true }
  }
  if (text.charCodeAt(point) !== 46) return null
  let at = skipDigits(text, point + 1, 9)
  if (at - point < 4 || text.charCodeAt(at) !== close) return null
  at += 1
  const caller = text.charCodeAt(at) === space ? at + 1 : at
  const end = endOfCaller(text, caller)
  if (end < 0) return { at: caller, caller: '', timed: true }
  return { at: text.charCodeAt(end) === space ? end + 1 : end, caller: callerOf(text, caller, end), timed: true }
}
