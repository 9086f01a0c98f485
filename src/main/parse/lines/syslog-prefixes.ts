import { digits, letters, type Recogniser, small } from './recogniser.ts'

const months = 'JFMASOND'
const host = String.raw`(?:(?:[\w.:-]{1,64}|\(none\)) )?`
const kernelTag = String.raw`(?:[a-z]{3,8}\.[a-z]{3,8} )?(?:kernel|klogd|Kernel)(?:\[\d{1,10}\])?: ?`
const clock = String.raw`\d\d:\d\d:\d\d(?:[.,]\d{1,9})?`
const isoTime = String.raw`\d{4}-\d\d-\d\d[T ]${clock}(?:Z|[+-]\d\d:?\d\d)?`
/** A word of any script, in UTF-8 read as latin1. */
const month = String.raw`[A-Za-z\u0080-\u00ff][\w.\u0080-\u00ff]{1,24}`

/** syslog(3), RFC 5424, rsyslog, journalctl(1), klogd of BusyBox, `dmesg -x` of util-linux. */
export const syslogPrefixes: readonly Recogniser[] = [
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
    name: 'journalctl -o short-unix',
    example: '1763294400.123456 host kernel: ',
    first: digits,
    second: digits,
    pattern: new RegExp(String.raw`\d{10}\.\d{6} ${host}${kernelTag}`, 'y'),
    timed: true
  },
  {
    // strftime's %b is a word of the locale: the rest of the prefix has to be there, so that it is no prose.
    name: 'syslog and journalctl with a month of another language',
    example: 'd\u00c3\u00a9c. 12 12:00:00 host kernel: ',
    first: letters,
    foreign: true,
    afterBlank: ` ${digits}`,
    pattern: new RegExp(String.raw`${month} {1,2}\d{1,2}\.? (?:\d{4} )?${clock} ${host}${kernelTag}`, 'y'),
    timed: true,
    beforeTime: true
  },
  {
    name: 'syslog and journalctl with the day or the number of the month first',
    example: '7\u00e6\u009c\u0088 27 12:00:00 host kernel: ',
    first: ` ${digits}`,
    second: `. ${digits}`,
    pattern: new RegExp(
      String.raw` ?\d{1,2}(?:[\u0080-\u00ff]{3} {1,2}\d{1,2}|\.? ${month}) (?:\d{4} )?${clock} ${host}${kernelTag}`,
      'y'
    ),
    timed: true,
    beforeTime: true
  },
  {
    name: 'journalctl -o short-monotonic, behind its time, or what is left of a syslog line',
    example: 'host kernel: ',
    first: letters,
    pattern: /[\w.:-]{1,64} kernel(?:\[\d{1,10}\])?: ?/y,
    timed: false,
    afterBlank: 'k'
  },
  {
    name: 'tag of the kernel alone',
    example: 'kernel: ',
    first: 'k',
    second: 'e',
    pattern: /kernel(?:\[\d{1,10}\])?: ?/y,
    timed: false
  }
]
