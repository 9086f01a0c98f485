/** Scores that are kept, each from both sides: 8 bytes and the slack of lists that grow. */
export const rememberedScores = 4_000_000

type Scores = { units: Int32Array; scores: Float32Array; count: number }

/** Scores of pairs of units, from either side. A score has the precision of 32 bits. */
export type PairScores = {
  /** Lists that are kept. */
  readonly size: () => number
  /** Whether a unit's list is kept: nothing that was added to it since `begin` was lost. */
  readonly holds: (unit: number) => boolean
  /** Starts an empty list for a unit that has none. */
  readonly begin: (unit: number) => void
  readonly get: (a: number, b: number) => number | undefined
  /** Adds to the lists that are kept of the two. */
  readonly add: (a: number, b: number, score: number) => void
  readonly each: (unit: number, visit: (other: number, score: number) => void) => void
  /** Drops the scores of a unit from its list and from all others. */
  readonly forget: (unit: number) => void
  /** Drops the lists that were begun first while there are too many scores; answers whose. */
  readonly trim: () => readonly number[]
}

const placeOf = ({ units, count }: Scores, unit: number): number => {
  const place = units.indexOf(unit)
  return place < count ? place : -1
}

const append = (list: Scores, unit: number, score: number): void => {
  if (list.count === list.units.length) {
    const units = new Int32Array(Math.ceil(list.count * 1.5) + 4)
    const scores = new Float32Array(units.length)
    units.set(list.units)
    scores.set(list.scores)
    list.units = units
    list.scores = scores
  }
  list.units[list.count] = unit
  list.scores[list.count] = score
  list.count += 1
}

const takeOut = (list: Scores, place: number): void => {
  const last = list.count - 1
  list.units[place] = list.units[last] ?? 0
  list.scores[place] = list.scores[last] ?? 0
  list.units[last] = 0
  list.count = last
}

export const createPairScores = (limit: number): PairScores => {
  const lists = new Map<number, Scores>()
  /** Units whose list was dropped once: others may hold scores that a new list has not. */
  const trimmed = new Set<number>()
  let size = 0

  const put = (unit: number, other: number, score: number): void => {
    const list = lists.get(unit)
    if (!list || placeOf(list, other) >= 0) return
    append(list, other, score)
    size += 1
  }
  const remove = (unit: number, other: number): void => {
    const list = lists.get(unit)
    const place = list ? placeOf(list, other) : -1
    if (!list || place < 0) return
    takeOut(list, place)
    size -= 1
  }

  return {
    size: () => lists.size,
    holds: (unit) => lists.has(unit),
    begin: (unit) => {
      if (!lists.has(unit)) lists.set(unit, { units: new Int32Array(0), scores: new Float32Array(0), count: 0 })
    },
    get: (a, b) => {
      for (const [unit, other] of [
        [a, b],
        [b, a]
      ] as const) {
        const list = lists.get(unit)
        const place = list ? placeOf(list, other) : -1
        if (list && place >= 0) return list.scores[place]
      }
      return undefined
    },
    add: (a, b, score) => {
      put(a, b, score)
      put(b, a, score)
    },
    each: (unit, visit) => {
      const list = lists.get(unit)
      if (!list) return
      for (let place = 0; place < list.count; place += 1) visit(list.units[place] ?? 0, list.scores[place] ?? 0)
    },
    forget: (unit) => {
      const own = lists.get(unit)
      // Without a whole list of its own any may have it.
      const whole = !trimmed.delete(unit)
      for (const other of own && whole ? own.units.subarray(0, own.count) : lists.keys()) remove(other, unit)
      size -= own?.count ?? 0
      lists.delete(unit)
    },
    trim: () => {
      const dropped: number[] = []
      for (const [unit, list] of lists) {
        if (size <= limit) break
        size -= list.count
        lists.delete(unit)
        trimmed.add(unit)
        dropped.push(unit)
      }
      return dropped
    }
  }
}
