import type { Facts } from '../../../shared/model/facts.ts'
import type { Line } from '../lines/line.ts'
import { partOf, spanOf } from '../lines/place.ts'
import { type Piece, readVersion, versionFacts, type VersionFacts } from './version.ts'

export type MachineFacts = Pick<Facts, 'cpu' | 'uid' | 'pid' | 'command'> & VersionFacts

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
  // Whether a kernel waits to dump this one (kernel/panic.c, since 5.1) stands between the command and the taint.
  const said = comm < 0 ? '' : (cut < 0 ? text.slice(from) : text.slice(from, cut)).trim()
  const command = said
    .replace(/ {1,4}Kdump: loaded$/, '')
    .replace(/[(,]$/, '')
    .trimEnd()
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
  /(?:kernel BUG at|Kernel BUG at|Kernel bug at|WARNING:(?: CPU: \d{1,5} PID: \d{1,10})? at|WARNING:|UBSAN: [\w -]{1,60} in|BUG: sleeping function called from invalid context at) ([^\s!:]{1,512}:\d{1,7})/

/** The source position that a report's header names. */
export const readLocation = (line: Line): Facts['location'] => {
  const { text } = line
  if (!text.includes('BUG') && !text.startsWith('Kernel bug') && !text.includes('WARNING:') && !text.includes('UBSAN:'))
    return null
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
