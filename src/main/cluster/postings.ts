import { indexNames } from './candidates.ts'
import { type Fingerprint, namesOfFingerprint } from './fingerprint.ts'
import { nameWeight } from './weights.ts'

/** What bounds the work for one unit, however large the corpus is. */
export type Limits = {
  /** A name on more units than this is common. */
  readonly common: number
  /** By a common name only so many of its units are found, and find all others: its pillars. */
  readonly pillars: number
}

export const usualLimits: Limits = { common: 128, pillars: 32 }

/**
 * Which units have which names to be found by (candidates.ts). Which pairs find each other depends on the units that are
 * there, never on the order in which they came: two that share a name that is not common, or of which one is a pillar
 * of a common one.
 */
export type Postings = {
  /** Adds a unit under a number that is free. */
  readonly put: (unit: number, fingerprint: Fingerprint) => void
  readonly remove: (unit: number) => void
  readonly units: ReadonlySet<number>
  /** The units that a unit finds, where what both share weighs at least this part of all names of one of them. */
  readonly eachNear: (unit: number, part: number, visit: (other: number) => void) => void
  /** Whether two units that share enough find each other. */
  readonly meet: (a: number, b: number) => boolean
  /** Whether a unit has a common name: without one, no pair of it ever stops to be found. */
  readonly hasCommon: (unit: number) => boolean
  /** Whether two units share any name. */
  readonly share: (a: number, b: number) => boolean
  /** The weight of all names that two units share is at least this part of all names of one of them. */
  readonly shareEnough: (a: number, b: number, part: number) => boolean
  /**
   * The units that would find more of those which have some common name, if some units were not there: each with the
   * others of that name. One may come more than once.
   */
  readonly eachFormerPillar: (
    units: ReadonlySet<number>,
    visit: (former: number, others: readonly number[]) => void
  ) => void
  /** The units that share the most with a crash, the most first; common names count as all others. */
  readonly mostShared: (fingerprint: Fingerprint, limit: number) => readonly number[]
}

/** A title says as much as two rare functions. */
const titleWeight = 2

/** In thousandths, so that a sum is the same in any order. */
const weightOf = (name: string): number =>
  Math.round(1000 * (name.startsWith('title:') ? titleWeight : nameWeight(name) ** 2))

/** FNV-1a of 32 bits, http://www.isthe.com/chongo/tech/comp/fnv/, over UTF-16. */
const hashOf = (text: string): number => {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return hash
}

/** A number by which units are chosen as if by chance: it says nothing of what they are, nor of when they came. */
const rankOf = (fingerprint: Fingerprint): number => {
  let hash = 0x811c9dc5
  const add = (name: string): void => {
    hash = Math.imul(hash ^ hashOf(name), 0x01000193)
    hash ^= hash >>> 15
  }
  const { type, access, guiltyFile, frame, titles, corrupted } = fingerprint
  for (const name of [type, access, guiltyFile, frame]) add(name ?? '')
  for (const name of titles) add(name)
  for (const name of namesOfFingerprint(fingerprint)) add(name)
  // Titles that are torn do not count, so that they may be anything.
  add(corrupted ? 'corrupted' : '')
  return Math.imul(hash, 0x85ebca6b) >>> 0
}

const longEnough = <List extends Int32Array | Float64Array>(
  list: List,
  length: number,
  make: (size: number) => List
): List => {
  if (length <= list.length) return list
  const longer = make(Math.max(length, Math.ceil(list.length * 1.5)))
  longer.set(list)
  return longer
}
const integers = (size: number): Int32Array => new Int32Array(size)
const floats = (size: number): Float64Array => new Float64Array(size)

const at = (list: Int32Array | Float64Array | readonly number[], place: number): number => list[place] ?? 0

/** `fingerprintOf` answers that of each unit that was put and not removed, as it was put. */
export const createPostings = (limits: Limits, fingerprintOf: (unit: number) => Fingerprint | null): Postings => {
  const { common, pillars } = limits
  const units = new Set<number>()
  const numbers = new Map<string, number>()
  /**
   * By name: its weight, its units, and whether these stand by rank. They are put in order when that is first asked for,
   * and stay so: most never are, for a corpus is loaded for one question as a rule.
   */
  const weights: number[] = []
  const lists: number[][] = []
  const isOrdered: boolean[] = []
  /** By unit: its rank, -1 until it is asked for, what its names weigh together, and where they stand in `names`, ascending. */
  let ranks = floats(1024)
  let masses = integers(1024)
  let starts = integers(1024)
  let counts = integers(1024)
  let names = integers(16_384)
  let used = 0
  /** What is shared with each unit, in the course of one question; all 0 between questions. */
  let shared = integers(1024)

  const listOf = (name: number): number[] => lists[name] ?? []
  const isCommon = (name: number): boolean => listOf(name).length > common
  const rank = (unit: number): number => {
    const known = at(ranks, unit)
    if (known >= 0) return known
    const fingerprint = fingerprintOf(unit)
    if (!fingerprint) throw new Error(`there is no unit ${unit}`)
    const own = rankOf(fingerprint)
    ranks[unit] = own
    return own
  }
  const byRank = (a: number, b: number): number => rank(a) - rank(b) || a - b
  const orderedListOf = (name: number): number[] => {
    const list = listOf(name)
    if (isOrdered[name] === true) return list
    isOrdered[name] = true
    return list.sort(byRank)
  }
  /** Those of the same rank are pillars all or none of them. */
  const lastPillarRank = (name: number): number => rank(at(orderedListOf(name), pillars - 1))
  const isPillar = (unit: number, name: number): boolean => rank(unit) <= lastPillarRank(name)

  const numberOf = (name: string): number => {
    const known = numbers.get(name)
    if (known !== undefined) return known
    const number = lists.push([]) - 1
    weights.push(weightOf(name))
    isOrdered.push(false)
    numbers.set(name, number)
    return number
  }

  /** Where a unit stands, or would stand, among those of a name. */
  const placeIn = (list: readonly number[], unit: number): number => {
    let from = 0
    let to = list.length
    while (from < to) {
      const middle = (from + to) >> 1
      if (byRank(at(list, middle), unit) < 0) from = middle + 1
      else to = middle
    }
    return from
  }

  const eachName = (unit: number, visit: (name: number) => void): void => {
    const start = at(starts, unit)
    for (let place = start; place < start + at(counts, unit); place += 1) visit(at(names, place))
  }
  const has = (unit: number, name: number): boolean => {
    const start = at(starts, unit)
    for (let place = start; place < start + at(counts, unit); place += 1) if (at(names, place) === name) return true
    return false
  }
  /** Whether `test` is true of any name that both have. */
  const someShared = (a: number, b: number, test: (name: number) => boolean): boolean => {
    let [one, two] = [at(starts, a), at(starts, b)]
    const [endOfOne, endOfTwo] = [one + at(counts, a), two + at(counts, b)]
    while (one < endOfOne && two < endOfTwo) {
      const order = at(names, one) - at(names, two)
      if (order === 0 && test(at(names, one))) return true
      if (order <= 0) one += 1
      if (order >= 0) two += 1
    }
    return false
  }

  const meet = (a: number, b: number): boolean =>
    someShared(a, b, (name) => !isCommon(name) || isPillar(a, name) || isPillar(b, name))

  return {
    units,
    put: (unit, fingerprint) => {
      const own = indexNames(fingerprint)
        .map(numberOf)
        .sort((a, b) => a - b)
      ranks = longEnough(ranks, unit + 1, floats)
      masses = longEnough(masses, unit + 1, integers)
      starts = longEnough(starts, unit + 1, integers)
      counts = longEnough(counts, unit + 1, integers)
      shared = longEnough(shared, unit + 1, integers)
      names = longEnough(names, used + own.length, integers)
      ranks[unit] = -1
      masses[unit] = own.reduce((sum, name) => sum + at(weights, name), 0)
      // A unit that comes again, with other days, has the names that it had.
      if (at(counts, unit) !== own.length) {
        starts[unit] = used
        used += own.length
      }
      counts[unit] = own.length
      names.set(own, at(starts, unit))
      for (const name of own) {
        const list = listOf(name)
        if (isOrdered[name] === true) list.splice(placeIn(list, unit), 0, unit)
        else list.push(unit)
      }
      units.add(unit)
    },
    remove: (unit) => {
      if (!units.delete(unit)) return
      eachName(unit, (name) => {
        const list = orderedListOf(name)
        const place = placeIn(list, unit)
        if (list[place] === unit) list.splice(place, 1)
      })
    },
    eachNear: (unit, part, visit) => {
      const found: number[] = []
      /** Common names by which not all were found that have them. */
      const partly: number[] = []
      let partlyWeight = 0
      const add = (other: number, weight: number): void => {
        if (other === unit) return
        if (at(shared, other) === 0) found.push(other)
        shared[other] = at(shared, other) + weight
      }
      eachName(unit, (name) => {
        const list = listOf(name)
        const weight = at(weights, name)
        if (!isCommon(name) || isPillar(unit, name)) {
          for (const other of list) add(other, weight)
          return
        }
        partly.push(name)
        partlyWeight += weight
        const last = lastPillarRank(name)
        for (let place = 0; place < list.length && rank(at(list, place)) <= last; place += 1) {
          add(at(list, place), weight)
        }
      })
      for (const other of found) {
        const enough = part * Math.min(at(masses, unit), at(masses, other))
        let mass = at(shared, other)
        shared[other] = 0
        if (mass < enough && mass + partlyWeight >= enough) {
          for (const name of partly) if (!isPillar(other, name) && has(other, name)) mass += at(weights, name)
        }
        if (mass >= enough) visit(other)
      }
    },
    meet,
    hasCommon: (unit) => {
      let found = false
      eachName(unit, (name) => {
        found ||= isCommon(name)
      })
      return found
    },
    share: (a, b) => someShared(a, b, () => true),
    shareEnough: (a, b, part) => {
      let mass = 0
      const enough = part * Math.min(at(masses, a), at(masses, b))
      return someShared(a, b, (name) => {
        mass += at(weights, name)
        return mass >= enough
      })
    },
    eachFormerPillar: (gone, visit) => {
      const seen = new Set<number>()
      for (const unit of gone) {
        if (!units.has(unit)) continue
        eachName(unit, (name) => {
          if (seen.has(name) || !isCommon(name)) return
          seen.add(name)
          const others = orderedListOf(name).filter((other) => !gone.has(other))
          const last = others.length > common ? rank(at(others, pillars - 1)) : Number.POSITIVE_INFINITY
          for (const former of others) {
            if (rank(former) > last) break
            if (!isPillar(former, name)) visit(former, others)
          }
        })
      }
    },
    mostShared: (fingerprint, limit) => {
      const found: number[] = []
      for (const name of indexNames(fingerprint)) {
        const number = numbers.get(name)
        if (number === undefined) continue
        const weight = at(weights, number)
        for (const other of listOf(number)) {
          if (at(shared, other) === 0) found.push(other)
          shared[other] = at(shared, other) + weight
        }
      }
      const least =
        Int32Array.from(found, (unit) => at(shared, unit))
          .sort()
          .at(-limit) ?? 0
      const most = found.filter((unit) => at(shared, unit) >= least)
      most.sort((a, b) => at(shared, b) - at(shared, a) || a - b)
      for (const unit of found) shared[unit] = 0
      return most.slice(0, limit)
    }
  }
}
