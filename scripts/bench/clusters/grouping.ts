import { bucketsOf, type Edge } from '../../../src/main/cluster/buckets.ts'
import { indexNames } from '../../../src/main/cluster/candidates.ts'
import type { Fingerprint } from '../../../src/main/cluster/fingerprint.ts'
import { type Score, scoreOf } from '../../../src/main/cluster/similarity.ts'
import type { Ranked } from './scores.ts'

export type Item = { readonly file: string; readonly fingerprint: Fingerprint; readonly day: number | null }

/** Edges below this do not move an average enough to count. */
const leastScore = 0.01

/** Scores of all pairs that share a name in an index, as the corpus finds them. */
export const edgesOf = (
  items: readonly Item[],
  useDays: boolean,
  scoreFor: (a: Item, b: Item) => Score = () => scoreOf
): readonly Edge[] => {
  const index = new Map<string, number[]>()
  const edges: Edge[] = []
  items.forEach((a, at) => {
    const near = new Set<number>()
    for (const name of indexNames(a.fingerprint)) {
      const held = index.get(name) ?? []
      for (const other of held) near.add(other)
      held.push(at)
      index.set(name, held)
    }
    for (const other of near) {
      const b = items[other]
      if (b === undefined) continue
      const daysApart = useDays && a.day !== null && b.day !== null ? Math.abs(a.day - b.day) : undefined
      edges.push({ a: a.file, b: b.file, score: scoreFor(a, b)(a.fingerprint, b.fingerprint, { daysApart }) })
    }
  })
  return edges
}

export const groupsOf = (
  items: readonly Item[],
  edges: readonly Edge[],
  threshold: number
): readonly (readonly string[])[] =>
  bucketsOf(
    items.map((item) => item.file),
    edges.filter((edge) => edge.score >= leastScore),
    [],
    { threshold }
  )

/** The most similar reports of each, best first; files break ties. */
export const rankedOf = (items: readonly Item[], edges: readonly Edge[]): ((file: string) => readonly Ranked[]) => {
  const lists = new Map<string, Ranked[]>(items.map((item) => [item.file, []]))
  for (const { a, b, score } of edges) {
    lists.get(a)?.push({ file: b, score })
    lists.get(b)?.push({ file: a, score })
  }
  for (const list of lists.values()) list.sort((one, two) => two.score - one.score || (one.file < two.file ? -1 : 1))
  return (file) => lists.get(file) ?? []
}

/** The largest set of reports that edges above the threshold hold together: what one import may have to group again. */
export const largestComponent = (items: readonly Item[], edges: readonly Edge[], threshold: number): number => {
  const parent = new Map(items.map((item) => [item.file, item.file]))
  const root = (file: string): string => {
    let at = file
    for (let up = parent.get(at); up !== undefined && up !== at; up = parent.get(at)) at = up
    return at
  }
  for (const { a, b, score } of edges) if (score > threshold) parent.set(root(a), root(b))
  const sizes = new Map<string, number>()
  for (const item of items) sizes.set(root(item.file), (sizes.get(root(item.file)) ?? 0) + 1)
  return Math.max(0, ...sizes.values())
}
