import { indexNames } from './candidates.ts'
import type { Crash, Scored, SimilarityIndex } from './rule.ts'
import { nameWeight } from './weights.ts'

/** Crashes that are looked at in detail for one answer. */
const leastCandidates = 120
/** Two crashes that share less than this part of the rare names of one of them never score enough to be one bug. */
const leastShared = 0.2
/** Scores that are remembered, for the next look at the same group of units. */
const rememberedScores = 400_000
/** Crashes that are kept unpacked. */
const unpackedLimit = 3000

/** A title says as much as two rare functions. */
const titleWeight = 2

const weightOf = (name: string): number => (name.startsWith('title:') ? titleWeight : nameWeight(name) ** 2)

type PairScores = {
  readonly get: (a: number, b: number) => number | undefined
  readonly set: (a: number, b: number, score: number) => void
  readonly forget: (unit: number) => void
}

const createPairScores = (): PairScores => {
  const byUnit = new Map<number, Map<number, number>>()
  let size = 0
  const add = (a: number, b: number, score: number): void => {
    const own = byUnit.get(a) ?? new Map<number, number>()
    own.set(b, score)
    byUnit.set(a, own)
  }
  return {
    get: (a, b) => byUnit.get(a)?.get(b),
    set: (a, b, score) => {
      if (size >= rememberedScores) {
        byUnit.clear()
        size = 0
      }
      add(a, b, score)
      add(b, a, score)
      size += 1
    },
    forget: (unit) => {
      for (const other of byUnit.get(unit)?.keys() ?? []) byUnit.get(other)?.delete(unit)
      byUnit.delete(unit)
    }
  }
}

/** The crashes that were asked for last. */
const createRecent = (crashOf: (unit: number) => Crash | null) => {
  const recent = new Map<number, Crash>()
  return {
    get: (unit: number): Crash | null => {
      const known = recent.get(unit)
      const crash = known ?? crashOf(unit)
      if (crash === null) return null
      const [oldest] = recent.keys()
      if (known) recent.delete(unit)
      else if (recent.size >= unpackedLimit && oldest !== undefined) recent.delete(oldest)
      recent.set(unit, crash)
      return crash
    },
    forget: (unit: number): void => void recent.delete(unit)
  }
}

/**
 * Finds crashes by the rare names they share (candidates.ts). Which pairs are scored depends on the two alone, never on
 * what else is in the index.
 */
export const createSimilarityIndex = (
  crashOf: (unit: number) => Crash | null,
  score: (a: Crash, b: Crash) => number,
  join: number
): SimilarityIndex => {
  const postings = new Map<string, number[]>()
  /** What the names of each unit weigh together, in thousandths. */
  const masses = new Map<number, number>()
  const scores = createPairScores()
  const recent = createRecent(crashOf)

  const namesOf = (unit: number): readonly string[] => {
    const crash = recent.get(unit)
    return crash ? indexNames(crash.fingerprint) : []
  }

  /** Units that share names with a crash, with what these weigh. */
  const shared = (crash: Crash): { readonly mass: number; readonly found: ReadonlyMap<number, number> } => {
    const found = new Map<number, number>()
    let mass = 0
    for (const name of indexNames(crash.fingerprint)) {
      const weight = weightOf(name)
      mass += weight
      for (const unit of postings.get(name) ?? []) found.set(unit, (found.get(unit) ?? 0) + weight)
    }
    return { mass, found }
  }

  const scoreOfPair = (a: number, b: number): number => {
    const known = scores.get(a, b)
    if (known !== undefined) return known
    const [one, two] = [recent.get(a), recent.get(b)]
    const found = one && two ? score(one, two) : 0
    scores.set(a, b, found)
    return found
  }

  return {
    get: recent.get,
    put: (unit, crash) => {
      const names = indexNames(crash.fingerprint)
      for (const name of names) {
        const units = postings.get(name)
        if (units) units.push(unit)
        else postings.set(name, [unit])
      }
      masses.set(unit, Math.round(1000 * names.reduce((sum, name) => sum + weightOf(name), 0)))
    },
    remove: (unit) => {
      for (const name of namesOf(unit)) {
        const units = postings.get(name)
        const at = units?.indexOf(unit) ?? -1
        const last = at < 0 ? undefined : units?.pop()
        if (units && last !== undefined && last !== unit) units[at] = last
        if (units?.length === 0) postings.delete(name)
      }
      masses.delete(unit)
      recent.forget(unit)
      scores.forget(unit)
    },
    numbers: () => masses.keys(),
    size: () => masses.size,
    neighbours: (unit) => {
      const crash = recent.get(unit)
      if (!crash) return []
      const { mass, found } = shared(crash)
      const near: Scored[] = []
      for (const [other, weight] of found) {
        if (other === unit || weight < leastShared * Math.min(mass, (masses.get(other) ?? 0) / 1000)) continue
        const scored = scoreOfPair(unit, other)
        if (scored > join) near.push({ unit: other, score: scored })
      }
      return near
    },
    among: (units) => {
      const byName = new Map<string, number[]>()
      const edges: { readonly a: number; readonly b: number; readonly score: number }[] = []
      for (const unit of units) {
        const near = new Set<number>()
        for (const name of namesOf(unit)) {
          const others = byName.get(name) ?? []
          for (const other of others) near.add(other)
          others.push(unit)
          byName.set(name, others)
        }
        for (const other of near) edges.push({ a: other, b: unit, score: scoreOfPair(other, unit) })
      }
      return edges
    },
    nearest: (crash, limit) => {
      const { found } = shared(crash)
      const wanted = Math.max(leastCandidates, limit)
      // Numbers alone sort many times faster than pairs of them.
      const least = Float64Array.from(found.values()).sort().at(-wanted) ?? 0
      return [...found]
        .filter(([, weight]) => weight >= least)
        .sort(([a, x], [b, y]) => y - x || a - b)
        .slice(0, wanted)
        .flatMap(([unit]) => {
          const other = recent.get(unit)
          return other ? [{ unit, score: score(crash, other) }] : []
        })
        .sort((a, b) => b.score - a.score || a.unit - b.unit)
        .slice(0, limit)
    }
  }
}
