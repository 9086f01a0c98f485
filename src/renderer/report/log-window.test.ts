import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { earlier, holds, later, windowAround } from './log-window.ts'

describe('the window on a log', () => {
  it('is the whole log where it fits', () => {
    expect(windowAround(70, 100, 1000)).toEqual({ first: 1, count: 100 })
  })
  it('has the line in its middle, save at the ends', () => {
    expect(windowAround(5000, 10_000, 1000)).toEqual({ first: 4500, count: 1000 })
    expect(windowAround(3, 10_000, 1000).first).toBe(1)
    expect(windowAround(9_999, 10_000, 1000)).toEqual({ first: 9001, count: 1000 })
  })
  it('steps with a part of the last window in sight, and stops at the ends', () => {
    const window = windowAround(5000, 10_000, 1000)
    expect(later(window, 10_000, 1000).first).toBe(5400)
    expect(earlier(window, 10_000, 1000).first).toBe(3600)
    expect(earlier({ first: 20, count: 1000 }, 10_000, 1000).first).toBe(1)
  })
  it('always lies within the log, and reaches every line', () => {
    const sizes = fc.record({ total: fc.integer({ min: 1, max: 5000 }), size: fc.integer({ min: 1, max: 700 }) })
    fc.assert(
      fc.property(sizes, fc.nat(), ({ total, size }, seed) => {
        const line = 1 + (seed % total)
        const window = windowAround(line, total, size)
        expect(holds(window, line)).toBe(true)
        let at = windowAround(1, total, size)
        let last = 0
        while (at.first !== last) {
          expect(at.first).toBeGreaterThanOrEqual(1)
          expect(at.first + at.count - 1).toBeLessThanOrEqual(total)
          last = at.first
          at = later(at, total, size)
        }
        expect(holds(at, total)).toBe(true)
      })
    )
  })
})
