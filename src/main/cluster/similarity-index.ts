import { createPairScores, rememberedScores } from './pair-scores.ts'
import { createPostings, type Limits, usualLimits } from './postings.ts'
import type { Crash, PairScore, Scored, SimilarityIndex } from './rule.ts'

/** Crashes that are looked at in detail for one answer. */
const leastCandidates = 120
/** Two crashes that share less than this part of the rare names of one of them never score enough to be one bug. */
const leastShared = 0.2
/** Crashes that are kept unpacked, with some 5 kB each once they were compared. */
const unpackedLimit = 48_000

/** The crashes that were asked for last. */
const createRecent = (crashOf: (unit: number) => Crash | null) => {
  /** Those of late, and those of before that; what is asked for again stays. */
  let recent = new Map<number, Crash>()
  let former = new Map<number, Crash>()
  return {
    get: (unit: number): Crash | null => {
      const known = recent.get(unit)
      if (known) return known
      const crash = former.get(unit) ?? crashOf(unit)
      if (crash === null) return null
      if (recent.size >= unpackedLimit / 2) {
        former = recent
        recent = new Map()
      }
      recent.set(unit, crash)
      return crash
    },
    forget: (unit: number): void => {
      recent.delete(unit)
      former.delete(unit)
    }
  }
}

export type IndexOptions = { readonly remembered?: number; readonly limits?: Limits }

/**
 * Finds crashes by the rare names they share (postings.ts). A unit that was asked for keeps the scores of its
 * neighbours, and of all units that it was once grouped with, so that only new pairs are ever scored.
 */
export const createSimilarityIndex = (
  crashOf: (unit: number) => Crash | null,
  score: (a: Crash, b: Crash) => number,
  join: number,
  { remembered = rememberedScores, limits = usualLimits }: IndexOptions = {}
): SimilarityIndex => {
  /** A unit whose list is held has all its neighbours in it, but for those that are still to be `met`. */
  const scores = createPairScores(remembered)
  const unmet = new Set<number>()
  const recent = createRecent(crashOf)
  const postings = createPostings(limits, (unit) => recent.get(unit)?.fingerprint ?? null)
  /** When each unit was put, and when its list was begun, counted in puts. */
  let time = 0
  const putAt = new Map<number, number>()
  const begunAt = new Map<number, number>()

  /** As precise as scores are kept, so that it does not matter which are. */
  const scoreOf = (unit: number, other: number): number => {
    const known = scores.get(unit, other)
    if (known !== undefined) return known
    const [one, two] = [recent.get(unit), recent.get(other)]
    return one && two ? Math.fround(score(one, two)) : 0
  }

  /** Tells a unit and its neighbours of each other. */
  const meet = (unit: number): void => {
    const isNew = unmet.has(unit)
    if (!scores.holds(unit)) begunAt.set(unit, time)
    scores.begin(unit)
    postings.eachNear(unit, leastShared, (other) => {
      // The other one has met all: either it scored enough with this one, or it did not.
      if (!isNew && !unmet.has(other) && scores.holds(other)) {
        const scored = scores.get(other, unit)
        if (scored !== undefined && scored > join) scores.add(unit, other, scored)
        return
      }
      const scored = scoreOf(unit, other)
      if (scored > join) scores.add(unit, other, scored)
    })
  }
  const meetAll = (units: Iterable<number>): void => {
    for (const unit of unmet) meet(unit)
    unmet.clear()
    for (const unit of units) if (!scores.holds(unit)) meet(unit)
  }

  const disturbedBy = (units: readonly number[]): ReadonlySet<number> => {
    const gone = new Set(units)
    let earliest = Number.POSITIVE_INFINITY
    for (const unit of gone) earliest = Math.min(earliest, putAt.get(unit) ?? 0)
    const disturbed = new Set<number>()
    const looked = new Set<number>()
    const compared = new Set<number>()
    const isParted = (a: number, b: number): boolean =>
      a !== b && !postings.meet(a, b) && postings.shareEnough(a, b, leastShared)
    postings.eachFormerPillar(gone, (former, others) => {
      // A list that is older than these units has all that were found without them.
      if (scores.holds(former) && (begunAt.get(former) ?? 0) < earliest) {
        if (looked.has(former)) return
        looked.add(former)
        scores.each(former, (other, scored) => {
          if (scored > join && !gone.has(other) && isParted(former, other)) disturbed.add(former).add(other)
        })
        return
      }
      for (const other of others) {
        const pair = Math.min(former, other) * 2 ** 26 + Math.max(former, other)
        if ((disturbed.has(former) && disturbed.has(other)) || compared.has(pair)) continue
        compared.add(pair)
        if (isParted(former, other) && scoreOf(former, other) > join) disturbed.add(former).add(other)
      }
    })
    return disturbed
  }

  return {
    get: recent.get,
    put: (unit, crash) => {
      postings.put(unit, crash.fingerprint)
      time += 1
      putAt.set(unit, time)
      if (scores.size() > 0) unmet.add(unit)
    },
    redate: (unit) => {
      recent.forget(unit)
      if (!scores.holds(unit) && scores.size() === 0) return
      scores.forget(unit)
      begunAt.delete(unit)
      unmet.add(unit)
    },
    remove: (unit) => {
      if (!postings.units.has(unit)) return
      // Pairs that are found only without it are found when one of them is asked for.
      for (const other of disturbedBy([unit])) if (scores.holds(other)) unmet.add(other)
      postings.remove(unit)
      recent.forget(unit)
      scores.forget(unit)
      unmet.delete(unit)
      putAt.delete(unit)
      begunAt.delete(unit)
    },
    numbers: () => postings.units,
    size: () => postings.units.size,
    disturbedBy,
    neighbours: (unit) => {
      meetAll([unit])
      const common = postings.hasCommon(unit)
      const near: Scored[] = []
      scores.each(unit, (other, scored) => {
        if (scored > join && (!common || postings.meet(unit, other))) near.push({ unit: other, score: scored })
      })
      return near
    },
    between: (units, others) => {
      meetAll(units)
      const [rows, columns] = [new Set(units), new Set(others)]
      const found: PairScore[] = []
      for (const a of rows) {
        for (const b of columns) {
          if (a === b || (a > b && rows.has(b) && columns.has(a)) || !postings.share(a, b)) continue
          const scored = scoreOf(a, b)
          scores.add(a, b, scored)
          found.push({ a, b, score: scored })
        }
      }
      scores.trim()
      return found
    },
    nearest: (crash, limit) =>
      postings
        .mostShared(crash.fingerprint, Math.max(leastCandidates, limit))
        .flatMap((unit) => {
          const other = recent.get(unit)
          return other ? [{ unit, score: score(crash, other) }] : []
        })
        .sort((a, b) => b.score - a.score || a.unit - b.unit)
        .slice(0, limit)
  }
}
