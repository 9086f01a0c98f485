/** Indices of one line on each side. */
export type Pair = readonly [a: number, b: number]

type Stretch = { readonly aFrom: number; readonly aTo: number; readonly bFrom: number; readonly bTo: number }

/** Between keys that stand once on both sides, at most so many steps are looked for exactly (Myers' D). */
const deepest = 200

/** The longest run of pairs in which both indices rise. `pairs` rises in its first index. */
export const rising = (pairs: readonly Pair[]): readonly Pair[] => {
  const ends: number[] = []
  const before = new Int32Array(pairs.length)
  pairs.forEach(([, b], index) => {
    let low = 0
    let high = ends.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((pairs[ends[middle] ?? 0]?.[1] ?? 0) < b) low = middle + 1
      else high = middle
    }
    before[index] = ends[low - 1] ?? -1
    ends[low] = index
  })
  const run: Pair[] = []
  for (let at = ends.at(-1) ?? -1; at >= 0; at = before[at] ?? -1) {
    const pair = pairs[at]
    if (pair !== undefined) run.push(pair)
  }
  return run.toReversed()
}

/** Pairs of keys that stand once on each side of a stretch, in rising order: what patience diff rests on. */
const anchors = (a: Int32Array, b: Int32Array, { aFrom, aTo, bFrom, bTo }: Stretch): readonly Pair[] => {
  const once = new Map<number, number>()
  for (let at = aFrom; at < aTo; at += 1) {
    const key = a[at] ?? 0
    once.set(key, once.has(key) ? -1 : at)
  }
  const other = new Map<number, number>()
  for (let at = bFrom; at < bTo; at += 1) {
    const key = b[at] ?? 0
    if ((once.get(key) ?? -1) >= 0) other.set(key, other.has(key) ? -1 : at)
  }
  const pairs: Pair[] = []
  for (const [key, at] of once) {
    const there = other.get(key) ?? -1
    if (at >= 0 && there >= 0) pairs.push([at, there])
  }
  return rising(pairs)
}

/** Myers' greedy algorithm with at most `deepest` steps; null where the sides are further apart. */
const exact = (a: Int32Array, b: Int32Array, { aFrom, aTo, bFrom, bTo }: Stretch): readonly Pair[] | null => {
  const [n, m] = [aTo - aFrom, bTo - bFrom]
  const limit = Math.min(n + m, deepest)
  const width = 2 * limit + 3
  const reach = new Int32Array(width)
  const trace: Int32Array[] = []
  for (let d = 0; d <= limit; d += 1) {
    trace.push(reach.slice(limit + 1 - d, limit + 2 + d))
    for (let k = -d; k <= d; k += 2) {
      const at = limit + 1 + k
      const down = k === -d || (k !== d && (reach[at - 1] ?? 0) < (reach[at + 1] ?? 0))
      let x = down ? (reach[at + 1] ?? 0) : (reach[at - 1] ?? 0) + 1
      let y = x - k
      while (x < n && y < m && a[aFrom + x] === b[bFrom + y]) {
        x += 1
        y += 1
      }
      reach[at] = x
      if (x >= n && y >= m) return walkBack(trace, d, n, m).map(([i, j]): Pair => [aFrom + i, bFrom + j])
    }
  }
  return null
}

/** `trace[d]` holds how far each diagonal reached before step d, diagonals -d to d. */
const walkBack = (trace: readonly Int32Array[], steps: number, n: number, m: number): readonly Pair[] => {
  const pairs: Pair[] = []
  let [x, y] = [n, m]
  for (let d = steps; d > 0; d -= 1) {
    const row = trace[d] ?? new Int32Array(0)
    const reach = (k: number): number => row[k + d] ?? 0
    const k = x - y
    const down = k === -d || (k !== d && reach(k - 1) < reach(k + 1))
    const from = down ? k + 1 : k - 1
    const fromX = reach(from)
    const fromY = fromX - from
    const [stopX, stopY] = down ? [fromX, fromY + 1] : [fromX + 1, fromY]
    while (x > stopX && y > stopY) {
      x -= 1
      y -= 1
      pairs.push([x, y])
    }
    x = fromX
    y = fromY
  }
  while (x > 0 && y > 0) {
    x -= 1
    y -= 1
    pairs.push([x, y])
  }
  return pairs.toReversed()
}

/** The first of a key with the first of it on the other side, the second with the second. */
const byOccurrence = (a: Int32Array, b: Int32Array, { aFrom, aTo, bFrom, bTo }: Stretch): readonly Pair[] => {
  const there = new Map<number, number[]>()
  for (let at = bTo - 1; at >= bFrom; at -= 1) {
    const key = b[at] ?? 0
    const places = there.get(key)
    if (places === undefined) there.set(key, [at])
    else places.push(at)
  }
  const pairs: Pair[] = []
  for (let at = aFrom; at < aTo; at += 1) {
    const place = there.get(a[at] ?? 0)?.pop()
    if (place !== undefined) pairs.push([at, place])
  }
  return rising(pairs)
}

/**
 * Which keys of two sequences are one, in rising order: equal ends first, then keys that stand once on both sides,
 * then the shortest edit between them, or where that is too far, keys by how often they came: time is n log n.
 */
export const alignKeys = (a: Int32Array, b: Int32Array): readonly Pair[] => {
  const pairs: Pair[] = []
  const open: Stretch[] = [{ aFrom: 0, aTo: a.length, bFrom: 0, bTo: b.length }]
  for (let stretch = open.pop(); stretch !== undefined; stretch = open.pop()) {
    let { aFrom, aTo, bFrom, bTo } = stretch
    while (aFrom < aTo && bFrom < bTo && a[aFrom] === b[bFrom]) pairs.push([aFrom++, bFrom++])
    while (aFrom < aTo && bFrom < bTo && a[aTo - 1] === b[bTo - 1]) pairs.push([--aTo, --bTo])
    if (aFrom === aTo || bFrom === bTo) continue
    const rest = { aFrom, aTo, bFrom, bTo }
    const found = anchors(a, b, rest)
    if (found.length === 0) {
      for (const pair of exact(a, b, rest) ?? byOccurrence(a, b, rest)) pairs.push(pair)
      continue
    }
    for (const [i, j] of found) {
      pairs.push([i, j])
      if (aFrom < i && bFrom < j) open.push({ aFrom, aTo: i, bFrom, bTo: j })
      aFrom = i + 1
      bFrom = j + 1
    }
    if (aFrom < aTo && bFrom < bTo) open.push({ aFrom, aTo, bFrom, bTo })
  }
  return pairs.sort((left, right) => left[0] - right[0])
}

/** Gives equal texts equal numbers. */
export const createKeys = (): ((text: string) => number) => {
  const known = new Map<string, number>()
  return (text) => {
    const number = known.get(text) ?? known.size
    if (number === known.size) known.set(text, number)
    return number
  }
}

export const alignTexts = (a: readonly string[], b: readonly string[]): readonly Pair[] => {
  const keys = createKeys()
  return alignKeys(Int32Array.from(a, keys), Int32Array.from(b, keys))
}
