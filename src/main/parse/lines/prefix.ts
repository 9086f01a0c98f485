import { isBlank } from './blank.ts'
import { beyondAscii, byFirstCharacters } from './first-characters.ts'
import { readKernelTime } from './kernel-time.ts'

/**
 * Takes off what consoles, printk and log tools put in front of a kernel message. A table of small recognisers, each
 * tried where the one before stopped, until none fits: a new log shape is a new entry. Every pattern is strict and
 * tied to its place, so that it takes nothing from a log that does not have this shape.
 *
 * Formats: kernel/printk/printk.c (print_syslog, print_time, print_caller), util-linux dmesg, syslog(3), RFC 5424,
 * journalctl(1), logcat(1), kernel/printk/printk.c msg_print_ext_header for /dev/kmsg and netconsole.
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
  /** First characters that make a try worth it, and second ones, where not any will do. */
  readonly first: string
  readonly second?: string
  /** Sticky, linear. Group 1, where it has one, is the caller; digits alone are a task. */
  readonly pattern: RegExp
  readonly timed: boolean
  /** True where it only stands behind a time. */
  readonly afterTime?: true
  /** What stands at the first blank, looked for before the pattern is tried: most lines begin with a letter. */
  readonly word?: string
  /** True where a day stands behind the first blank. */
  readonly dayBehind?: true
}

const digits = '0123456789'
const months = 'JFMASOND'
const capitals = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
const small = 'abcdefghijklmnopqrstuvwxyz'
const letters = capitals + small
const host = String.raw`(?:[\w.:-]{1,64} )?`
const kernelTag = String.raw`(?:kern\.[a-z]{3,8} )?(?:kernel|klogd|Kernel)(?:\[\d{1,10}\])?: ?`
const isoTime = String.raw`\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?`

export const prefixRecognisers: readonly Recogniser[] = [
  {
    name: 'indent in front of another prefix',
    example: '    [   12.345678] ',
    first: ' \t',
    second: ` \t[<>${capitals}${digits}`,
    pattern:
      /[ \t]{1,32}(?=\[ {0,12}\d{1,10}\.\d{3,9}\]|\[ {0,12}[TC]\d{1,10}\] |<\d>|> |[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d |\d{4}-\d\d-\d\dT)/y,
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
    name: 'RFC 5424 syslog',
    example: '1 2026-11-16T12:00:00.000000+00:00 host kernel - - - ',
    first: digits,
    second: ` ${digits}`,
    pattern:
      /(?:1 )?\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[\d.:+Z-]{0,20} \S{1,64} kernel (?:-|\d{1,10}) \S{1,32} (?:-|\[[^\]]{0,200}\]) (?:\u00ef\u00bb\u00bf)?/y,
    timed: true
  },
  {
    name: 'dmesg -T',
    example: '[Mon Nov 16 12:00:00 2026] ',
    first: '[',
    second: letters,
    pattern:
      /\[[^\s\]]{2,16} [^\s\]]{2,16} [ \d]?\d \d\d:\d\d:\d\d(?:[.,]\d{1,9})? \d{4}\] ?(?:\[ {0,12}([TC]\d{1,10})\] ?)?/y,
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
    name: 'two times: a phone kernel with its clock, grabserial with the difference',
    example: '[   12.345678 / 11-16 12:00:00.123] ',
    first: '[',
    second: ` ${digits}`,
    pattern: /\[ {0,12}\d{1,10}\.\d{6} (?:\/ \d\d-\d\d \d\d:\d\d:\d\d\.\d{1,6}|\d{1,6}\.\d{6})\] ?/y,
    timed: true
  },
  {
    name: 'time with the CPU, or with seconds said to be so, of kernels for phones and boxes',
    example: '[   12.345678@2] ',
    first: '[',
    second: ` ${digits}`,
    pattern: /\[ {0,12}\d{1,10}\.\d{6}(?:[@,]\d{1,2}|s)\] ?(?:\[\d{4}:\d\d:\d\d \d\d:\d\d:\d\d\] ?)?/y,
    timed: true
  },
  {
    name: 'time of a terminal program',
    example: '[2026-11-16 12:00:00.123] ',
    first: '[',
    second: digits,
    pattern: /\[(?:\d{4}[-/]\d\d[-/]\d\d[ T])?\d\d:\d\d:\d\d(?:[.,:]\d{1,6})?\] ?/y,
    timed: false
  },
  {
    name: 'time and caller without their brackets',
    example: '    0.031500    T0 ',
    first: ' 123456789',
    second: ` .${digits}`,
    pattern: /[ \d]{0,5}\d\.\d{6} {1,8}([TC]\d{1,10}) /y,
    timed: true
  },
  {
    name: 'time before the level, from the memory of a phone that stopped',
    example: '  240.212637:   <2> ',
    first: ` ${digits}`,
    second: ` .${digits}`,
    pattern: /[ \d]{0,9}\d\.\d{6}: {1,8}<[0-7]> ?/y,
    timed: true
  },
  { name: 'emptied time', example: '[ ] ', first: '[', second: ' ', pattern: /\[ \] /y, timed: true },
  {
    name: 'dmesg -x',
    example: 'kern  :warn  : ',
    first: 'kumdaslncfp',
    second: 'esauyprto',
    pattern:
      /(?:kern|user|mail|daemon|auth|syslog|lpr|news|uucp|cron|authpriv|ftp|local[0-7]) {0,6}:(?:emerg|alert|crit|err|warn|notice|info|debug) {0,4}: /y,
    timed: false
  },
  {
    name: 'syslog and journalctl',
    example: 'Nov 16 12:00:00 host kernel: ',
    first: months,
    second: small,
    pattern: new RegExp(
      // Pages on the web show two blanks as one.
      String.raw`[A-Z][a-z]{2} [ \d]?\d (?:\d{4} )?\d\d:\d\d:\d\d(?:[.,]\d{1,9})? ${host}(?:${kernelTag}|: )`,
      'y'
    ),
    timed: true
  },
  {
    name: 'journalctl -o short-full',
    example: 'Mon 2026-11-16 12:00:00 UTC host kernel: ',
    first: 'MTWFS',
    second: small,
    pattern: new RegExp(
      String.raw`[A-Z][a-z]{2} \d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{1,9})? [A-Z+\d:-]{1,8} ${host}${kernelTag}`,
      'y'
    ),
    timed: true
  },
  {
    name: 'syslog with an ISO time',
    example: '2026-11-16T12:00:00.000000+00:00 host kernel: ',
    first: digits,
    second: digits,
    pattern: new RegExp(String.raw`${isoTime} ${host}${kernelTag}`, 'y'),
    timed: true
  },
  {
    name: 'time and stream of a container, or of a GitLab job',
    example: '2026-11-16T12:00:00.123456Z stdout F ',
    first: digits,
    second: digits,
    pattern: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{1,9}(?:Z|[+-]\d\d:\d\d) (?:std(?:out|err) [FP] |\d\d[OE][ +])/y,
    timed: false
  },
  {
    name: 'ISO time alone',
    example: '2026-11-16T12:00:00,123456+00:00 ',
    first: digits,
    second: digits,
    pattern: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?(?: {1,2}|$)/y,
    timed: true
  },
  {
    name: 'journalctl -o short-unix',
    example: '1763294400.123456 host kernel: ',
    first: digits,
    second: digits,
    pattern: new RegExp(String.raw`\d{10}\.\d{6} ${host}${kernelTag}`, 'y'),
    timed: true
  },
  {
    name: 'journalctl in another language',
    example: 'juil. 16 12:00:00 host kernel: ',
    first: ` ${letters}${digits}${beyondAscii}`,
    pattern: new RegExp(
      String.raw`(?: ?\d{1,2}[\u0080-\u00ff]{2,6}|[A-Za-z\u0080-\u00ff]{2,16}\.?) {1,2}\d{1,2} \d\d:\d\d:\d\d(?:[.,]\d{1,9})? [\w.:-]{1,64} ${kernelTag}`,
      'y'
    ),
    timed: true,
    dayBehind: true
  },
  {
    name: 'end of a time whose begin was not copied',
    example: '12.345678] ',
    first: digits,
    second: `.${digits}`,
    pattern: /\d{1,10}\.\d{6}\] /y,
    timed: true
  },
  {
    name: 'journalctl -o short-monotonic, behind its time',
    example: 'host kernel: ',
    first: letters,
    pattern: /[\w.:-]{1,64} kernel(?:\[\d{1,10}\])?: ?/y,
    timed: true,
    afterTime: true,
    word: ' kernel'
  },
  {
    name: 'Go log time',
    example: '2018/01/09 14:28:48 ',
    first: digits,
    second: digits,
    pattern: /\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d /y,
    timed: false
  },
  {
    name: 'logcat of the kernel buffer',
    example: '11-16 12:00:00.000     0     0 W KERNEL  : ',
    first: digits,
    second: digits,
    pattern:
      /(?:\d{4}-)?\d\d-\d\d \d\d:\d\d:\d\d\.\d{3,9} {1,6}(?:root {1,6})?\d{1,7} {1,6}\d{1,7} [VDIWEFS] (?:kernel|KERNEL|Kernel|)\s{0,12}: /y,
    timed: true
  },
  {
    name: 'logcat -v brief',
    example: 'W/KERNEL  (    0): ',
    first: 'VDIWEFS',
    second: '/',
    pattern: /[VDIWEFS]\/(?:kernel|KERNEL|Kernel|) {0,8}\( {0,6}\d{1,7}\): /y,
    timed: true
  },
  {
    name: 'task of a phone kernel, behind its time',
    // The letter says that an interrupt printed it.
    example: ' I[1:    kworker/1:2:  345] ',
    first: ' [I',
    second: ` [I${digits}`,
    pattern: / {0,2}I?\[ {0,4}\d{1,3}: {0,16}[^\]:]{1,16}(?::[^\]:]{1,12})?: {0,8}(\d{1,10})\] ?/y,
    timed: true,
    afterTime: true
  },
  {
    name: 'CPU and task of a phone kernel, behind its time',
    example: '-(2)[345:kworker/2:1][name:wdt&]',
    first: '-.( ',
    second: `-.(${digits}`,
    pattern: / ?[-.]?\(\d{1,3}\)\[(\d{1,10}):[^\]]{1,32}\](?:\[name:[\w-]{1,32}&\])? ?/y,
    timed: true,
    afterTime: true
  },
  {
    name: 'task with its CPU, behind the time of a phone kernel',
    example: '[pid:345,cpu2,kworker/2:1,1]',
    first: '[',
    second: 'p',
    pattern: /\[pid:(\d{1,10}),cpu\d{1,3},[^\]]{1,40}\] ?/y,
    timed: true,
    afterTime: true
  },
  {
    name: 'CPU in front of a task, behind a time (last_kmsg)',
    example: 'c2   345 (kworker/2:1) ',
    first: 'c',
    second: digits,
    pattern: /c\d{1,2} {1,8}(\d{1,10}) (?:\([^)]{1,16}\) ?)?/y,
    timed: true,
    afterTime: true
  },
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
    name: 'seconds of ktest',
    example: '00385 ',
    first: '0',
    second: digits,
    pattern: /0\d{4} (?![0-9a-f]{8,16} |[0-9a-f]{2} [0-9a-f]{2} )/y,
    timed: false
  },
  {
    name: 'login prompt',
    example: 'syzkaller login: ',
    first: letters,
    pattern: /[\w.-]{1,64} login: /y,
    timed: false,
    word: ' login: '
  },
  {
    name: 'lost messages',
    example: '** 12 printk messages dropped ** ',
    first: '*',
    second: '*',
    pattern: /\*\* (?:\d{1,10} printk messages dropped|replaying previous printk message) \*\* ?/y,
    timed: false
  }
]

/** All of one form: engines read the fields of such objects fastest. */
const recognisersFor = byFirstCharacters(
  prefixRecognisers.map((entry) => ({
    first: entry.first,
    second: entry.second,
    pattern: entry.pattern,
    timed: entry.timed,
    afterTime: entry.afterTime === true,
    word: entry.word ?? '',
    dayBehind: entry.dayBehind === true
  }))
)

/** What stands behind the blanks of a prefix that starts with them; most such lines are frames, which start otherwise. */
const behindBlanks = Uint8Array.from({ length: 128 }, (_, code) =>
  `[<>-(${capitals}${digits}`.includes(String.fromCharCode(code)) ? 1 : 0
)

const isIndented = (text: string, from: number): boolean => {
  let at = from
  while (isBlank(text.charCodeAt(at))) at += 1
  return behindBlanks[text.charCodeAt(at)] !== 1
}

/** One or two digits, padded perhaps, and a blank. */
const isDay = (text: string, from: number): boolean => {
  let at = from
  while (text.charCodeAt(at) === 32 && at - from < 2) at += 1
  const start = at
  while (text.charCodeAt(at) >= 48 && text.charCodeAt(at) <= 57 && at - start < 2) at += 1
  return at > start && text.charCodeAt(at) === 32
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
    const candidates = recognisersFor(text, at)
    if (candidates.length === 0) break
    for (const { pattern, timed: hasTime, afterTime, word, dayBehind } of candidates) {
      if (afterTime && !timed) continue
      if (dayBehind && !isDay(text, text.indexOf(' ', at + 1) + 1)) continue
      if (word !== '' && text.charCodeAt(text.indexOf(' ', at) + 1) !== word.charCodeAt(1)) continue
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
