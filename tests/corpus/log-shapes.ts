import { copiedShapes } from './pasted-shapes.ts'
import { clock, each, type Shape, seconds, timed } from './shape.ts'

const called = (message: string, index: number): string => `[${seconds(index)}][ T5822] ${message}`

/** As a mailer breaks one line: at the last blank before the column, if words stand before it. */
const wrappedLine = (text: string, width: number): readonly string[] => {
  const pieces: string[] = []
  let rest = text.trimEnd()
  while (rest.length > width) {
    const indent = rest.length - rest.trimStart().length
    const at = rest.lastIndexOf(' ', width)
    // A word that is too long for the line stays whole.
    const cut = at > indent ? at : rest.indexOf(' ', Math.max(width, indent))
    if (cut < 0) break
    pieces.push(rest.slice(0, cut))
    rest = rest.slice(cut + 1).trimStart()
  }
  return [...pieces, rest]
}

type Write = (message: string, index: number) => string

const wrapped =
  (width: number, write: Write, quote = ''): Shape['write'] =>
  (messages) =>
    messages.flatMap((message, index) => wrappedLine(write(message, index), width).map((line) => quote + line))

/** A number below `below` that is another for each line, and the same in each run. */
const scattered = (index: number, below: number): number => (Math.imul(index + 1, 2_654_435_761) >>> 8) % below

/** A mail that was pasted together: every fifth line stands as it is, and the others were broken at widths of their own. */
const pasted =
  (write: Write, quote = ''): Shape['write'] =>
  (messages) =>
    messages.flatMap((message, index) => {
      const text = write(message, index)
      const lines = scattered(index, 5) === 0 ? [text.trimEnd()] : wrappedLine(text, 66 + scattered(index, 15))
      return lines.map((line) => quote + line)
    })

const pastedShapes: readonly Shape[] = Array.from({ length: 15 }, (_, at) => 66 + at).flatMap((width) => [
  {
    name: `wrapped mail, ${width} columns, with long lines`,
    write: (messages) =>
      messages.flatMap((message, index) =>
        scattered(index + width, 5) === 0 ? [timed(message, index)] : wrappedLine(timed(message, index), width)
      )
  }
])

/** As RFC 2045 has it: lines of 76 characters at the most, a soft break at the end of each that goes on. */
const quotedPrintable = (text: string): readonly string[] => {
  let rest = text.replaceAll('=', '=3D').replace(/ $/, '=20').replace(/\t$/, '=09')
  const lines: string[] = []
  while (rest.length > 76) {
    let at = 75
    if (rest[at - 1] === '=') at -= 1
    else if (rest[at - 2] === '=') at -= 2
    lines.push(`${rest.slice(0, at)}=`)
    rest = rest.slice(at)
  }
  return [...lines, rest]
}

const within =
  (before: readonly string[], after: readonly string[]): Shape['write'] =>
  (messages) => [...before, ...messages.map(timed), ...after]

const byNumber = (text: string): string => text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** Addresses of another boot: every high half of a kernel address moves alike, as KASLR does it. */
const moved = (text: string): string =>
  text.replaceAll(
    /\bffffffff([89])([0-9a-f])(?=[0-9a-f]{6}\b)/g,
    (_, first: string, second: string) => `ffffffff${first}${((Number.parseInt(second, 16) + 3) % 16).toString(16)}`
  )

const quoted = (text: string): string => JSON.stringify(text)

/** Fields of a journal's record, as `-o json`, `json-pretty`, `export` and `verbose` write them. */
const journal = (message: string, index: number): readonly (readonly [string, string])[] => [
  ['__CURSOR', `s=0123abcd;i=${index};b=4567;m=1;t=2;x=3`],
  ['__REALTIME_TIMESTAMP', String(1_763_294_400_000_000 + index)],
  ['_TRANSPORT', 'kernel'],
  ['SYSLOG_IDENTIFIER', 'kernel'],
  ['PRIORITY', '4'],
  ['MESSAGE', message],
  ['_HOSTNAME', 'host']
]

const bytesOf = (text: string): string => `[ ${[...Buffer.from(text, 'latin1')].join(', ')} ]`

/** As journald writes a message that holds bytes of no UTF-8 or escape codes. */
const journalBytes = (message: string, index: number): string =>
  `{${journal('', index)
    .map(([key, value]) => `"${key}":${key === 'MESSAGE' ? bytesOf(`\u001b[1m${message}\u001b[0m`) : quoted(value)}`)
    .join(',')}}`

const recordShapes: readonly Shape[] = [
  {
    name: 'journalctl -o json',
    write: each((message, index) => JSON.stringify(Object.fromEntries(journal(message, index))))
  },
  { name: 'journalctl -o json, bytes', write: each(journalBytes) },
  {
    name: 'journalctl -o json-pretty',
    write: (messages) =>
      messages.flatMap((message, index) => [
        '{',
        ...journal(message, index).map(
          ([key, value], at, all) => `\t"${key}" : ${quoted(value)}${at < all.length - 1 ? ',' : ''}`
        ),
        '}'
      ])
  },
  {
    name: 'journalctl -o json-pretty, bytes line by line',
    write: (messages) =>
      messages.flatMap((message, index) => [
        '{',
        `\t"__REALTIME_TIMESTAMP" : "${1_763_294_400_000_000 + index}",`,
        '\t"MESSAGE" : [',
        ...[...Buffer.from(message, 'latin1')].map((byte, at, all) => `\t\t${byte}${at < all.length - 1 ? ',' : ''}`),
        '\t],',
        '\t"_TRANSPORT" : "kernel"',
        '}'
      ])
  },
  {
    name: 'journalctl -o export',
    write: (messages) =>
      messages.flatMap((message, index) => [...journal(message, index).map(([key, value]) => `${key}=${value}`), ''])
  },
  {
    name: 'journalctl -o verbose',
    write: (messages) =>
      messages.flatMap((message, index) => [
        `Mon 2026-11-16 ${clock(index)}.123456 UTC [s=0123abcd;i=${index};b=4567;m=1;t=2;x=3]`,
        ...journal(message, index)
          .slice(2)
          .map(([key, value]) => `    ${key}=${value}`)
      ])
  },
  {
    name: 'dmesg --json',
    write: (messages) => [
      '{',
      '   "dmesg": [',
      ...messages.flatMap((message, index) => [
        `      ${index === 0 ? '' : '},'}{`,
        '         "pri": 4,',
        `         "time": ${seconds(index)},`,
        `         "msg": ${quoted(message)}`
      ]),
      '      }',
      '   ]',
      '}'
    ]
  },
  {
    name: 'dmesg --json with callers',
    tellsCaller: true,
    write: (messages) => [
      '{',
      '   "dmesg": [',
      ...messages.flatMap((message, index) => [
        `      ${index === 0 ? '' : '},'}{`,
        '         "pri": 4,',
        `         "time": ${seconds(index)},`,
        '         "caller": "T5822",',
        `         "msg": ${quoted(message)}`
      ]),
      '      }',
      '   ]',
      '}'
    ]
  },
  {
    name: 'Docker json-file',
    write: each(
      (message, index) =>
        `{"log":${quoted(`${timed(message, index)}\r\n`)},"stream":"stdout","time":"2026-11-16T${clock(index)}.123456789Z"}`
    )
  },
  {
    name: 'log of a cloud',
    write: each(
      (message, index) =>
        `{"insertId":"a1","labels":{"zone":"z"},"textPayload":${quoted(timed(message, index))},"timestamp":"2026-11-16T${clock(index)}.123Z"}`
    )
  },
  {
    name: 'LAVA output.yaml',
    write: each(
      (message, index) =>
        `- {"dt": "2026-11-16T${clock(index)}.123456", "lvl": "target", "msg": ${quoted(timed(message, index))}}`
    )
  }
]

/** What terminals, servers and services save, which are read without a rule of their own. */
const savedShapes: readonly Shape[] = [
  {
    name: 'syslog of RFC 5424 without its priority',
    write: each((message, index) => `2026-11-16T${clock(index)}.123456Z host kernel - - - ${timed(message, index)}`)
  },
  {
    name: 'syslog of RFC 5424 with data',
    write: each(
      (message, index) =>
        `<4>1 2026-11-16T${clock(index)}.123456Z host kernel - - [meta sequenceId="${index}"] ${message}`
    )
  },
  {
    name: 'script',
    write: (messages) => [
      'Script started on 2026-11-16 12:00:00+00:00 [TERM="xterm" TTY="/dev/pts/0" COLUMNS="80" LINES="24"]',
      ...messages.map((message, index) => `${timed(message, index)}\r`),
      '',
      'Script done on 2026-11-16 12:01:00+00:00 [COMMAND_EXIT_CODE="0"]'
    ]
  },
  { name: 'capture of a wide tmux pane', write: each((message, index) => timed(message, index).padEnd(200)) },
  { name: 'minicom', write: each((message, index) => `[2026-11-16 ${clock(index)}] ${timed(message, index)}\r`) },
  { name: 'docker compose', write: each((message, index) => `qemu-1  | ${timed(message, index)}`) },
  { name: 'kubectl logs --prefix', write: each((message, index) => `[pod/a/b] ${timed(message, index)}`) },
  {
    name: 'kernelci page',
    write: (messages) =>
      messages.map(
        (message, index) => `${clock(index)}.123456  <span id="L${index}">${escaped(timed(message, index))}</span>`
      )
  },
  { name: 'LAVA text', write: each((message, index) => `${clock(index)}.123456  ${timed(message, index)}`) },
  {
    name: 'serial port of a virtual machine',
    write: each((message, index) => `2026-11-16T${clock(index)}.123Z| vcpu-0| I125: Guest: ${timed(message, index)}`)
  },
  {
    name: 'test harness',
    write: each(
      (message, index) => `2026-11-16 ${clock(index)},123 __init__         L0151 DEBUG| ${timed(message, index)}`
    )
  }
]

export const shapes: readonly Shape[] = [
  ...recordShapes,
  ...savedShapes,
  ...copiedShapes,
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
  ...['июл', 'févr.', '7月', ' 7월', 'Mär'].map((month): Shape => ({
    name: `journalctl whose months are as ${month.trim()}`,
    write: each((message, index) =>
      Buffer.from(`${month} 27 ${clock(index)} host kernel: `, 'utf8')
        .toString('latin1')
        .concat(message)
    )
  })),
  {
    name: 'syslog of a page that shows two blanks as one',
    write: each((message, index) => `Oct 6 ${clock(index)} host kernel: [${seconds(index)}] ${message}`)
  },
  {
    name: 'rsyslog that escapes tabs',
    write: each(
      (message, index) =>
        `Oct  6 ${clock(index)} host kernel: ${message.replace(/^ +/, (indent) => '#011'.repeat(indent.length))}`
    )
  },
  {
    name: 'first line without its time',
    write: (messages) => messages.map((message, index) => (index === 0 ? message : timed(message, index)))
  },
  {
    name: 'phone kernel with task and CPU',
    tellsCaller: true,
    write: each((message, index) => `<6>[${seconds(index)}s][pid:345,cpu2,kworker/2:1]${message}`)
  },
  { name: 'time with the CPU', write: each((message, index) => `[${seconds(index)}@2] ${message}`) },
  {
    name: 'memory of a phone that stopped',
    write: each((message, index) => `${seconds(index)}:   <2> ${message}`)
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
  {
    name: 'replayed message',
    write: (messages) => ['** replaying previous printk message **', ...messages.map(timed)]
  },
  { name: 'wrapped mail, several widths', write: pasted(timed) },
  { name: 'wrapped mail, several widths, callers', tellsCaller: true, write: pasted(called) },
  { name: 'wrapped mail, several widths, quoted', write: pasted(timed, '> ') },
  { name: 'wrapped mail, several widths, without times', write: pasted((message) => message) },
  ...pastedShapes,
  { name: 'flowed mail', write: (messages) => wrapped(76, timed)(messages).map((line) => `${line} `) },
  { name: 'wrapped mail, 76 columns', write: wrapped(76, timed) },
  { name: 'wrapped mail, 80 columns', write: wrapped(80, timed) },
  {
    name: 'wrapped mail of syslog',
    write: wrapped(76, (message, index) => `Nov 16 ${clock(index)} host kernel: ${message}`)
  },
  { name: 'quoted-printable mail', write: (messages) => messages.map(timed).flatMap(quotedPrintable) },
  { name: 'trailing blanks', write: each((message, index) => `${timed(message, index)}   `) },
  { name: 'trailing tab', write: each((message, index) => `${timed(message, index)}\t`) },
  { name: 'doubled line ends', write: (messages) => messages.map(timed).flatMap((line) => [line, '']) },
  { name: 'doubled CR LF', write: (messages) => messages.map(timed).flatMap((line) => [`${line}\r`, '\r']) },
  { name: 'LF CR', write: each((message, index) => `${index === 0 ? '' : '\r'}${timed(message, index)}`) },
  {
    name: 'byte order mark',
    write: each((message, index) => `${index === 0 ? '\u00ef\u00bb\u00bf' : ''}${timed(message, index)}`)
  },
  { name: 'NUL bytes of a serial line', write: each((message, index) => `\u0000${timed(message, index)}\u0000`) },
  { name: 'window titles', write: each((message, index) => `\u001b]0;console\u0007${timed(message, index)}`) },
  { name: 'Markdown fence', write: within(['```'], ['```']) },
  { name: 'Jira block', write: within(['{noformat}'], ['{noformat}']) },
  { name: 'kdump', write: within(['[    0.000000] Linux version 6.1.0-example (builder@example) #1 SMP'], []) },
  {
    name: 'ramoops header',
    write: (messages) => ['====1763294400.123456-C', ...messages.map((message, index) => `<4>${timed(message, index)}`)]
  },
  { name: 'pstore without levels', write: within(['Oops#1 Part1'], []) },
  {
    name: 'GitHub Actions',
    write: each((message, index) => `2026-11-16T${clock(index)}.1234567Z ${timed(message, index)}`)
  },
  {
    name: 'GitHub Actions, job and step',
    write: each((message, index) => `build\tRun tests\t2026-11-16T${clock(index)}.1234567Z ${timed(message, index)}`)
  },
  {
    name: 'GitLab job',
    write: each((message, index) => `2026-11-16T${clock(index)}.123456Z 01O ${timed(message, index)}`)
  },
  {
    name: 'container',
    write: each((message, index) => `2026-11-16T${clock(index)}.123456789Z stdout F ${timed(message, index)}`)
  },
  { name: 'Jenkins', write: each((message, index) => `[2026-11-16T${clock(index)}.123Z] ${timed(message, index)}`) },
  { name: 'clock alone', write: each((message, index) => `${clock(index)}.123 ${timed(message, index)}`) },
  {
    name: 'syslog time without a host',
    write: each((message, index) => `Nov 16 ${clock(index)} ${timed(message, index)}`)
  },
  {
    name: 'syslog of a serial console server',
    write: each((message, index) => `Nov 16 ${clock(index)} 10.0.0.5 ${timed(message, index)}`)
  },
  { name: 'conserver', write: each((message, index) => `[Mon Nov 16 ${clock(index)} 2026]${timed(message, index)}`) },
  { name: 'tio', write: each((message, index) => `[${clock(index)}.123] ${timed(message, index)}`) },
  { name: 'grabserial', write: each((message, index) => `[${seconds(index).trim()} 0.000123] ${message}`) },
  { name: 'serial port by name', write: each((message, index) => `[COM1] ${timed(message, index)}`) },
  { name: 'ktest', write: each((message, index) => `${String(300 + index).padStart(5, '0')} ${message}`) },
  { name: 'Xen console of a guest', write: each((message, index) => `(d1) ${timed(message, index)}`) },
  { name: 'dmesg --decode --reltime', write: each((message) => `kern  :warn  : [  +0.000012] ${message}`) },
  {
    name: 'dmesg -x with callers',
    tellsCaller: true,
    write: each((message, index) => `kern  :warn  : [${seconds(index)}] [ T5822] ${message}`)
  },
  {
    name: 'syslog of RFC 3164 with its priority',
    write: each((message, index) => `<4>Nov 16 ${clock(index)} host kernel: ${timed(message, index)}`)
  },
  {
    name: 'syslog with facility and level',
    write: each((message, index) => `Nov 16 ${clock(index)} host kern.warn kernel: ${message}`)
  },
  {
    name: 'OpenWrt logread',
    write: each((message, index) => `Mon Nov 16 ${clock(index)} 2026 kern.warn kernel: ${timed(message, index)}`)
  },
  {
    name: 'journalctl -o short-iso-precise',
    write: each((message, index) => `2026-11-16T${clock(index)}.123456+0000 host kernel: ${message}`)
  },
  {
    name: 'Android kernel',
    tellsCaller: true,
    write: each((message, index) => `<6>[${seconds(index)}][ T5822] ${message}`)
  },
  {
    name: 'phone kernel with its clock',
    write: each((message, index) => `<6>[${seconds(index)} / 11-16 ${clock(index)}.123] ${message}`)
  },
  {
    name: 'line numbers',
    write: each((message, index) => `${String(index + 1).padStart(6)}\t${timed(message, index)}`)
  },
  { name: 'matches of grep', write: each((message, index) => `console.log:${index + 1}:${timed(message, index)}`) },
  { name: 'quoted commit message', write: each((message, index) => `>     ${timed(message, index)}`) },
  { name: 'HTML by numbers', write: each((message, index) => byNumber(timed(message, index))) },
  {
    name: 'HTML table',
    write: each((message, index) => `<tr><td id="LC${index}" class="code">${escaped(timed(message, index))}</td></tr>`)
  },
  {
    name: 'HTML page',
    write: (messages) => [
      '<!DOCTYPE html><html><body><pre>',
      ...messages.map((message, index) => `<span class="line">${escaped(timed(message, index))}</span>`),
      '</pre></body></html>'
    ]
  },
  { name: 'addresses of another boot', write: each((message, index) => timed(moved(message), index)) },
  {
    name: 'tasks of another boot',
    write: each((message, index) =>
      timed(message.replaceAll(/\bPID: \d+/g, 'PID: 31337').replaceAll(/\btask (\S+)\/\d+/g, 'task $1/31337'), index)
    )
  }
]
