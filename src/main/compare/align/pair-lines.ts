import type { Report } from '../../../shared/model/report.ts'
import type { ComparedLine } from '../lines/compared-line.ts'
import { pairStacks } from './pair-stacks.ts'
import { alignKeys, createKeys, rising, type Pair } from './sequence.ts'

/** Groups and slots larger than this are aligned by keys alone: all else compares each with each. */
const small = 64

/** Lines of one side that count or that do not, by group, as indices. */
const groupsOf = (lines: readonly ComparedLine[], isSoft: boolean): Map<string, number[]> => {
  const groups = new Map<string, number[]>()
  lines.forEach((line, index) => {
    if ((line.soft !== null) !== isSoft) return
    const group = groups.get(line.group)
    if (group === undefined) groups.set(line.group, [index])
    else group.push(index)
  })
  return groups
}

const words = (line: ComparedLine): ReadonlySet<string> => new Set(line.normal.key.match(/[A-Za-z_][\w.]+/g))

/** How much of two lines' words is one, from 0 to 1. */
const likeness = (a: ComparedLine, b: ComparedLine): number => {
  const [left, right] = [words(a), words(b)]
  let common = 0
  for (const word of left) if (right.has(word)) common += 1
  return (2 * common) / Math.max(1, left.size + right.size)
}

export type Lines = { readonly a: readonly ComparedLine[]; readonly b: readonly ComparedLine[] }

/** Lines between two pairs that are no pair by key or slot: of as many frames each is the other's, changed. */
const pairChanged = ({ a, b }: Lines, left: readonly number[], right: readonly number[]): readonly Pair[] => {
  const inStack = a[left[0] ?? -1]?.section === 'stack'
  if (inStack) {
    if (left.length !== right.length || left.length > 4) return []
    return left.map((index, at): Pair => [index, right[at] ?? 0])
  }
  if (left.length > small || right.length > small) return []
  const pairs: Pair[] = []
  let from = 0
  for (const index of left) {
    const line = a[index]
    if (line === undefined) continue
    const at = right.findIndex((other, place) => {
      const there = b[other]
      return place >= from && there !== undefined && likeness(line, there) >= 0.5
    })
    if (at < 0) continue
    pairs.push([index, right[at] ?? 0])
    from = at + 1
  }
  return pairs
}

type Key = (line: ComparedLine) => string
type FindChanged = (lines: Lines, left: readonly number[], right: readonly number[]) => readonly Pair[]

const noPairs: FindChanged = () => []

/** Aligns some lines by one of their texts, and what is left between the pairs by the next way. */
const pairBy = (
  lines: Lines,
  left: readonly number[],
  right: readonly number[],
  keys: readonly Key[],
  changed: FindChanged
): readonly Pair[] => {
  if (left.length === 0 || right.length === 0) return []
  const [key, ...looser] = keys
  if (key === undefined) return changed(lines, left, right)
  const number = createKeys()
  const numbers = (side: readonly ComparedLine[], indices: readonly number[]): Int32Array =>
    Int32Array.from(indices, (index) => {
      const line = side[index]
      return line === undefined ? -1 : number(key(line))
    })
  const found = alignKeys(numbers(lines.a, left), numbers(lines.b, right))
  const pairs: Pair[] = []
  let [fromA, fromB] = [0, 0]
  for (const [i, j] of [...found, [left.length, right.length] as const]) {
    if (fromA < i && fromB < j)
      pairs.push(...pairBy(lines, left.slice(fromA, i), right.slice(fromB, j), looser, changed))
    if (i < left.length) pairs.push([left[i] ?? 0, right[j] ?? 0])
    ;[fromA, fromB] = [i + 1, j + 1]
  }
  return pairs
}

/** Frames are known by their function: offset and source may have changed. */
const byFunction: readonly Key[] = [(line) => line.place, (line) => line.name, (line) => line.slot]
const byText: readonly Key[] = [(line) => line.normal.key, (line) => line.slot]

export type PairedLines = {
  /** Lines that count; not in the order of both texts where parts changed places. */
  readonly firm: readonly Pair[]
  /** Lines that do not, by their text alone. */
  readonly soft: readonly Pair[]
}

const isFrameGroup = (group: string): boolean => group.startsWith('stack ')

/** Which lines are one and the same line of a report. */
export const pairLines = (lines: Lines, reports: { readonly a: Report; readonly b: Report }): PairedLines => {
  const stacks = new Map(pairStacks(reports.a, reports.b).map(([a, b]) => [`stack ${a}`, `stack ${b}`]))
  const pairGroups = (isSoft: boolean): readonly Pair[] => {
    const [left, right] = [groupsOf(lines.a, isSoft), groupsOf(lines.b, isSoft)]
    return [...left].flatMap(([group, indices]) => {
      const others = right.get(isFrameGroup(group) ? (stacks.get(group) ?? group) : group)
      if (others === undefined || (group !== 'stack -' && isFrameGroup(group) && !stacks.has(group))) return []
      return pairBy(lines, indices, others, isFrameGroup(group) ? byFunction : byText, isSoft ? noPairs : pairChanged)
    })
  }
  const firm = pairGroups(false)
  return { firm: [...firm, ...leftOver(lines, firm)], soft: pairGroups(true) }
}

/** Lines that count and have no other yet, as indices. */
const unpaired = (
  side: readonly ComparedLine[],
  paired: ReadonlySet<number>,
  from: number,
  to: number
): readonly number[] => {
  const indices: number[] = []
  for (let at = from; at < to; at += 1) if (side[at]?.soft === null && !paired.has(at)) indices.push(at)
  return indices
}

/** Lines that found no other in their part, but stand with the same text between the same lines. */
const leftOver = ({ a, b }: Lines, firm: readonly Pair[]): readonly Pair[] => {
  const [pairedA, pairedB] = [new Set(firm.map(([i]) => i)), new Set(firm.map(([, j]) => j))]
  const run = rising(firm.toSorted((x, y) => x[0] - y[0]))
  const pairs: Pair[] = []
  let [fromA, fromB] = [0, 0]
  for (const [i, j] of [...run, [a.length, b.length] as const]) {
    if (fromA < i && fromB < j) {
      const [left, right] = [unpaired(a, pairedA, fromA, i), unpaired(b, pairedB, fromB, j)]
      pairs.push(...pairBy({ a, b }, left, right, [(line) => line.normal.key], noPairs))
    }
    ;[fromA, fromB] = [i + 1, j + 1]
  }
  return pairs
}
