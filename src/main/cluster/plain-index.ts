import type { Crash, Scored, SimilarityIndex } from './rule.ts'
import { channels } from './fingerprint.ts'
import { nameWeight } from './weights.ts'

const anchorCount = 10

/** The names by which a crash is found: the rarest and nearest. */
const anchorsOf = ({ fingerprint }: Crash): readonly string[] => {
  const weighted = channels.flatMap((channel) =>
    fingerprint.channels[channel].map((name, at): readonly [string, number] => [
      name,
      nameWeight(name) * Math.exp(-0.1 * at)
    ])
  )
  const best = weighted
    .filter(([, weight]) => weight > 0.3)
    .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
    .slice(0, anchorCount)
    .map(([name]) => name)
  const own = fingerprint.corrupted ? [] : fingerprint.titles.map((title) => `title ${title}`)
  return [...new Set([...best, ...own, ...fingerprint.locks])]
}

/** Scores every crash that shares a name to go by. */
export const createPlainIndex = (score: (a: Crash, b: Crash) => number, edge: number): SimilarityIndex => {
  const crashes = new Map<number, Crash>()
  const postings = new Map<string, Set<number>>()
  const remove = (unit: number): void => {
    const crash = crashes.get(unit)
    if (!crash) return
    for (const name of anchorsOf(crash)) {
      const units = postings.get(name)
      units?.delete(unit)
      if (units?.size === 0) postings.delete(name)
    }
    crashes.delete(unit)
  }
  const candidates = (crash: Crash): readonly Scored[] => {
    const found = new Set<number>()
    for (const name of anchorsOf(crash)) for (const unit of postings.get(name) ?? []) found.add(unit)
    return [...found].flatMap((unit) => {
      const other = crashes.get(unit)
      return other ? [{ unit, score: score(crash, other) }] : []
    })
  }
  return {
    put: (unit, crash) => {
      remove(unit)
      crashes.set(unit, crash)
      for (const name of anchorsOf(crash)) {
        const units = postings.get(name) ?? new Set()
        units.add(unit)
        postings.set(name, units)
      }
    },
    remove,
    get: (unit) => crashes.get(unit) ?? null,
    numbers: () => crashes.keys(),
    size: () => crashes.size,
    neighbours: (crash) => candidates(crash).filter((one) => one.score >= edge),
    nearest: (crash, limit) =>
      candidates(crash)
        .toSorted((a, b) => b.score - a.score || a.unit - b.unit)
        .slice(0, limit)
  }
}
