/**
 * Takes off what consoles, printk and log tools put in front of a kernel message. A table of small recognisers, each
 * tried where the one before stopped, until none fits: a new log shape is a new entry.
 *
 * Formats: kernel/printk/printk.c (print_syslog, print_time, print_caller), util-linux dmesg, syslog(3), journalctl.
 */
type Prefix = {
  /** Where the message starts in the text. */
  readonly at: number
  /**
   * Who printed it: `T12` (task) or `C0` (CPU) of CONFIG_PRINTK_CALLER, `console` where there is a time but no caller,
   * '' where there is neither.
   */
  readonly caller: string
}

type Recogniser = {
  readonly name: string
  readonly example: string
  /** First characters that make a try worth it. */
  readonly first: string
  /** Sticky, linear. Group 1, where it has one, is the caller. */
  readonly pattern: RegExp
  readonly timed: boolean
}

const digits = '0123456789'
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

export const prefixRecognisers: readonly Recogniser[] = [
  { name: 'mail quote', example: '> ', first: '>', pattern: /> ?(?![0-9a-f]{8,16}:)/y, timed: false },
  { name: 'printk level', example: '<4>', first: '<', pattern: /<\d{1,3}>/y, timed: false },
  {
    name: 'time and caller',
    example: '[   12.345678][   T12] ',
    first: '[',
    pattern: /\[ {0,12}\d{1,10}\.\d{3,9}\] ?\[ {0,12}([TC]\d{1,10})\] ?/y,
    timed: true
  },
  { name: 'time', example: '[   12.345678] ', first: '[', pattern: /\[ {0,12}\d{1,10}\.\d{3,9}\] ?/y, timed: true },
  {
    name: 'caller without time (printk.time=0)',
    example: '[   T38] ',
    first: '[',
    pattern: /\[ {0,12}([TC]\d{1,10})\] /y,
    timed: true
  },
  {
    name: 'dmesg -T',
    example: '[Mon Nov 16 12:00:00 2026] ',
    first: '[',
    pattern: /\[[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \d{4}\] ?(?:\[ {0,12}([TC]\d{1,10})\] ?)?/y,
    timed: true
  },
  {
    name: 'dmesg -x',
    example: 'kern  :warn  : ',
    first: 'kuds',
    pattern: /(?:kern|user|daemon|syslog) {0,4}:(?:emerg|alert|crit|err|warn|notice|info|debug) {0,4}: /y,
    timed: false
  },
  {
    name: 'syslog and journalctl',
    example: 'Nov 16 12:00:00 host kernel: ',
    first: letters,
    pattern: /[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d(?:\.\d{1,9})? [\w.-]{1,64} (?:kernel|klogd)(?:\[\d{1,10}\])?: ?/y,
    timed: true
  },
  {
    name: 'syslog with an ISO time',
    example: '2026-11-16T12:00:00.000000+00:00 host kernel: ',
    first: digits,
    pattern: /\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d[\d.,:+Z-]{0,20} [\w.-]{1,64} (?:kernel|klogd)(?:\[\d{1,10}\])?: ?/y,
    timed: true
  },
  {
    name: 'Go log time',
    example: '2018/01/09 14:28:48 ',
    first: digits,
    pattern: /\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d /y,
    timed: false
  },
  {
    name: '/dev/kmsg record',
    example: '4,512,12345678,-;',
    first: digits,
    pattern: /\d{1,3},\d{1,10},\d{1,19},[-+c](?:,caller=([TC]\d{1,10}))?;/y,
    timed: true
  },
  {
    name: 'login prompt',
    example: 'syzkaller login: ',
    first: letters,
    pattern: /[\w.-]{1,64} login: /y,
    timed: false
  },
  {
    name: 'lost messages',
    example: '** 12 printk messages dropped ** ',
    first: '*',
    pattern: /\*\* (?:\d{1,10} printk messages dropped|replaying previous printk message) \*\* ?/y,
    timed: false
  }
]

const byFirst: readonly (readonly Recogniser[])[] = Array.from({ length: 128 }, (_, code) =>
  prefixRecognisers.filter((entry) => entry.first.includes(String.fromCharCode(code)))
)

/** More prefixes than this in front of one message are text. */
const deepest = 8

export const readPrefix = (text: string, from = 0): Prefix => {
  let at = from
  let caller = ''
  let timed = false
  outer: for (let depth = 0; depth < deepest; depth += 1) {
    const candidates = byFirst[text.charCodeAt(at)]
    if (candidates === undefined) break
    for (const { pattern, timed: hasTime } of candidates) {
      pattern.lastIndex = at
      const match = pattern.exec(text)
      if (match === null) continue
      at = pattern.lastIndex
      if (match[1] !== undefined) caller = match[1]
      timed ||= hasTime
      continue outer
    }
    break
  }
  return { at, caller: caller === '' && timed ? 'console' : caller }
}

/** A kernel time in the middle of a line: firmware and user space often leave their line open. */
const openTime = /\[ {0,12}\d{1,10}\.\d{6}\]/g

/** The start of the last kernel message that was glued to other text before `limit`, or -1. */
export const gluedMessage = (text: string, limit: number): number => {
  openTime.lastIndex = 0
  let found = -1
  for (let match = openTime.exec(text); match !== null && match.index < limit; match = openTime.exec(text)) {
    found = match.index
  }
  return found
}
