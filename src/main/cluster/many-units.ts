import type { ClusterRule, Edge, Link } from './rule.ts'

/** What is known of units, by their keys. */
export type Likeness = {
  /** The units that score more than the threshold with one, as far as they find each other. */
  readonly near: (unit: string) => readonly string[]
  /** The scores of all pairs of the one with the other that share anything to be found by. */
  readonly scores: (units: readonly string[], others: readonly string[]) => readonly Edge[]
}

const usualSampling = { whole: 256, sample: 64 }

type Group = readonly string[]

/** Averages within this of each other are equal: sums in another order differ in their last bits. */
const rounded = (value: number): number => Math.round(value * 1e9) / 1e9

/** Units with what they are bound to by the word of a person, as one: they are in one group whatever they score. */
const boundSets = (units: readonly string[], links: readonly Link[]): ReadonlyMap<string, readonly string[]> => {
  const sets = new Map<string, string[]>()
  const setOf = (unit: string): string[] => {
    const known = sets.get(unit) ?? [unit]
    sets.set(unit, known)
    return known
  }
  const present = new Set(units)
  for (const { kind, a, b } of links) {
    if (!present.has(a) || !present.has(b)) continue
    const [one, two] = [setOf(a), setOf(b)]
    if (kind === 'apart' || one === two) continue
    const [into, from] = one.length >= two.length ? [one, two] : [two, one]
    for (const unit of from) {
      into.push(unit)
      sets.set(unit, into)
    }
  }
  return sets
}

/**
 * Groups units as `groupsOf` does, with less work where very many are connected: of such, a sample is grouped by all its
 * scores, and each other unit goes to the group with whose sample it scores most on average; those that are like none
 * are grouped again without the others. Units are in the sample by their keys, which are as good as chance, so that the
 * result depends on what is given, never on its order. Links must not contradict each other.
 */
export const groupsOfMany = (
  units: readonly string[],
  likeness: Likeness,
  links: readonly Link[],
  { groupsOf, join, sampling: { whole, sample } = usualSampling }: Pick<ClusterRule, 'groupsOf' | 'join' | 'sampling'>
): readonly Group[] => {
  const bound = boundSets(units, links)
  const boundWith = (unit: string): readonly string[] => bound.get(unit) ?? [unit]

  /** The parts of some units that nothing connects. */
  const partsOf = (some: readonly string[]): readonly Group[] => {
    const left = new Set(some)
    const reached = new Set<readonly string[]>()
    /** What a unit is bound with, once for all that are bound together. */
    const boundAnew = (unit: string): readonly string[] => {
      const set = bound.get(unit)
      if (!set || reached.has(set)) return []
      reached.add(set)
      return set
    }
    return some.flatMap((start): readonly Group[] => {
      if (!left.delete(start)) return []
      const part = [start]
      for (const unit of part) {
        for (const other of boundAnew(unit)) if (left.delete(other)) part.push(other)
        for (const other of likeness.near(unit)) if (left.delete(other)) part.push(other)
      }
      return [part.sort()]
    })
  }

  /** Of each set of bound units some, and of all others some. */
  const sampleOf = (part: Group): Group => {
    const sets = new Set(part.filter((unit) => bound.has(unit)).map(boundWith))
    const chosen = [...sets].flatMap((set) => set.toSorted().slice(0, sample))
    return [...chosen, ...part.filter((unit) => !bound.has(unit)).slice(0, sample)]
  }

  /** The same links, between units of which only some of each bound set are there. */
  const linksAmong = (some: Group): readonly Link[] => {
    const first = new Map<readonly string[], string>()
    const kept: Link[] = []
    for (const unit of some) {
      const set = bound.get(unit)
      if (!set) continue
      const other = first.get(set)
      if (other === undefined) first.set(set, unit)
      else kept.push({ kind: 'together', a: other, b: unit })
    }
    for (const { kind, a, b } of links) {
      const [one, two] = [first.get(boundWith(a)), first.get(boundWith(b))]
      if (kind === 'apart' && one !== undefined && two !== undefined) kept.push({ kind, a: one, b: two })
    }
    return kept
  }

  /** For each unit the place of the group that it is most like on average; of equal ones the first. */
  const homesOf = (some: Group, groups: readonly Group[]): ReadonlyMap<string, number> => {
    const groupOf = new Map(groups.flatMap((group, place) => group.map((unit): [string, number] => [unit, place])))
    const sums = new Map<string, Map<number, number>>()
    for (const { a, b, score } of likeness.scores(some, groups.flat())) {
      const place = groupOf.get(b)
      if (place === undefined) continue
      const own = sums.get(a) ?? new Map<number, number>()
      own.set(place, (own.get(place) ?? 0) + score)
      sums.set(a, own)
    }
    const homes = new Map<string, number>()
    for (const [unit, own] of sums) {
      let best = join
      for (const place of [...own.keys()].sort((one, two) => one - two)) {
        const average = rounded((own.get(place) ?? 0) / (groups[place]?.length ?? 1))
        if (average <= best) continue
        best = average
        homes.set(unit, place)
      }
    }
    return homes
  }

  const found: Group[] = []
  const waiting = [...partsOf(units)]
  for (let part = waiting.pop(); part; part = waiting.pop()) {
    if (part.length <= whole) {
      found.push(...groupsOf(part, likeness.scores(part, part), linksAmong(part)))
      continue
    }
    const core = sampleOf(part)
    const groups = groupsOf(core, likeness.scores(core, core), linksAmong(core))
      .map((group) => group.toSorted())
      .sort(([a = ''], [b = '']) => (a < b ? -1 : 1))
    const known = new Set(core)
    const others = part.filter((unit) => !bound.has(unit) && !known.has(unit))
    const homes = homesOf(others, groups)
    const joined = groups.map((group): string[] => [...new Set(group.flatMap(boundWith))])
    for (const [unit, place] of homes) joined[place]?.push(unit)
    found.push(...joined)
    waiting.push(...partsOf(others.filter((unit) => !homes.has(unit))))
  }
  return found
}
