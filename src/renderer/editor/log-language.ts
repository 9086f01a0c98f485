import type { languages } from 'monaco-editor/editor'

/** Report views are set by `line-style.ts` from what the parser says; this language only names them. */
export const reportLanguageId = 'oops-report'
/** Raw logs, most of whose lines no parser looked at. */
export const logLanguageId = 'kernel-log'

/** UTF-16 units; Monaco reads a text of more to its end in the background, seconds in which keys wait. */
const mostColoured = 4_000_000

export const isColoured = (text: string): boolean => text.length <= mostColoured

/** The language of a text that is compared: one too long to be coloured by it has that of reports, which says nothing. */
export const languageOf = (text: string): string => (isColoured(text) ? logLanguageId : reportLanguageId)

// Console prefixes: `<6>[   12.345678][ T1234] ` (kernel/printk/printk.c, print_prefix), `[Sat Nov 22 10:00:00 2025] `
// (dmesg -T), `Nov 22 10:00:00 host kernel: ` (syslog) and `2025-11-22T10:00:00.123456+00:00 host kernel: `.
const stamp = /(?:<\d{1,3}>)?\[ {0,8}\d{1,8}\.\d{1,9}\](?:\[ {0,8}[TC]?\d{1,8}\])?:? ?/
const humanStamp = /\[[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \d{4}\] /
const syslogStamp = /(?:[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d|\d{4}-\d\d-\d\dT[\d:.,+Z-]{8,24}) [\w.-]{1,64} kernel: ?/
export const prefixPattern = new RegExp(`${humanStamp.source}|(?:${syslogStamp.source})?(?:${stamp.source})?`)

const headers = [
  'BUG: ',
  'BUG ',
  'kernel BUG at ',
  'WARNING: ',
  'Oops: ',
  'Oops\\b',
  'Unable to handle kernel ',
  'Internal error: ',
  'Kernel panic - not syncing',
  'general protection fault',
  'divide error: ',
  'invalid opcode: ',
  'INFO: task ',
  'INFO: rcu',
  'rcu: INFO: ',
  'INFO: possible ',
  'INFO: suspicious ',
  'watchdog: ',
  'unregister_netdevice: ',
  'UBSAN: ',
  'KASAN: ',
  'Kernel BUG at ',
  'unreferenced object ',
  'Unhandled fault: ',
  'Bad mode in ',
  'Unexpected kernel BRK ',
  'Out of memory: '
].join('|')

const sections = [
  'Call Trace:',
  'Call trace:',
  'Backtrace:',
  'Stack trace:',
  'Modules linked in:',
  'Code: ',
  '-{3}\\[ '
].join('|')

export const logLanguage: languages.IMonarchLanguage = {
  tokenizer: {
    root: [
      [new RegExp(`^(${prefixPattern.source})((?:${headers}).*)$`), ['prefix', 'header']],
      [new RegExp(`^(${prefixPattern.source})(${sections})`), ['prefix', 'section']],
      [new RegExp(`^(?:${humanStamp.source}|${syslogStamp.source}(?:${stamp.source})?|${stamp.source})`), 'prefix'],
      [/([A-Za-z_$][\w.$]{0,200})(\+0x[0-9a-f]{1,8}\/0x[0-9a-f]{1,8})/, ['function', 'offset']],
      [/[\w./-]{1,200}\.(?:c|h|S|rs):\d{1,6}/, 'source'],
      // Ten decimal digits are a count of something; without `0x` an address has all its sixteen digits.
      [/(?:0x[0-9a-f]{6,16}|[0-9a-f]{16})(?!\w)/, 'address'],
      [/[\w.$/-]+/, ''],
      [/[^\w.$/-]+/, '']
    ]
  }
}
