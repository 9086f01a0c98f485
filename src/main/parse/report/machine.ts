import type { Facts, Taint } from '../../../shared/model/facts.ts'
import type { Line } from '../lines/line.ts'
import { spanOf } from '../lines/place.ts'

/** Documentation/admin-guide/tainted-kernels.rst. */
const taintMeanings: Readonly<Record<string, string>> = {
  P: 'proprietary module was loaded',
  F: 'module was force loaded',
  S: 'kernel running on an out of specification system',
  R: 'module was force unloaded',
  M: 'processor reported a machine check exception',
  B: 'bad page referenced or unexpected page flags',
  U: 'taint requested by a user space application',
  D: 'kernel died recently: there was an oops or a BUG before',
  A: 'ACPI table was overridden by the user',
  W: 'kernel issued a warning before',
  C: 'staging driver was loaded',
  I: 'workaround for a bug in platform firmware applied',
  O: 'externally built (out-of-tree) module was loaded',
  E: 'unsigned module was loaded',
  L: 'soft lockup occurred before',
  K: 'kernel was live patched',
  X: 'auxiliary taint, defined by the distribution',
  T: 'kernel was built with the struct randomization plugin',
  N: 'an in-kernel test was run',
  J: 'user space used a mutating debug operation of fwctl'
}

/** `G` only says that no proprietary module is loaded, so it is not a taint. */
const taintsOf = (letters: string): readonly Taint[] =>
  [...new Set(letters)]
    .filter((letter) => /[A-Z]/.test(letter) && letter !== 'G')
    .map((letter) => ({ letter, meaning: taintMeanings[letter] ?? 'not known' }))

/** The model's name in the version words: `PREEMPT(full)`, `PREEMPT_RT`, `PREEMPT_{RT,(full)}`, plain `PREEMPT`. */
const preemptionOf = (words: string): string | null => {
  const match = /(?:^| )PREEMPT(?:\(([a-z]{1,16})\)|_([A-Z]{1,16})|_\{([^}]{1,32})\})?(?= |$)/.exec(words)
  if (match === null) return null
  return (match[1] ?? match[2] ?? match[3]?.split(',')[0] ?? 'full').toLowerCase()
}

type MachineFacts = Pick<
  Facts,
  'cpu' | 'uid' | 'pid' | 'command' | 'taint' | 'kernel' | 'commit' | 'build' | 'preemption'
>

const numberAfter = (text: string, word: string): number | null => {
  const at = text.indexOf(word)
  if (at < 0) return null
  const digits = /^ ?(\d{1,10})/.exec(text.slice(at + word.length, at + word.length + 12))
  return digits === null ? null : Number(digits[1])
}

/** Splits what follows the command: `Not tainted 6.15.0 #0 PREEMPT(full)`, `Tainted: G W 4.3.5+ #11`. */
const readVersion = (
  rest: string
): { readonly letters: string | null; readonly release: string | null; readonly build: string | null } => {
  let letters: string | null = null
  let after = rest
  if (rest.startsWith('Not tainted')) {
    letters = ''
    after = rest.slice(11).replace(/^[ (]+/, '')
  } else if (rest.startsWith('Tainted: ')) {
    const words = rest.slice(9)
    const release = /(?:^|[ (])(?=\d)/.exec(words)
    const cut = release === null ? words.length : release.index + release[0].length
    letters = words.slice(0, cut).replaceAll(/[ (]/g, '')
    after = words.slice(cut)
  }
  const blank = after.indexOf(' ')
  const release = (blank < 0 ? after : after.slice(0, blank)).replace(/[)]$/, '')
  if (!/^\d{1,4}\.\d/.test(release)) return { letters, release: null, build: null }
  const words = (blank < 0 ? '' : after.slice(blank + 1)).trim()
  // Before 3.x the version stood in brackets: `Not tainted  (2.6.32 #1)`.
  const build = words.endsWith(')') && !words.includes('(') ? words.slice(0, -1) : words
  return { letters, release, build: build === '' ? null : build }
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
  if ((comm < 0 && !cpuFirst) || (!cpuFirst && pid === null)) return null
  const span = spanOf(line)
  let tail = comm < 0 ? '' : text.slice(comm + 6)
  let cut = tail.indexOf('Not tainted')
  const tainted = tail.indexOf('Tainted: ')
  if (cut < 0 || (tainted >= 0 && tainted < cut)) cut = tainted
  let command = comm < 0 ? null : (cut < 0 ? tail : tail.slice(0, cut)).trim().replace(/[ ]*[(,]$/, '')
  if (comm < 0) {
    tail = text
    cut = text.indexOf('Not tainted')
    if (cut < 0) cut = text.indexOf('Tainted: ')
  }
  if (command === '') command = null
  const version = cut < 0 ? { letters: null, release: null, build: null } : readVersion(tail.slice(cut))
  const found = <Value>(value: Value | null): { readonly value: Value; readonly span: typeof span } | null =>
    value === null ? null : { value, span }
  const commit = /-g([0-9a-f]{7,40})(?=$|[-.+])/.exec(version.release ?? '')
  return {
    cpu: found(numberAfter(text, 'CPU:')),
    uid: found(numberAfter(text, 'UID:')),
    pid: found(pid),
    command: found(command),
    taint: found(version.letters === null ? null : taintsOf(version.letters)),
    kernel: found(version.release),
    commit: found(commit?.[1] ?? null),
    build: found(version.build),
    preemption: found(version.build === null ? null : preemptionOf(version.build))
  }
}

/** `Hardware name: VENDOR PRODUCT, BIOS VERSION DATE` (drivers/firmware/dmi_scan.c, dmi_format_ids). */
export const readHardware = (line: Line): Pick<Facts, 'hardware' | 'bios'> | null => {
  if (!line.text.startsWith('Hardware name: ')) return null
  const text = line.text.slice(15).trim()
  const span = spanOf(line)
  const bios = text.lastIndexOf(', BIOS ')
  return {
    hardware: { value: bios < 0 ? text : text.slice(0, bios), span },
    bios: bios < 0 ? null : { value: text.slice(bios + 7), span }
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
  const match = located.exec(line.text)
  const place = match?.[1]
  if (place === undefined) return null
  const colon = place.lastIndexOf(':')
  const file = place.slice(0, colon)
  if (!file.includes('.')) return null
  return { value: { file, line: Number(place.slice(colon + 1)) }, span: spanOf(line) }
}
