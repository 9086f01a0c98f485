import type { Facts } from '../../../shared/model/facts.ts'
import type { Span } from '../../../shared/model/span.ts'
import { buildTimeIn } from '../history/boot.ts'
import type { Line } from '../lines/line.ts'
import { partOf, spanOf } from '../lines/place.ts'
import { taintsOf } from './taint.ts'

/** The model's name in the version words: `PREEMPT(full)`, `PREEMPT_RT`, `PREEMPT_{RT,(full)}`, plain `PREEMPT`. */
const preemptionOf = (words: string): string | null => {
  const match = /(?:^| )PREEMPT(?:\(([a-z]{1,16})\)|_([A-Z]{1,16})|_\{([^}]{1,32})\})?(?= |$)/.exec(words)
  if (match === null) return null
  return (match[1] ?? match[2] ?? match[3]?.split(',')[0] ?? 'full').toLowerCase()
}

export type MachineFacts = Pick<
  Facts,
  'cpu' | 'uid' | 'pid' | 'command' | 'taint' | 'kernel' | 'commit' | 'build' | 'buildTime' | 'preemption'
>

/** A piece of a line: what it is, and where it starts and ends in the line's text. */
type Piece<Value> = { readonly value: Value; readonly from: number; readonly to: number }

const numberAfter = (text: string, word: string): Piece<number> | null => {
  const at = text.indexOf(word)
  if (at < 0) return null
  const from = at + word.length
  const digits = /^ {0,3}(\d{1,10})/.exec(text.slice(from, from + 14))
  return digits === null
    ? null
    : {
        value: Number(digits[1]),
        from: from + digits[0].length - (digits[1]?.length ?? 0),
        to: from + digits[0].length
      }
}

type Version = {
  readonly letters: Piece<string> | null
  readonly release: Piece<string> | null
  readonly build: Piece<string> | null
}

/** Splits what follows the command, from `at` on: `Not tainted 6.15.0 #0 PREEMPT(full)`, `Tainted: G W 4.3.5+ #11`. */
const readVersion = (text: string, at: number): Version => {
  let letters: Piece<string> | null = null
  let from = at
  if (text.startsWith('Not tainted', at)) {
    from = at + 11
    letters = { value: '', from: at, to: from }
    while (text.charCodeAt(from) === 32 || text.charCodeAt(from) === 40) from += 1
  } else if (text.startsWith('Tainted: ', at)) {
    const words = text.slice(at + 9)
    const release = /(?:^|[ (])(?=\d)/.exec(words)
    from = at + 9 + (release === null ? words.length : release.index + release[0].length)
    const between = text.slice(at + 9, from)
    letters = { value: between.replaceAll(/[ (]/g, ''), from: at + 9, to: at + 9 + between.trimEnd().length }
  }
  const blank = text.indexOf(' ', from)
  const name = (blank < 0 ? text.slice(from) : text.slice(from, blank)).replace(/[)]$/, '')
  if (!/^\d{1,4}\.\d/.test(name)) return { letters, release: null, build: null }
  const release = { value: name, from, to: from + name.length }
  if (blank < 0) return { letters, release, build: null }
  const rest = text.slice(blank)
  const start = blank + rest.length - rest.trimStart().length
  const words = rest.trim()
  // Before 3.x the version stood in brackets: `Not tainted  (2.6.32 #1)`.
  const build = words.endsWith(')') && !words.includes('(') ? words.slice(0, -1) : words
  return { letters, release, build: build === '' ? null : { value: build, from: start, to: start + build.length } }
}

const versionFacts = (
  line: Line,
  { letters, release, build }: Version
): Pick<MachineFacts, 'taint' | 'kernel' | 'commit' | 'build' | 'buildTime' | 'preemption'> => {
  const found = <Value>(value: Value, { from, to }: Piece<unknown>): { value: Value; span: Span } => ({
    value,
    span: partOf(line, from, to)
  })
  const commit = release === null ? null : /-g([0-9a-f]{7,40})(?=$|[-.+])/.exec(release.value)
  const model = build === null ? null : preemptionOf(build.value)
  const time = build === null ? null : buildTimeIn(build.value)
  return {
    taint: letters === null ? null : found(taintsOf(letters.value), letters),
    kernel: release === null ? null : found(release.value, release),
    commit:
      release === null || commit?.[1] === undefined
        ? null
        : {
            value: commit[1],
            span: partOf(line, release.from + commit.index + 2, release.from + commit.index + 2 + commit[1].length)
          },
    build: build === null ? null : found(build.value, build),
    buildTime:
      build === null || time === null
        ? null
        : { value: time.text, span: partOf(line, build.from + time.at, build.from + time.at + time.text.length) },
    preemption: build === null || model === null ? null : found(model, build)
  }
}

/** A release with its build behind it, to the end of the line or to the taint. */
const identity = /^(\d{1,3}\.\d{1,3}\S{0,80}) (#\d{1,6}(?: .{0,200}?)??)(?: {1,8}(?=Not tainted|Tainted: )| {0,80}$)/

/**
 * A line with the kernel's version but no task: `6.12.9 #1 Not tainted` of lockdep (print_kernel_ident), and the second
 * line of a hung task, `      Tainted: G           OE      6.12.9 #1`.
 */
const readIdentity = (line: Line): MachineFacts | null => {
  const { text } = line
  const none = { cpu: null, uid: null, pid: null, command: null }
  const start = text.length - text.trimStart().length
  const marked = text.startsWith('Not tainted', start) || (text.startsWith('Tainted: ', start) && text.includes('#'))
  if (marked) {
    const version = readVersion(text, start)
    return version.release === null ? null : { ...none, ...versionFacts(line, version) }
  }
  const first = text.charCodeAt(start)
  if (first < 48 || first > 57) return null
  const match = identity.exec(text.slice(start, start + 400))
  const [, name, words] = match ?? []
  if (match === null || name === undefined || words === undefined) return null
  const { letters } = readVersion(text, start + match[0].length)
  // The numbers of other messages look like a release, but for its three parts or a taint behind it.
  if (letters === null && !/^\d{1,3}\.\d{1,3}\.\d/.test(name)) return null
  const release = { value: name, from: start, to: start + name.length }
  const from = release.to + 1
  return {
    ...none,
    ...versionFacts(line, { letters, release, build: { value: words, from, to: from + words.length } })
  }
}

/**
 * The machine line of dump_stack_print_info (lib/dump_stack.c):
 * `CPU: 0 UID: 0 PID: 5822 Comm: syz-executor553 Not tainted 6.15.0-rc7 #0 PREEMPT(full)`, and the older
 * `Pid: 1, comm: init Not tainted 2.6.32 #1` of each architecture.
 */
export const readMachineLine = (line: Line): MachineFacts | null => {
  const text = line.text
  let comm = text.indexOf('Comm: ')
  if (comm < 0) comm = text.indexOf('comm: ')
  const pid = numberAfter(text, 'PID:') ?? numberAfter(text, 'Pid:')
  const cpuFirst = /^ {0,4}CPU:? {0,3}\d/.test(text)
  if ((comm < 0 && !cpuFirst) || (!cpuFirst && pid === null)) return readIdentity(line)
  const from = comm < 0 ? 0 : comm + 6
  let cut = text.indexOf('Not tainted', from)
  const tainted = text.indexOf('Tainted: ', from)
  if (cut < 0 || (tainted >= 0 && tainted < cut)) cut = tainted
  const command = comm < 0 ? '' : (cut < 0 ? text.slice(from) : text.slice(from, cut)).trim().replace(/[ ]*[(,]$/, '')
  const version = cut < 0 ? { letters: null, release: null, build: null } : readVersion(text, cut)
  const number = (piece: Piece<number> | null): Facts['cpu'] =>
    piece === null ? null : { value: piece.value, span: partOf(line, piece.from, piece.to) }
  return {
    cpu: number(numberAfter(text, 'CPU:')),
    uid: number(numberAfter(text, 'UID:')),
    pid: number(pid),
    command: command === '' ? null : { value: command, span: partOf(line, from, from + command.length) },
    ...versionFacts(line, version)
  }
}

const hardwareWords = 'Hardware name: '

/** `Hardware name: VENDOR PRODUCT, BIOS VERSION DATE` (drivers/firmware/dmi_scan.c, dmi_format_ids). */
export const readHardware = (line: Line): Pick<Facts, 'hardware' | 'bios'> | null => {
  const start = line.text.indexOf(hardwareWords)
  if (start < 0 || start > 4) return null
  const from = start + hardwareWords.length
  const text = line.text.slice(from).trimEnd()
  const comma = text.lastIndexOf(', BIOS ')
  const name = comma < 0 ? text : text.slice(0, comma)
  const bios = from + comma + 7
  return {
    hardware: { value: name.trim(), span: partOf(line, from, from + name.length) },
    bios: comma < 0 ? null : { value: text.slice(comma + 7), span: partOf(line, bios, from + text.length) }
  }
}

/** `Oops: invalid opcode: 0000 [#1] SMP KASAN PTI`, `Internal error: Oops: 96000006 [#1] PREEMPT SMP`. */
export const readOops = (line: Line): Facts['oops'] => {
  const mark = line.text.indexOf('[#')
  if (mark <= 0) return null
  const count = /^\[#(\d{1,6})\]/.exec(line.text.slice(mark, mark + 10))
  if (count === null) return null
  const left = line.text.slice(0, mark).trim()
  const colon = left.lastIndexOf(': ')
  const code = colon < 0 ? null : left.slice(colon + 2).replace(/^0x/, '')
  const isCode = code !== null && /^[0-9a-f]{1,16}$/.test(code)
  const text = (isCode ? left.slice(0, colon) : left).replace(/^(?:Internal error|Oops): (?=.)/, '')
  const words = line.text.slice(mark + count[0].length).trim()
  return {
    value: {
      text,
      code: isCode ? code : null,
      count: Number(count[1]),
      words: words === '' ? [] : words.split(/[ ,]+/)
    },
    span: spanOf(line)
  }
}

const located =
  /(?:kernel BUG at|Kernel BUG at|WARNING:(?: CPU: \d{1,5} PID: \d{1,10})? at|WARNING:|UBSAN: [\w -]{1,60} in|BUG: sleeping function called from invalid context at) ([^\s!:]{1,512}:\d{1,7})/

/** The source position that a report's header names. */
export const readLocation = (line: Line): Facts['location'] => {
  const { text } = line
  if (!text.includes('BUG') && !text.includes('WARNING:') && !text.includes('UBSAN:')) return null
  const match = located.exec(text)
  const place = match?.[1]
  if (place === undefined) return null
  const colon = place.lastIndexOf(':')
  const file = place.slice(0, colon)
  if (!file.includes('.')) return null
  const from = match === null ? 0 : match.index + match[0].length - place.length
  return {
    value: { file, line: Number(place.slice(colon + 1)) },
    span: partOf(line, from, from + place.length)
  }
}
