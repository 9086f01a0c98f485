import { indexNames } from './candidates.ts'
import { createPairScores, rememberedScores } from './pair-scores.ts'
import type { Crash, Scored, SimilarityIndex } from './rule.ts'
import { nameWeight } from './weights.ts'

/** Crashes that are looked at in detail for one answer. */
const leastCandidates = 120
/** Two crashes that share less than this part of the rare names of one of them never score enough to be one bug. */
const leastShared = 0.2
/** Crashes that are kept unpacked, with some 12 kB each once they were compared. */
const unpackedLimit = 6000

/** A title says as much as two rare functions. */
const titleWeight = 2

/** In thousandths, so that a sum is the same in any order. */
const weightOf = (name: string): number =>
  Math.round(1000 * (name.startsWith('title:') ? titleWeight : nameWeight(name) ** 2))

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
 * what else is in the index. A unit that was asked for keeps the scores of its neighbours, and of all units that it was
 * once grouped with, so that only new pairs are ever scored.
 */
export const createSimilarityIndex = (
  crashOf: (unit: number) => Crash | null,
  score: (a: Crash, b: Crash) => number,
  join: number,
  remembered = rememberedScores
): SimilarityIndex => {
  const postings = new Map<string, number[]>()
  /** What the names of each unit weigh together. */
  const masses = new Map<number, number>()
  /** A unit whose list is held has all its neighbours in it, but for those that are still to be `met`. */
  const scores = createPairScores(remembered)
  const unmet = new Set<number>()
  /** Units with the same number have the scores of all pairs among them. */
  const grouped = new Map<number, number>()
  let groups = 0
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

  /** As precise as scores are kept, so that it does not matter which are. */
  const scoreWith = (crash: Crash, other: number): number => {
    const two = recent.get(other)
    return two ? Math.fround(score(crash, two)) : 0
  }

  /** Tells a unit and its neighbours of each other. */
  const meet = (unit: number): void => {
    scores.begin(unit)
    const crash = recent.get(unit)
    if (!crash) return
    const { mass, found } = shared(crash)
    for (const [other, weight] of found) {
      if (other === unit || weight < leastShared * Math.min(mass, masses.get(other) ?? 0)) continue
      const scored = scores.get(unit, other) ?? scoreWith(crash, other)
      if (scored > join) scores.add(unit, other, scored)
    }
  }
  const meetAll = (units: Iterable<number>): void => {
    for (const unit of unmet) meet(unit)
    unmet.clear()
    for (const unit of units) if (!scores.holds(unit)) meet(unit)
  }

  /** Scores all pairs among some units that share anything to be found by; those of the largest former group are. */
  const group = (units: readonly number[]): void => {
    const present = new Set(units)
    const former = Map.groupBy(
      units.filter((unit) => grouped.has(unit)),
      (unit) => grouped.get(unit)
    )
    const largest = [...former.values()].reduce((most, one) => (one.length > most.length ? one : most), [])
    const known = new Set(largest)
    if (known.size === present.size) return
    groups += 1
    for (const unit of present) {
      grouped.set(unit, groups)
      if (known.has(unit)) continue
      const crash = recent.get(unit)
      if (!crash) continue
      const near = new Set<number>()
      for (const name of indexNames(crash.fingerprint)) {
        for (const other of postings.get(name) ?? []) {
          if (present.has(other) && other !== unit && (other < unit || known.has(other))) near.add(other)
        }
      }
      for (const other of near) scores.add(unit, other, scores.get(unit, other) ?? scoreWith(crash, other))
    }
  }

  const trim = (): void => {
    for (const unit of scores.trim()) grouped.delete(unit)
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
      masses.set(
        unit,
        names.reduce((sum, name) => sum + weightOf(name), 0)
      )
      if (scores.size() > 0) unmet.add(unit)
    },
    remove: (unit) => {
      if (!masses.has(unit)) return
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
      grouped.delete(unit)
      unmet.delete(unit)
    },
    numbers: () => masses.keys(),
    size: () => masses.size,
    neighbours: (unit) => {
      meetAll([unit])
      const near: Scored[] = []
      scores.each(unit, (other, scored) => {
        if (scored > join) near.push({ unit: other, score: scored })
      })
      return near
    },
    among: (units) => {
      meetAll(units)
      group(units)
      const present = new Set(units)
      const edges: { readonly a: number; readonly b: number; readonly score: number }[] = []
      for (const unit of present) {
        scores.each(unit, (other, scored) => {
          if (unit < other && present.has(other)) edges.push({ a: unit, b: other, score: scored })
        })
      }
      trim()
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
