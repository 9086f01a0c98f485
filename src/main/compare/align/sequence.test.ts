import { array, assert, constantFrom, integer, nat, property } from 'fast-check'
import { expect, test } from 'vitest'
import { alignKeys, alignTexts, rising } from './sequence.ts'

const letters = array(integer({ min: 0, max: 6 }), { maxLength: 40 })

/** Length of the longest common subsequence, the slow way. */
const longestCommon = (a: readonly number[], b: readonly number[]): number => {
  let row = b.map(() => 0).concat(0)
  for (const key of a) {
    const next = [0]
    b.forEach((other, at) => next.push(key === other ? (row[at] ?? 0) + 1 : Math.max(row[at + 1] ?? 0, next[at] ?? 0)))
    row = next
  }
  return row.at(-1) ?? 0
}

test('pairs are equal keys, each used once, rising on both sides', () => {
  assert(
    property(letters, letters, (a, b) => {
      const pairs = alignKeys(Int32Array.from(a), Int32Array.from(b))
      for (const [i, j] of pairs) expect(a[i]).toBe(b[j])
      pairs.slice(1).forEach(([i, j], index) => {
        expect(i).toBeGreaterThan(pairs[index]?.[0] ?? -1)
        expect(j).toBeGreaterThan(pairs[index]?.[1] ?? -1)
      })
    })
  )
})

test('without keys that stand once on both sides, none that could be paired is lost', () => {
  assert(
    property(array(constantFrom(0, 1), { maxLength: 30 }), array(constantFrom(0, 1), { maxLength: 30 }), (a, b) => {
      const doubled = [...a, 0, 1, 0, 1]
      const other = [...b, 1, 1, 0, 0]
      expect(alignKeys(Int32Array.from(doubled), Int32Array.from(other)).length).toBe(longestCommon(doubled, other))
    })
  )
})

test('a sequence is wholly aligned with itself, and with itself less some', () => {
  assert(
    property(letters, nat(), (a, at) => {
      expect(alignKeys(Int32Array.from(a), Int32Array.from(a))).toHaveLength(a.length)
      const less = a.toSpliced(at % (a.length + 1), 1)
      expect(alignKeys(Int32Array.from(a), Int32Array.from(less))).toHaveLength(less.length)
    })
  )
})

test('moved text does not cross', () => {
  expect(alignTexts(['a', 'b', 'c', 'd'], ['c', 'a', 'b', 'd'])).toEqual([
    [0, 1],
    [1, 2],
    [3, 3]
  ])
  expect(
    rising([
      [0, 2],
      [1, 0],
      [2, 1]
    ])
  ).toEqual([
    [1, 0],
    [2, 1]
  ])
})

const random = (seed: number): Int32Array =>
  Int32Array.from({ length: 200_000 }, (_, at) => ((at * 7919 + seed) * 31) % 50)

test('time grows with the length, not with its square', () => {
  const start = performance.now()
  alignKeys(random(1), random(2))
  expect(performance.now() - start).toBeLessThan(3000)
})
