import { commonName, isMachinery } from '../../cluster/function-name.ts'
import type { Report } from '../../../shared/model/report.ts'
import type { Stack } from '../../../shared/model/frame.ts'
import { normalise } from '../tokens/normalise.ts'
import { alignTexts, type Pair } from './sequence.ts'

type Known = {
  readonly index: number
  readonly header: string
  readonly names: readonly string[]
  readonly stack: Stack
}

const namesOf = (stack: Stack): readonly string[] =>
  stack.frames
    .filter((frame) => frame.reliable)
    .flatMap((frame) => [...frame.inlined, frame])
    .map(({ function: name }) => commonName(name))
    .filter((name) => !isMachinery(name))

const knownOf = (report: Report): readonly Known[] =>
  report.stacks.map((stack, index) => ({
    index,
    header: `${stack.kind} ${normalise(stack.title).key}`,
    names: namesOf(stack),
    stack
  }))

/** Share of the shorter stack's functions that the other has too. */
const overlap = (a: Known, b: Known): number => {
  const names = new Set(a.names)
  const common = b.names.filter((name) => names.has(name)).length
  const shorter = Math.min(names.size, new Set(b.names).size)
  return shorter === 0 ? 0 : Math.min(1, common / shorter)
}

/** What is left between pairs, in order, when each is compared with the few next of the other side. */
const byOverlap = (a: readonly Known[], b: readonly Known[]): readonly Pair[] => {
  const window = 12
  const pairs: Pair[] = []
  let from = 0
  a.forEach((one, i) => {
    let best = -1
    let most = 0
    for (let j = from; j < Math.min(b.length, from + window); j += 1) {
      const other = b[j]
      if (other === undefined || other.stack.kind !== one.stack.kind) continue
      const shared = overlap(one, other) + (other.header === one.header ? 0.35 : 0)
      if (shared > 0.3 && shared > most) [best, most] = [j, shared]
    }
    if (best >= 0) {
      pairs.push([i, best])
      from = best + 1
    }
  })
  return pairs
}

const between = (pairs: readonly Pair[], aLength: number, bLength: number): readonly (readonly [Pair, Pair])[] => {
  const ends: readonly Pair[] = [[-1, -1], ...pairs, [aLength, bLength]]
  return ends.slice(1).map((end, index) => [ends[index] ?? [-1, -1], end] as const)
}

/** Pairs by what two stacks have in common, found in ever looser ways between those found before. */
const refine = (
  a: readonly Known[],
  b: readonly Known[],
  pairs: readonly Pair[],
  find: (a: readonly Known[], b: readonly Known[]) => readonly Pair[]
): readonly Pair[] =>
  between(pairs, a.length, b.length).flatMap(([[fromA, fromB], [toA, toB]]) => [
    ...find(a.slice(fromA + 1, toA), b.slice(fromB + 1, toB)).map(([i, j]): Pair => [i + fromA + 1, j + fromB + 1]),
    ...(toA < a.length ? [[toA, toB] as const] : [])
  ])

const wholeOf = ({ header, names }: Known): string => `${header} ${names.join(' ')}`
const ownOf = (known: readonly Known[]): number => known.findIndex(({ stack }) => stack.kind === 'crash')

const byHeader = (one: readonly Known[], other: readonly Known[]): readonly Pair[] =>
  one.length === other.length
    ? alignTexts(
        one.map(({ header }) => header),
        other.map(({ header }) => header)
      )
    : byOverlap(one, other)

const byBeingAlone = (one: readonly Known[], other: readonly Known[]): readonly Pair[] =>
  one.length === 1 && other.length === 1 && one[0]?.stack.kind === other[0]?.stack.kind ? [[0, 0]] : []

/**
 * Which stacks of two reports are one: the crash's own with the crash's own, the others by kind, owner and functions.
 * Pairs are indices in the reports' stacks.
 */
export const pairStacks = (a: Report, b: Report): readonly Pair[] => {
  const [left, right] = [knownOf(a), knownOf(b)]
  let pairs: readonly Pair[] = alignTexts(left.map(wholeOf), right.map(wholeOf))
  const [ownA, ownB] = [ownOf(left), ownOf(right)]
  const free = pairs.every(([i, j]) => i !== ownA && j !== ownB)
  if (ownA >= 0 && ownB >= 0 && free) {
    const others = pairs.filter(([i, j]) => i < ownA === j < ownB)
    pairs = [...others, [ownA, ownB] as const].sort((x, y) => x[0] - y[0])
  }
  pairs = refine(left, right, pairs, byHeader)
  pairs = refine(left, right, pairs, byOverlap)
  pairs = refine(left, right, pairs, byBeingAlone)
  return pairs.map(([i, j]) => [left[i]?.index ?? 0, right[j]?.index ?? 0])
}
