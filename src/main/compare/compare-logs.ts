import type { Change, ComparedRow, Comparison, Difference, NoiseClass } from '../../shared/model/comparison.ts'
import { alignKeys, createKeys, type Pair } from './align/sequence.ts'
import { hunksOf } from './hunks.ts'
import type { ComparedLine } from './lines/compared-line.ts'
import { compareLine } from './lines/compare-line.ts'
import { normalise, type NormalLine } from './tokens/normalise.ts'
import { wordsOfKey } from './tokens/noise-token.ts'

/** A log that is compared as a whole: raw lines as they are shown. */
export type ComparedLog = {
  readonly lines: readonly string[]
  /** Length of what consoles and log tools put in front of a line; by default nothing is taken off. */
  readonly prefixLength?: ((line: string) => number) | undefined
}

export type CompareLogsOptions = {
  readonly heeded?: readonly NoiseClass[]
  /** Differences listed at most; the rest is counted. */
  readonly limit?: number
}

/** Between two pairs of lines, at most so many on a side are paired by what is left without their numbers. */
const small = 100

type Read = {
  readonly keys: Int32Array
  readonly texts: readonly string[]
  readonly prefixes: readonly string[]
}

const modulesHead = 'Modules linked in:'

/** A line's key, the modules of a list in one order. */
const keyOfLine = (text: string): string =>
  text.startsWith(modulesHead) ? text.split(/\s+/).toSorted().join(' ') : normalise(text).key

/** Consoles say the same thing often: each text is looked at once. */
const createReader = (): ((log: ComparedLog) => Read) => {
  const number = createKeys()
  const known = new Map<string, number>()
  return ({ lines, prefixLength }) => {
    const prefixes: string[] = []
    const texts = lines.map((line) => {
      const at = prefixLength?.(line) ?? 0
      prefixes.push(at === 0 ? '' : line.slice(0, at))
      return at === 0 ? line : line.slice(at)
    })
    const keys = Int32Array.from(texts, (text) => {
      const key = known.get(text) ?? number(keyOfLine(text))
      known.set(text, key)
      return key
    })
    return { keys, texts, prefixes }
  }
}

/** Which pointer is which cannot be told between whole logs: too much lies between. */
const anyObjects = { bind: () => true, nameOfA: () => 'ptr', nameOfB: () => 'ptr' }
const noModules = { a: new Set<string>(), b: new Set<string>() }
const context = { objects: anyObjects, sameBuild: false }

const asLine = (line: number, normal: NormalLine, prefix: string): ComparedLine => ({
  line,
  section: 'log',
  soft: null,
  group: 'log',
  slot: '',
  name: '',
  place: '',
  normal,
  prefix,
  stack: null,
  inline: false
})

const questionable = /^\s*(?:\[<[^>]{0,32}>\] )?\? \S+\+0x/

const noiseOfLone = (text: string): NoiseClass | null =>
  text.trim() === '' ? 'blank' : questionable.test(text) ? 'unreliable' : null

const looseKey = (text: string): string => text.replaceAll(/(?:0x)?[0-9a-f]*\d[0-9a-f]*/g, '#').trim()

/** Pairs of lines between two aligned ones that differ in their numbers alone. */
const loosely = (a: Read, b: Read, pairs: readonly Pair[]): readonly Pair[] => {
  const all: Pair[] = []
  let [fromA, fromB] = [0, 0]
  for (const pair of [...pairs, [a.texts.length, b.texts.length] as const]) {
    const [left, right] = [pair[0] - fromA, pair[1] - fromB]
    if (left > 0 && right > 0 && left <= small && right <= small) {
      const key = createKeys()
      const keysOf = ({ texts }: Read, from: number, to: number): Int32Array =>
        Int32Array.from(texts.slice(from, to), (text) => key(looseKey(text)))
      for (const [i, j] of alignKeys(keysOf(a, fromA, pair[0]), keysOf(b, fromB, pair[1])))
        all.push([i + fromA, j + fromB])
    }
    if (pair[0] < a.texts.length) all.push(pair)
    ;[fromA, fromB] = [pair[0] + 1, pair[1] + 1]
  }
  return all
}

type Writable<Row> = { -readonly [Key in keyof Row]: Row[Key] }

/**
 * What is really different between two logs. Runs of lines that differ in noise alone are one row without its changes;
 * `compareLogLines` tells those of the lines that are looked at.
 */
export const compareLogs = (one: ComparedLog, other: ComparedLog, options: CompareLogsOptions = {}): Comparison => {
  const heeded = new Set(options.heeded)
  const limit = options.limit ?? 1000
  const read = createReader()
  const [a, b] = [read(one), read(other)]
  const rows: Writable<ComparedRow>[] = []
  const differences: Difference[] = []
  const ignored: { [Key in NoiseClass]?: number } = {}
  const counts = { same: 0, noise: 0, different: 0, onlyA: 0, onlyB: 0 }
  let more = 0

  const put = (
    kind: ComparedRow['kind'],
    i: number | null,
    j: number | null,
    changes: readonly Change[],
    noise: NoiseClass | null
  ): void => {
    const last = rows.at(-1)
    const [lineA, lineB] = [i === null ? null : i + 1, j === null ? null : j + 1]
    const follows = (line: number | null, before: number | null, count: number): boolean =>
      line === null ? before === null : before !== null && line === before + count
    const joins = last !== undefined && last.kind === kind && last.noise === noise && kind !== 'different'
    if (joins && follows(lineA, last.a, last.count) && follows(lineB, last.b, last.count)) {
      last.count += 1
      return
    }
    rows.push({
      kind,
      section: 'log',
      a: lineA,
      b: lineB,
      count: 1,
      noise,
      changes: kind === 'different' ? changes : []
    })
  }
  const heedsPrefixes = heeded.has('timestamp') || heeded.has('caller') || heeded.has('prefix')
  const changesOf = (left: string, right: string, [before, after]: readonly [string, string]): readonly Change[] => {
    if (left.startsWith(modulesHead) && keyOfLine(left) === keyOfLine(right)) {
      return [{ noise: 'module-order', a: { start: 0, end: left.length }, b: { start: 0, end: right.length } }]
    }
    return compareLine(asLine(1, normalise(left), before), asLine(1, normalise(right), after), context, noModules)
  }
  const tell = (difference: () => Difference): void => {
    if (differences.length < limit) differences.push(difference())
    else more += 1
  }
  const shown = (text: string): string => wordsOfKey(normalise(text).key)

  const lone = ({ texts }: Read, index: number, side: 'a' | 'b'): void => {
    const noise = noiseOfLone(texts[index] ?? '')
    const place: readonly [number | null, number | null] = side === 'a' ? [index, null] : [null, index]
    if (noise !== null && !heeded.has(noise)) {
      counts.noise += 1
      ignored[noise] = (ignored[noise] ?? 0) + 1
      put('noise', ...place, [], noise)
      return
    }
    counts[side === 'a' ? 'onlyA' : 'onlyB'] += 1
    put(`only-${side}`, ...place, [], null)
    tell(() => {
      const text = shown(texts[index] ?? '')
      return {
        section: 'log',
        what: `line only in ${side === 'a' ? 'A' : 'B'}`,
        a: side === 'a' ? text : null,
        b: side === 'b' ? text : null,
        aLine: side === 'a' ? index + 1 : null,
        bLine: side === 'b' ? index + 1 : null
      }
    })
  }

  const pair = (i: number, j: number): void => {
    const [left, right] = [a.texts[i] ?? '', b.texts[j] ?? '']
    const [before, after] = [a.prefixes[i] ?? '', b.prefixes[j] ?? '']
    if (left === right && before === after) {
      counts.same += 1
      put('same', i, j, [], null)
      return
    }
    // Most lines of two logs differ in their times alone, and there is nothing more to know of them.
    if (before !== after && !heedsPrefixes) ignored.timestamp = (ignored.timestamp ?? 0) + 1
    if (left === right && !heedsPrefixes) {
      counts.noise += 1
      put('noise', i, j, [], null)
      return
    }
    const changes = changesOf(left, right, heedsPrefixes ? [before, after] : ['', ''])
    for (const { noise } of changes)
      if (noise !== null && !heeded.has(noise)) ignored[noise] = (ignored[noise] ?? 0) + 1
    if (changes.length === 0) {
      counts.same += 1
      put('same', i, j, [], null)
    } else if (changes.every(({ noise }) => noise !== null && !heeded.has(noise))) {
      counts.noise += 1
      put('noise', i, j, [], null)
    } else {
      counts.different += 1
      put('different', i, j, changes, null)
      tell(() => ({ section: 'log', what: 'text', a: shown(left), b: shown(right), aLine: i + 1, bLine: j + 1 }))
    }
  }

  let [nextA, nextB] = [0, 0]
  for (const [i, j] of [...loosely(a, b, alignKeys(a.keys, b.keys)), [a.texts.length, b.texts.length] as const]) {
    for (; nextA < i; nextA += 1) lone(a, nextA, 'a')
    for (; nextB < j; nextB += 1) lone(b, nextB, 'b')
    if (i < a.texts.length) pair(i, j)
    ;[nextA, nextB] = [i + 1, j + 1]
  }
  return { rows, hunks: hunksOf(rows), facts: [], stacks: [], differences, counts, ignored, more }
}

/** Where two lines of logs differ: for those that are looked at. Prefixes are so many characters long. */
export const compareLogLines = (
  a: string,
  b: string,
  prefixLength: (line: string) => number = () => 0
): readonly Change[] => {
  const lineOf = (text: string): ComparedLine => {
    const at = prefixLength(text)
    return asLine(1, normalise(text.slice(at)), text.slice(0, at))
  }
  return compareLine(lineOf(a), lineOf(b), context, noModules)
}
