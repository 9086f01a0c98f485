import { noiseClasses, type Change, type Comparison, type NoiseClass } from '../../shared/model/comparison.ts'
import { alignKeys, createKeys, type Pair } from './align/sequence.ts'
import type { ComparedLine } from './lines/compared-line.ts'
import { compareLine } from './lines/compare-line.ts'
import { createLogRows } from './log-rows.ts'
import { normalise } from './tokens/normalise.ts'
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
  readonly lines: readonly string[]
  readonly texts: readonly string[]
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
    const texts = lines.map((line) => {
      const at = prefixLength?.(line) ?? 0
      return at === 0 ? line : line.slice(at)
    })
    const keys = Int32Array.from(texts, (text) => {
      const key = known.get(text) ?? number(keyOfLine(text))
      known.set(text, key)
      return key
    })
    return { keys, lines, texts }
  }
}

/** Which pointer is which cannot be told between whole logs: too much lies between. */
const anyObjects = { bind: () => true, nameOfA: () => 'ptr', nameOfB: () => 'ptr' }
const noModules = { a: new Set<string>(), b: new Set<string>() }
const context = { objects: anyObjects, sameBuild: false }

type Text = { readonly text: string; readonly prefix: string }

const textAt = ({ lines, texts }: Read, index: number): Text => {
  const [line = '', text = ''] = [lines[index], texts[index]]
  return { text, prefix: line.slice(0, line.length - text.length) }
}

const unplaced: readonly Change[] = [{ noise: 'timestamp', a: null, b: null }]

const prefixClasses: ReadonlySet<NoiseClass> = new Set(['timestamp', 'caller', 'prefix'])

const asLine = ({ text, prefix }: Text): ComparedLine => ({
  line: 1,
  section: 'log',
  soft: null,
  group: 'log',
  slot: '',
  name: '',
  place: '',
  normal: normalise(text),
  prefix,
  stack: null,
  inline: false
})

const questionable = /^\s*(?:\[<[^>]{0,32}>\] )?\? \S+\+0x/

const noiseOfLone = (text: string): NoiseClass | null =>
  text.trim() === '' ? 'blank' : questionable.test(text) ? 'unreliable' : null

const looseKey = (text: string): string => text.replaceAll(/(?<![a-f])(?:0x)?[a-f]*\d[0-9a-f]*/g, '#').trim()

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

const changesOf = (a: Text, b: Text): readonly Change[] => {
  if (a.text.startsWith(modulesHead) && keyOfLine(a.text) === keyOfLine(b.text)) {
    return [{ noise: 'module-order', a: { start: 0, end: a.text.length }, b: { start: 0, end: b.text.length } }]
  }
  return compareLine(asLine(a), asLine(b), context, noModules)
}

const shown = (text: string): string => wordsOfKey(normalise(text).key)

/**
 * What is really different between two logs. Runs of lines that differ in noise alone are one row without its changes;
 * `compareLogLines` tells those of the lines that are looked at.
 */
export const compareLogs = (one: ComparedLog, other: ComparedLog, options: CompareLogsOptions = {}): Comparison => {
  const heeded = new Set(options.heeded)
  const heedsPrefixes = heeded.has('timestamp') || heeded.has('caller') || heeded.has('prefix')
  const heedsAll = noiseClasses.every((noise) => heeded.has(noise))
  const read = createReader()
  const [a, b] = [read(one), read(other)]
  const rows = createLogRows(options.limit ?? 1000)
  const counts = ({ noise }: Change): boolean => noise === null || heeded.has(noise)

  const lone = (text: string, index: number, side: 'a' | 'b'): void => {
    const place = { a: side === 'a' ? index : null, b: side === 'b' ? index : null }
    const noise = noiseOfLone(text)
    if (noise !== null && !heeded.has(noise)) {
      rows.ignore(noise)
      rows.put('noise', place, [], noise)
      return
    }
    rows.put(`only-${side}`, place, [], noise)
    rows.tell(() => ({
      section: 'log',
      what: `line only in ${side === 'a' ? 'A' : 'B'}`,
      a: side === 'a' ? shown(text) : null,
      b: side === 'b' ? shown(text) : null,
      aLine: side === 'a' ? index + 1 : null,
      bLine: side === 'b' ? index + 1 : null
    }))
  }

  const pair = (i: number, j: number): void => {
    const place = { a: i, b: j }
    if (a.lines[i] === b.lines[j]) return rows.put('same', place, [], null)
    const sameText = a.texts[i] === b.texts[j]
    // Most lines of two logs differ in their times alone, and there is nothing more to know of them.
    if (sameText && !heedsPrefixes) {
      rows.ignore('timestamp')
      return rows.put('noise', place, [], null)
    }
    const [left, right] = [textAt(a, i), textAt(b, j)]
    if (left.prefix !== right.prefix && !heedsPrefixes) rows.ignore('timestamp')
    // Where all noise counts, a time that differs is enough to know of a line whose places are not kept.
    const changes = heedsAll && rows.full() && left.prefix !== right.prefix ? unplaced : changesOf(left, right)
    for (const { noise } of changes) {
      if (noise !== null && !heeded.has(noise) && (heedsPrefixes || !prefixClasses.has(noise))) rows.ignore(noise)
    }
    if (!changes.some(counts)) return rows.put(changes.length === 0 ? 'same' : 'noise', place, [], null)
    rows.put('different', place, changes, null)
    rows.tell(() => ({
      section: 'log',
      what: 'text',
      a: shown(left.text),
      b: shown(right.text),
      aLine: i + 1,
      bLine: j + 1
    }))
  }

  let [nextA, nextB] = [0, 0]
  for (const [i, j] of [...loosely(a, b, alignKeys(a.keys, b.keys)), [a.texts.length, b.texts.length] as const]) {
    for (; nextA < i; nextA += 1) lone(a.texts[nextA] ?? '', nextA, 'a')
    for (; nextB < j; nextB += 1) lone(b.texts[nextB] ?? '', nextB, 'b')
    if (i < a.texts.length) pair(i, j)
    ;[nextA, nextB] = [i + 1, j + 1]
  }
  return rows.end()
}

/** A line of a log as it is quoted: without its prefix, noise by its class. */
export const logLineText = (line: string, prefixLength: (line: string) => number = () => 0): string =>
  shown(line.slice(prefixLength(line)))

/** Where two lines of logs differ: for those that are looked at. Prefixes are so many characters long. */
export const compareLogLines = (
  a: string,
  b: string,
  prefixLength: (line: string) => number = () => 0
): readonly Change[] => {
  const [left, right] = [prefixLength(a), prefixLength(b)]
  return changesOf(
    { text: a.slice(left), prefix: a.slice(0, left) },
    { text: b.slice(right), prefix: b.slice(0, right) }
  )
}
