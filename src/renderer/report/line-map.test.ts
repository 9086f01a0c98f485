import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pickedMap, windowMap } from './line-map.ts'

describe('a text of picked lines', () => {
  const map = pickedMap([10, 11, 14, 14, 20])
  it('says which raw line a line is', () => {
    expect([1, 2, 3, 4, 5].map(map.rawOf)).toEqual([10, 11, 14, 14, 20])
  })
  it('finds a raw line, or the nearest before it', () => {
    expect([1, 10, 12, 13, 14, 15, 20, 99].map(map.lineOf)).toEqual([1, 1, 2, 2, 3, 4, 5, 5])
  })
  it('finds its way back from every line', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 1e6 }), { minLength: 1 }), (raws) => {
        const sorted = raws.toSorted((a, b) => a - b)
        const { rawOf, lineOf } = pickedMap(sorted)
        for (const [index] of sorted.entries()) expect(lineOf(rawOf(index + 1))).toBe(index + 1)
      })
    )
  })
  it('holds without any line', () => {
    expect(pickedMap([]).rawOf(1)).toBe(1)
    expect(pickedMap([]).lineOf(7)).toBe(1)
  })
})

it('a window of a log starts at its first line and never leaves it', () => {
  const map = windowMap(101, 50)
  expect(map.rawOf(1)).toBe(101)
  expect([1, 101, 150, 900].map(map.lineOf)).toEqual([1, 1, 50, 50])
})
