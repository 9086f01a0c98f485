/** What a person decided on two units, oldest first; the newest word on the same two counts. */
export type Decision = { readonly kind: 'together' | 'apart'; readonly a: string; readonly b: string }

/** How likely two units are one bug, 0 to 1. Pairs without an edge count as 0. */
export type Edge = { readonly a: string; readonly b: string; readonly score: number }

/** Calibrated on known bugs (docs/accuracy.md): lower joins more and errs more. */
export const sameBugThreshold = 0.38

export type BucketOptions = {
  /** Two groups become one while the average score between their members is above this. */
  readonly threshold: number
}

type Group = {
  /** Keys of its units, sorted; the first names the group. */
  members: readonly number[]
  /** Sum of the scores between this group's units and those of another, by the other's index. */
  readonly sums: Map<number, number>
  /** Groups that a person keeps apart from this one. */
  readonly barred: Set<number>
  version: number
  alive: boolean
}

type Candidate = { readonly average: number; readonly a: number; readonly b: number; readonly at: number }

/** Higher averages first; of equal ones that with the smaller names, so that the order of input says nothing. */
const before = (one: Candidate, two: Candidate): boolean =>
  one.average !== two.average ? one.average > two.average : one.a !== two.a ? one.a < two.a : one.b < two.b

const push = (heap: Candidate[], item: Candidate): void => {
  let at = heap.push(item) - 1
  while (at > 0) {
    const parent = (at - 1) >> 1
    const above = heap[parent]
    if (above === undefined || !before(item, above)) break
    heap[at] = above
    at = parent
  }
  heap[at] = item
}

const pop = (heap: Candidate[]): Candidate | undefined => {
  const top = heap[0]
  const last = heap.pop()
  if (top === undefined || last === undefined || heap.length === 0) return top
  let at = 0
  for (;;) {
    const left = heap[2 * at + 1]
    const right = heap[2 * at + 2]
    const child = right !== undefined && left !== undefined && before(right, left) ? 2 * at + 2 : 2 * at + 1
    const smaller = heap[child]
    if (smaller === undefined || !before(smaller, last)) break
    heap[at] = smaller
    at = child
  }
  heap[at] = last
  return top
}

/** Averages within this of each other are equal: sums in another order differ in their last bits. */
const rounded = (value: number): number => Math.round(value * 1e9) / 1e9

/**
 * Groups units by average linkage: the two groups with the highest average score between their members become one,
 * until no average is above the threshold. Decisions bind: units held together start as one group, groups held apart
 * never meet. The result depends on what is given, never on its order. Give it one connected component of the edges
 * above the threshold, or many: they cannot touch each other. Time grows with edges x log(edges).
 */
export const bucketsOf = (
  units: readonly string[],
  edges: readonly Edge[],
  decisions: readonly Decision[],
  options: BucketOptions = { threshold: sameBugThreshold }
): readonly (readonly string[])[] => {
  const keys = [...new Set(units)].sort()
  const indexOf = new Map(keys.map((key, at) => [key, at]))
  const groups: Group[] = keys.map((_, at) => ({
    members: [at],
    sums: new Map(),
    barred: new Set(),
    version: 0,
    alive: true
  }))
  const group = (at: number): Group => {
    const found = groups[at]
    if (found === undefined) throw new Error('group out of range')
    return found
  }

  const sorted = edges
    .flatMap(({ a, b, score }) => {
      const one = indexOf.get(a)
      const two = indexOf.get(b)
      return one === undefined || two === undefined || one === two
        ? []
        : [{ a: Math.min(one, two), b: Math.max(one, two), score }]
    })
    .sort((one, two) => one.a - two.a || one.b - two.b || two.score - one.score)
  for (const { a, b, score } of sorted) {
    if (group(a).sums.has(b)) continue
    group(a).sums.set(b, score)
    group(b).sums.set(a, score)
  }

  const heap: Candidate[] = []
  const offer = (a: number, b: number): void => {
    const one = group(a)
    const two = group(b)
    if (one.barred.has(b)) return
    const average = rounded((one.sums.get(b) ?? 0) / (one.members.length * two.members.length))
    if (average > options.threshold) {
      push(heap, { average, a: Math.min(a, b), b: Math.max(a, b), at: one.version + two.version })
    }
  }

  /** Puts the group of the larger index into the other. */
  const join = (first: number, second: number): number => {
    const at = Math.min(first, second)
    const gone = Math.max(first, second)
    const into = group(at)
    const from = group(gone)
    into.members = [...into.members, ...from.members]
    into.version += from.version + 1
    from.alive = false
    into.sums.delete(gone)
    from.sums.delete(at)
    for (const [other, sum] of from.sums) {
      const total = (into.sums.get(other) ?? 0) + sum
      into.sums.set(other, total)
      const back = group(other).sums
      back.delete(gone)
      back.set(at, total)
    }
    for (const other of from.barred) {
      into.barred.add(other)
      group(other).barred.delete(gone)
      group(other).barred.add(at)
    }
    return at
  }

  const rootOf = new Map<number, number>()
  const root = (at: number): number => {
    const up = rootOf.get(at)
    return up === undefined ? at : root(up)
  }
  for (const decision of decisions.toReversed()) {
    const one = indexOf.get(decision.a)
    const two = indexOf.get(decision.b)
    if (one === undefined || two === undefined) continue
    const a = root(one)
    const b = root(two)
    if (a === b || group(a).barred.has(b)) continue
    if (decision.kind === 'together') {
      const kept = join(a, b)
      rootOf.set(kept === a ? b : a, kept)
    } else {
      group(a).barred.add(b)
      group(b).barred.add(a)
    }
  }

  groups.forEach((one, at) => {
    if (one.alive) for (const other of one.sums.keys()) if (other > at) offer(at, other)
  })
  for (let best = pop(heap); best !== undefined; best = pop(heap)) {
    const one = group(best.a)
    const two = group(best.b)
    if (!one.alive || !two.alive || one.version + two.version !== best.at) continue
    const kept = join(best.a, best.b)
    for (const other of group(kept).sums.keys()) offer(kept, other)
  }
  return groups
    .filter((one) => one.alive)
    .map((one) => one.members.toSorted((a, b) => a - b).map((at) => keys[at] ?? ''))
}
