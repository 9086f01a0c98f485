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

export const readKernelTime = (text: string, from: number): KernelTime | null => {
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
