import { capitals, digits, type Recogniser, small } from './recogniser.ts'

/** Wall clocks of terminal programs, console servers, `ts`, containers and build servers. */
export const clockPrefixes: readonly Recogniser[] = [
  {
    name: 'time of a terminal program',
    example: '[2026-11-16 12:00:00.123] ',
    first: '[',
    second: `+${digits}`,
    pattern: /\[\+?(?:\d{4}[-/]\d\d[-/]\d\d[ T])?\d\d:\d\d:\d\d(?:[.,:]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?\] ?/y,
    timed: false
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
    name: 'Go log time',
    example: '2018/01/09 14:28:48 ',
    first: digits,
    second: digits,
    pattern: /\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d /y,
    timed: false
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
    name: 'date and clock, of ser2net, ts and others',
    example: '2026-11-16 12:00:00.123456 ',
    first: digits,
    second: `./${digits}`,
    pattern:
      /(?:\d{4}[-/]\d\d[-/]\d\d|\d{1,2}\/\d{1,2}\/\d{2,4}|\d{1,2}\.\d{1,2}\.\d{2,4}),? \d\d:\d\d:\d\d(?:[.,:]\d{1,9})?:? {1,2}/y,
    timed: false,
    beforeTime: true
  },
  {
    name: 'clock alone, of terminal programs and build servers; with a level, of the installer',
    example: '12:00:00,123 WARNING kernel:',
    first: digits,
    second: `:${digits}`,
    pattern:
      /\d{1,2}:\d\d:\d\d(?:[.,]\d{1,9})?(?: [AP]M)? {1,2}(?:(?:DEBUG|INFO|NOTICE|WARN|WARNING|ERR|ERROR|CRIT|ALERT|EMERG) (?=kernel:))?/y,
    timed: false,
    beforeTime: true
  },
  {
    name: 'clock without seconds, of a program that shows the journal',
    example: '12:00 kernel: ',
    first: digits,
    second: `:${digits}`,
    pattern: /\d{1,2}:\d\d(?: [AP]M)? kernel: /y,
    timed: false,
    beforeTime: true
  },
  {
    name: 'ts without a format, and a console server that adds its address',
    example: 'Nov 16 12:00:00 10.0.0.5 ',
    first: capitals,
    second: small,
    pattern: /[A-Z][a-z]{2} [ \d]?\d \d\d:\d\d:\d\d(?:\.\d{1,9})? (?:\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3} )?/y,
    timed: false,
    beforeTime: true,
    afterBlank: ` ${digits}`
  }
]
