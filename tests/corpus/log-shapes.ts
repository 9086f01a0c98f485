/** A way a log reaches people: the same messages, written as this tool or that console writes them. */
export type Shape = {
  readonly name: string
  /** True where each line says who printed it. */
  readonly tellsCaller?: true
  readonly write: (messages: readonly string[]) => readonly string[]
}

const seconds = (index: number): string => `${String(100 + index).padStart(5)}.123456`
const clock = (index: number): string =>
  `12:${String(Math.floor(index / 60) % 60).padStart(2, '0')}:${String(index % 60).padStart(2, '0')}`
const timed = (message: string, index: number): string => `[${seconds(index)}] ${message}`
const called = (message: string, index: number): string => `[${seconds(index)}][ T5822] ${message}`

const each =
  (write: (message: string, index: number) => string): Shape['write'] =>
  (messages) =>
    messages.map(write)

/** As mailers break lines: at the last blank before the column, if words stand before it. */
const wrapped =
  (width: number, write: (message: string, index: number) => string, quote = ''): Shape['write'] =>
  (messages) =>
    messages.flatMap((message, index) => {
      const pieces: string[] = []
      let rest = write(message, index).trimEnd()
      while (rest.length > width) {
        const indent = rest.length - rest.trimStart().length
        const at = rest.lastIndexOf(' ', width)
        // A word that is too long for the line stays whole.
        const cut = at > indent ? at : rest.indexOf(' ', Math.max(width, indent))
        if (cut < 0) break
        pieces.push(quote + rest.slice(0, cut))
        rest = rest.slice(cut + 1).trimStart()
      }
      return [...pieces, quote + rest]
    })

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** Addresses of another boot: every high half of a kernel address moves alike, as KASLR does it. */
const moved = (text: string): string =>
  text.replaceAll(
    /\bffffffff([89])([0-9a-f])(?=[0-9a-f]{6}\b)/g,
    (_, first: string, second: string) => `ffffffff${first}${((Number.parseInt(second, 16) + 3) % 16).toString(16)}`
  )

export const shapes: readonly Shape[] = [
  { name: 'no prefix', write: each((message) => message) },
  { name: 'times', write: each(timed) },
  { name: 'callers', tellsCaller: true, write: each(called) },
  {
    name: 'callers of a CPU',
    tellsCaller: true,
    write: each((message, index) => `[${seconds(index)}][    C1] ${message}`)
  },
  { name: 'callers without times', tellsCaller: true, write: each((message) => `[ T5822] ${message}`) },
  { name: 'levels alone', write: each((message) => `<4>${message}`) },
  { name: 'levels and times', write: each((message, index) => `<4>${timed(message, index)}`) },
  { name: 'CR LF', write: each((message, index) => `${timed(message, index)}\r`) },
  { name: 'CR CR LF', write: each((message, index) => `${timed(message, index)}\r\r`) },
  {
    name: 'colours',
    write: each((message, index) => `\u001b[32m[${seconds(index)}] \u001b[0m\u001b[33m${message}\u001b[0m`)
  },
  {
    name: 'colours and CR LF',
    write: each((message, index) => `\u001b[1;31m${timed(message, index)}\u001b[0m\u001b[K\r`)
  },
  { name: 'indented', write: each((message, index) => `    ${timed(message, index)}`) },
  { name: 'indented by a tab', write: each((message, index) => `\t${timed(message, index)}`) },
  { name: 'dmesg -T', write: each((message, index) => `[Mon Nov 16 ${clock(index)} 2026] ${message}`) },
  {
    name: 'dmesg -T with callers',
    tellsCaller: true,
    write: each((message, index) => `[Mon Nov 16 ${clock(index)} 2026][ T5822] ${message}`)
  },
  { name: 'dmesg -x', write: each((message, index) => `kern  :warn  : ${timed(message, index)}`) },
  {
    name: 'dmesg -x -T',
    write: each((message, index) => `kern  :alert : [Mon Nov 16 ${clock(index)} 2026] ${message}`)
  },
  { name: 'dmesg -d', write: each((message, index) => `[${seconds(index)} <    0.000001>] ${message}`) },
  { name: 'dmesg -e', write: each((message) => `[  +0.000012] ${message}`) },
  {
    name: 'dmesg --time-format iso',
    write: each((message, index) => `2026-11-16T${clock(index)},123456+00:00 ${message}`)
  },
  { name: 'syslog', write: each((message, index) => `Nov 16 ${clock(index)} host kernel: ${timed(message, index)}`) },
  { name: 'journalctl', write: each((message, index) => `Nov 16 ${clock(index)} host kernel: ${message}`) },
  {
    name: 'syslog with a host of dots',
    write: each((message, index) => `Nov  6 ${clock(index)} a.example.org kernel: ${timed(message, index)}`)
  },
  {
    name: 'syslog with ISO times',
    write: each((message, index) => `2026-11-16T${clock(index)}.123456+01:00 host kernel: ${timed(message, index)}`)
  },
  {
    name: 'syslog of RFC 5424',
    write: each(
      (message, index) => `<4>1 2026-11-16T${clock(index)}.123456Z host kernel - - - ${timed(message, index)}`
    )
  },
  {
    name: 'journalctl -o short-precise',
    write: each((message, index) => `Nov 16 ${clock(index)}.123456 host kernel: ${message}`)
  },
  {
    name: 'journalctl -o short-iso',
    write: each((message, index) => `2026-11-16T${clock(index)}+0000 host kernel: ${message}`)
  },
  {
    name: 'journalctl -o short-monotonic',
    write: each((message, index) => `[${seconds(index)}] host kernel: ${message}`)
  },
  {
    name: 'journalctl -o short-full',
    write: each((message, index) => `Mon 2026-11-16 ${clock(index)} UTC host kernel: ${message}`)
  },
  {
    name: 'journalctl -o short-unix',
    write: each((message, index) => `1763294400.123456 host kernel: ${timed(message, index)}`)
  },
  {
    name: 'logcat',
    write: each((message, index) => `11-16 ${clock(index)}.000     0     0 W KERNEL  : ${timed(message, index)}`)
  },
  { name: 'logcat -v brief', write: each((message, index) => `W/KERNEL  (    0): ${timed(message, index)}`) },
  {
    name: 'last_kmsg',
    tellsCaller: true,
    write: each((message, index) => `<4>[${seconds(index)}] c2   345 (kworker/2:1) ${message}`)
  },
  {
    name: 'last_kmsg with CPU and task',
    tellsCaller: true,
    write: each((message, index) => `<4>[${seconds(index)}]  [1:    kworker/1:2:  345] ${message}`)
  },
  {
    name: 'last_kmsg with task in brackets',
    tellsCaller: true,
    write: each((message, index) => `[${seconds(index)}]-(2)[345:kworker/2:1]${message}`)
  },
  { name: '/dev/kmsg', write: each((message, index) => `4,${512 + index},${100_000_000 + index},-;${message}`) },
  {
    name: '/dev/kmsg with callers',
    tellsCaller: true,
    write: each((message, index) => `4,${512 + index},${100_000_000 + index},-,caller=T5822;${message}`)
  },
  {
    name: 'extended netconsole',
    write: each((message, index) => `6.15.0-rc7,4,${512 + index},${100_000_000 + index},-;${message}`)
  },
  {
    name: 'pstore',
    write: (messages) => ['Panic#1 Part1', ...messages.map((message, index) => `<4>${timed(message, index)}`)]
  },
  {
    name: 'pstore, compressed parts',
    write: (messages) => ['Oops#1 Part2', ...messages.map((message, index) => `<1>${timed(message, index)}`)]
  },
  {
    name: 'terminal program',
    write: each((message, index) => `[2026-11-16 ${clock(index)}.123] ${timed(message, index)}`)
  },
  { name: 'mail quote', write: each((message, index) => `> ${timed(message, index)}`) },
  { name: 'mail quote of a quote', write: each((message, index) => `>> ${timed(message, index)}`) },
  { name: 'mail quote of spaced quotes', write: each((message, index) => `> > ${timed(message, index)}`) },
  { name: 'mail quote by a bar', write: each((message, index) => `| ${timed(message, index)}`) },
  { name: 'mail quote without times', write: each((message) => `> ${message}`) },
  { name: 'wrapped mail', write: wrapped(78, timed) },
  { name: 'wrapped mail, 72 columns', write: wrapped(72, timed) },
  { name: 'wrapped mail, callers', tellsCaller: true, write: wrapped(78, called) },
  { name: 'wrapped mail without times', write: wrapped(78, (message) => message) },
  { name: 'wrapped and quoted mail', write: wrapped(76, timed, '> ') },
  { name: 'HTML', write: each((message, index) => escaped(timed(message, index))) },
  {
    name: 'HTML with tags',
    write: (messages) =>
      messages.map((message, index) => `${index === 0 ? '<pre>' : ''}${escaped(timed(message, index))}<br>`)
  },
  {
    name: 'firmware glued to the first line',
    write: (messages) =>
      messages.map(
        (message, index) =>
          `${index === 0 ? 'Booting from ROM..\u001bc\u001b[?7l\u001b[2J' : ''}${timed(message, index)}`
      )
  },
  {
    name: 'login prompt glued to the first line',
    write: (messages) => [
      '',
      ...messages.map((message, index) => `${index === 0 ? 'syzkaller login: ' : ''}${timed(message, index)}`)
    ]
  },
  {
    name: 'lost messages',
    write: (messages) =>
      messages.map(
        (message, index) => `${index === 0 ? '** 12 printk messages dropped ** ' : ''}${timed(message, index)}`
      )
  },
  { name: 'addresses of another boot', write: each((message, index) => timed(moved(message), index)) },
  {
    name: 'tasks of another boot',
    write: each((message, index) =>
      timed(message.replaceAll(/\bPID: \d+/g, 'PID: 31337').replaceAll(/\btask (\S+)\/\d+/g, 'task $1/31337'), index)
    )
  }
]
