import { rising, type Pair } from './sequence.ts'
import type { PairedLines } from './pair-lines.ts'

/** A line of one side or both, as indices; a line whose other stands elsewhere names it in `elsewhere`. */
export type Place = {
  readonly a: number | null
  readonly b: number | null
  readonly elsewhere: number | null
}

const byFirst = (pairs: readonly Pair[]): readonly Pair[] => pairs.toSorted((x, y) => x[0] - y[0])

/** Soft pairs that fit between firm ones without crossing any. */
const fitting = (firm: readonly Pair[], soft: readonly Pair[]): readonly Pair[] => {
  const kept: Pair[] = []
  let gap: Pair[] = []
  let at = 0
  const close = (): void => {
    if (gap.length > 0) for (const pair of rising(gap)) kept.push(pair)
    gap = []
  }
  for (const pair of byFirst(soft)) {
    while (at < firm.length && (firm[at]?.[0] ?? 0) < pair[0]) {
      close()
      at += 1
    }
    const above = firm[at - 1]?.[1] ?? -1
    const below = firm[at]?.[1] ?? Infinity
    if (pair[1] > above && pair[1] < below) gap.push(pair)
  }
  close()
  return kept
}

/** Every line of both sides once, in the order of both: where lines cross, each stands alone at its place. */
export const orderPairs = ({ firm, soft }: PairedLines, aLength: number, bLength: number): readonly Place[] => {
  const run = rising(byFirst(firm))
  const inRun = new Set(run.map(([a]) => a))
  const crossing = firm.filter(([a]) => !inRun.has(a))
  const otherOfA = new Map(crossing)
  const otherOfB = new Map(crossing.map(([a, b]) => [b, a]))
  const pairs = byFirst([...run, ...fitting(run, soft)])
  const places: Place[] = []
  let [a, b] = [0, 0]
  for (const [i, j] of [...pairs, [aLength, bLength] as const]) {
    for (; a < i; a += 1) places.push({ a, b: null, elsewhere: otherOfA.get(a) ?? null })
    for (; b < j; b += 1) places.push({ a: null, b, elsewhere: otherOfB.get(b) ?? null })
    if (i < aLength) places.push({ a: i, b: j, elsewhere: null })
    ;[a, b] = [i + 1, j + 1]
  }
  return places
}
