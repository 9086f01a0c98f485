import { isBlank } from './blank.ts'
import { clockPrefixes } from './clock-prefixes.ts'
import { byFirstCharacters } from './first-characters.ts'
import { readKernelTime } from './kernel-time.ts'
import { phonePrefixes } from './phone-prefixes.ts'
import { capitals, digits, letters, type Recogniser } from './recogniser.ts'
import { syslogPrefixes } from './syslog-prefixes.ts'

/**
 * Takes off what consoles, printk and log tools put in front of a kernel message. Tables of small recognisers, each
 * tried where the one before stopped, until none fits: a new log shape is a new entry. Every pattern is strict and
 * tied to its place, so that it takes nothing from a log that does not have this shape.
 *
 * Formats here: kernel/printk/printk.c (print_syslog, print_time, print_caller), util-linux dmesg, and
 * msg_print_ext_header for /dev/kmsg and netconsole.
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

const printkPrefixes: readonly Recogniser[] = [
  {
    name: 'indent in front of another prefix',
    example: '    [   12.345678] ',
    first: ' \t',
    second: ` \t[<>${letters}${digits}`,
    pattern:
      /[ \t]{1,32}(?=\[ {0,12}\d{1,10}\.\d{3,9}\]|\[ {0,12}[TC]\d{1,10}\] |<\d>|> |\d{4}-\d\d-\d\dT|[^\s\d]\S{1,24} {1,2}\d{1,2}\.? \d\d:\d\d:\d\d |\d{1,2}[\u0080-\u00ff]{3} {1,2}\d{1,2} \d\d:|\d{1,2}\.? [^\s\d]\S{1,24} \d\d:\d\d:\d\d )/y,
    timed: false
  },
  // The mark below KASAN's row of shadow bytes starts with the same sign: `>ffff8880791f7a80: fb fb fb`.
  { name: 'mail quote', example: '> ', first: '>', pattern: /> ?(?![0-9a-f]{8,16}:)/y, timed: false },
  {
    name: 'mail quote by a bar',
    example: '| ',
    first: '|',
    second: ' ',
    pattern: /\| (?!.{0,300}\| ?$)/y,
    timed: false
  },
  // In front of bytes it would be one of a `Code:` line: `<48> 8b 45 d0`.
  {
    name: 'printk level',
    example: '<4>',
    first: '<',
    second: `${digits}c`,
    pattern: /<(?:[0-7c]|[1-9]\d{1,2})>(?! ?[0-9a-f]{2} )/y,
    timed: false
  },
  {
    name: 'dmesg -T',
    example: '[Mon Nov 16 12:00:00 2026] ',
    first: '[',
    second: letters,
    pattern:
      /\[[^\s\]]{2,16} [^\s\]]{2,16} [ \d]?\d \d\d:\d\d:\d\d(?:[.,]\d{1,9})? (?:[A-Z]{2,5} )?\d{4}\] ?(?:\[ {0,12}([TC]\d{1,10})\] ?)?/y,
    timed: true
  },
  {
    name: 'dmesg --reltime and --show-delta',
    example: '[  +0.000012] ',
    first: '[',
    second: ` +${capitals}${digits}`,
    pattern:
      /\[(?:[A-Z][a-z]{2} ?\d{1,2} \d\d:\d\d| {0,6}\+ {0,6}\d{1,8}\.\d{6}| {0,12}\d{1,10}\.\d{6} < {0,12}\+?\d{1,10}\.\d{6}>)\] ?/y,
    timed: true
  },
  {
    name: 'time and caller without their brackets',
    example: '    0.031500    T0 ',
    first: ' 123456789',
    second: ` .${digits}`,
    pattern: /[ \d]{0,5}\d\.\d{6} {1,8}([TC]\d{1,10}) /y,
    timed: true
  },
  { name: 'emptied time', example: '[ ] ', first: '[', second: ' ', pattern: /\[ \] /y, timed: true },
  {
    name: '/dev/kmsg record and extended netconsole',
    example: '4,512,12345678,-;',
    first: digits,
    second: `,.${digits}`,
    pattern:
      /(?:\d{1,2}\.\d{1,3}[\w.+~-]{0,60},)?\d{1,3},\d{1,10},\d{1,19},[-+c](?:,(?:caller=([TC]\d{1,10})|[a-z]{1,12}=[^,;]{0,64})){0,4};/y,
    timed: true
  },
  {
    name: 'z/VM console',
    example: '00: [   12.345678] ',
    first: digits,
    second: digits,
    pattern: /\d\d: (?=\[ {0,12}\d{1,10}\.\d{6}\])/y,
    timed: true
  },
  {
    name: 'login prompt',
    example: 'syzkaller login: ',
    first: letters,
    pattern: /[\w.-]{1,64} login: /y,
    timed: false,
    afterBlank: 'l'
  },
  {
    name: 'lost messages',
    example: '** 12 printk messages dropped ** ',
    first: '*',
    second: '*',
    pattern: /\*\* (?:\d{1,10} printk messages dropped|replaying previous printk message) \*\* ?/y,
    timed: false
  },
  {
    name: 'number of the line, or place that grep tells, in front of a date',
    example: 'kern.log:12:',
    first: `/. ${letters}${digits}`,
    pattern:
      /(?: {0,8}\d{1,7}(?:[:.)] {0,2}| {1,2})|[\w./-]{1,100}:(?:\d{1,7}:)?)(?=[^\s\d]\S{1,24} {1,2}\d{1,2} \d\d:\d\d:\d\d |\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d)/y,
    timed: false,
    beforeTime: true
  },
  {
    name: 'console of a guest of Xen',
    example: '(d1) ',
    first: '(',
    second: 'Xd',
    pattern: /\((?:XEN|d\d{1,5}(?:v\d{1,3})?)\) /y,
    timed: false
  },
  {
    name: 'mark of a bug tracker in front of what a tool attached',
    example: ':',
    first: ':',
    pattern: /:/y,
    timed: false
  },
  {
    // A small number in brackets is a footnote or a job; a row of the table of tasks has numbers behind it.
    name: 'time that was cut, or printed without its fraction',
    example: '[  240.] ',
    first: '[',
    second: ` ${digits}`,
    pattern: /\[(?: {0,12}\d{1,10}\.\d{0,2}|(?=[ \d]{5}) {0,12}\d{1,10})\] ?(?! {0,12}\d{1,10} {1,8}\d)/y,
    timed: true
  },
  {
    name: 'rest of a time whose start was not copied',
    example: '40.123456] ',
    first: digits,
    second: `.]${digits}`,
    pattern: /\d{1,10}(?:\.\d{1,9})?\] /y,
    timed: true,
    beforeTime: true
  },
  {
    name: 'seconds without brackets, of ts and others',
    example: '  240.123456: ',
    first: ` ${digits}`,
    second: ` .${digits}`,
    pattern: / {0,9}\d{1,10}\.\d{6}:? /y,
    timed: true,
    beforeTime: true
  }
]

export const prefixRecognisers: readonly Recogniser[] = [
  ...phonePrefixes,
  ...syslogPrefixes,
  ...printkPrefixes,
  ...clockPrefixes
]

/** All of one form: engines read the fields of such objects fastest. */
const recognisers = prefixRecognisers.map((entry) => ({
  first: entry.first,
  second: entry.second,
  pattern: entry.pattern,
  timed: entry.timed,
  afterTime: entry.afterTime === true,
  beforeTime: entry.beforeTime === true,
  afterBlank: entry.afterBlank ?? '',
  foreign: entry.foreign === true
}))
const recognisersFor = byFirstCharacters(recognisers.filter(({ afterTime }) => !afterTime))
const behindTimeFor = byFirstCharacters(recognisers.filter(({ beforeTime }) => !beforeTime))
const foreignRecognisers = recognisers.filter(({ foreign }) => foreign)

/** What stands behind the blanks of a prefix that starts with them; most such lines are frames, which start otherwise. */
const behindBlanks = Uint8Array.from({ length: 128 }, (_, code) =>
  `<>-(${digits}`.includes(String.fromCharCode(code)) ? 1 : 0
)

const isDigit = (code: number): boolean => code >= 48 && code <= 57

const isIndented = (text: string, from: number): boolean => {
  let at = from
  while (isBlank(text.charCodeAt(at))) at += 1
  const code = text.charCodeAt(at)
  // An address in front of a frame: `[<ffffffff81000000>]`.
  if (code === 91) return text.charCodeAt(at + 1) === 60
  if (behindBlanks[code] === 1) return false
  // Phones write a letter in front of the mark of a CPU: `I[0:  swapper: 0]`.
  if (code === 73 && text.charCodeAt(at + 1) === 91) return false
  // A month has its day behind it, in other languages too.
  const blank = code > 64 ? text.indexOf(' ', at) : -1
  return (
    blank < 0 || !isDigit(text.charCodeAt(blank + 1) === 32 ? text.charCodeAt(blank + 2) : text.charCodeAt(blank + 1))
  )
}

/** More prefixes than this in front of one message are text. */
const deepest = 12

const noPrefix: Prefix = { at: 0, caller: '' }

export const readPrefix = (text: string, from = 0): Prefix => {
  let at = from
  let caller = ''
  let timed = false
  outer: for (let depth = 0; depth < deepest; depth += 1) {
    const code = text.charCodeAt(at)
    if (isBlank(code) && isIndented(text, at)) break
    if (code === 91) {
      const time = readKernelTime(text, at)
      if (time !== null) {
        at = time.at
        if (time.caller !== '') caller = time.caller
        timed = true
        continue
      }
    }
    const candidates: Readonly<typeof recognisers> =
      code > 127 ? foreignRecognisers : timed ? behindTimeFor(text, at) : recognisersFor(text, at)
    if (candidates.length === 0) break
    let behindBlank = ''
    for (const { pattern, timed: hasTime, afterBlank } of candidates) {
      if (afterBlank !== '') {
        if (behindBlank === '') behindBlank = text.charAt(text.indexOf(' ', at) + 1)
        if (!afterBlank.includes(behindBlank)) continue
      }
      pattern.lastIndex = at
      const match = pattern.exec(text)
      if (match === null) continue
      at = pattern.lastIndex
      const by = match[1]
      if (by !== undefined) caller = by.charCodeAt(0) <= 57 ? `T${by}` : by
      timed ||= hasTime
      continue outer
    }
    break
  }
  if (at === 0) return noPrefix
  return { at, caller: caller === '' && timed ? 'console' : caller }
}

/** A kernel time in the middle of a line: firmware and user space often leave their line open. */
const openTime = /\[ {0,12}\d{1,10}\.\d{6}\]/g

/** The start of the last kernel message that stands behind other text, or -1. */
export const gluedMessage = (text: string): number => {
  openTime.lastIndex = 0
  let found = -1
  for (let match = openTime.exec(text); match !== null; match = openTime.exec(text)) found = match.index
  return found
}
