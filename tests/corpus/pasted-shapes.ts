import { clock, each, type Shape, seconds, timed } from './shape.ts'

/** Logs are latin1 here: a month of another script is its bytes of UTF-8. */
const bytes = (text: string): string => Buffer.from(text).toString('latin1')

const dates: readonly (readonly [string, string])[] = [
  ['Russian', 'июл 27'],
  ['German', 'Mär 03'],
  ['French', 'févr. 12'],
  ['Spanish', 'ene  2'],
  ['Arabic', 'يوليو 12'],
  ['Chinese', '7月 27'],
  ['Japanese', ' 7月 27'],
  ['Croatian', '27. Jul']
]

/** What people copy out of pages, trackers and logs, with what the copy does to it. */
export const copiedShapes: readonly Shape[] = [
  ...dates.flatMap(([language, date]) => [
    {
      name: `syslog in ${language}`,
      write: each((message, index) => `${bytes(date)} ${clock(index)} host kernel: ${timed(message, index)}`)
    },
    {
      name: `journalctl in ${language}`,
      write: each((message, index) => `${bytes(date)} ${clock(index)} host kernel: ${message}`)
    }
  ]),
  {
    name: 'journalctl in French, indented',
    write: each((message, index) => `    ${bytes('déc.')} 12 ${clock(index)} host kernel: ${message}`)
  },
  {
    name: 'journalctl with a day of one digit and one blank',
    write: each((message, index) => `Oct 6 ${clock(index)} host kernel: ${message}`)
  },
  { name: 'tag of the kernel alone', write: each((message) => `kernel: ${message}`) },
  { name: 'host and tag alone', write: each((message) => `host kernel: ${message}`) },
  { name: 'tag twice', write: each((message, index) => `Oct 16 ${clock(index)} host kernel: kernel: ${message}`) },
  {
    name: 'klogd of BusyBox',
    write: each((message, index) => `Jan  1 ${clock(index)} (none) user.warn kernel: ${message}`)
  },
  {
    name: 'rsyslog with escaped tabs',
    write: each((message, index) => `Oct 16 ${clock(index)} host kernel: ${message.replace(/^ /, '#011')}`)
  },
  {
    name: 'times without a fraction',
    write: each((message, index) => `[${String(1000 + index).padStart(5)}] ${message}`)
  },
  {
    name: 'times with a cut fraction',
    write: each((message, index) => `[${String(1000 + index).padStart(5)}.] ${message}`)
  },
  { name: 'times without brackets', write: each((message, index) => `${seconds(index)}: ${message}`) },
  { name: 'crash log -T', write: each((message, index) => `[Mon Nov 16 ${clock(index)} UTC 2026] ${message}`) },
  { name: 'ts', write: each((message, index) => `Nov 16 ${clock(index)} ${message}`) },
  { name: 'ts %.s', write: each((message, index) => `1763294400.${String(123456 + index)} ${message}`) },
  { name: 'date and clock', write: each((message, index) => `2026-11-16 ${clock(index)}.123456 ${message}`) },
  { name: 'ser2net', write: each((message, index) => `2026/11/16 ${clock(index)}: ${message}`) },
  { name: 'clock and no time', write: each((message, index) => `${clock(index)} ${message}`) },
  { name: 'tio since its start', write: each((message, index) => `[+${clock(index)}.123] ${message}`) },
  { name: 'Jenkins without times', write: each((message, index) => `[2026-11-16T${clock(index)}.123Z] ${message}`) },
  {
    name: 'serial console server without times',
    write: each((message, index) => `Nov 16 ${clock(index)} 10.0.0.5 ${message}`)
  },
  {
    name: 'agent of a cloud',
    write: each((message, index) => `2026-11-16T${clock(index)}.123456Z INFO Console: ${timed(message, index)}`)
  },
  {
    name: 'Xen console with a date',
    write: each((message, index) => `[2026-11-16 ${clock(index)}] (d1) ${timed(message, index)}`)
  },
  { name: 'GNOME Logs', write: each((message, index) => `${clock(index)} kernel: ${message}`) },
  { name: 'installer', write: each((message, index) => `${clock(index)},123 WARNING kernel:${message}`) },
  { name: 'attached by ABRT', write: each((message) => `:${message}`) },
  {
    name: 'line numbers before syslog',
    write: each((message, index) => `${String(index + 1).padStart(6)}  Oct 16 ${clock(index)} host kernel: ${message}`)
  },
  {
    name: 'matches of grep in syslog',
    write: each((message, index) => `/var/log/kern.log:${index + 1}:Oct 16 ${clock(index)} host kernel: ${message}`)
  },
  {
    name: 'logcat -v time',
    write: each((message, index) => `11-16 ${clock(index)}.123 W/KERNEL  (    0): ${message}`)
  },
  { name: 'logcat -v tag', write: each((message) => `W/kernel  : ${message}`) },
  { name: 'logcat -v epoch', write: each((message) => `      1763294400.123     0     0 W KERNEL  : ${message}`) },
  {
    name: 'logcat -v zone',
    write: each((message, index) => `2026-11-16 ${clock(index)}.123 +0100     0     0 W KERNEL  : ${message}`)
  },
  {
    name: 'Android Studio',
    write: each((message, index) => `2026-11-16 ${clock(index)}.123     0-0     KERNEL                  W  ${message}`)
  },
  {
    name: 'phone kernel with task and module',
    tellsCaller: true,
    write: each((message, index) => `<4>[${seconds(index)}][T5822] kworker/2:1: [name:wdt&]${message}`)
  }
]
