import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { earlier, holds, later, nearer, windowAround, type LogWindow } from './log-window.ts'

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
  it('leaves no line out where the engine answers fewer than were asked for', () => {
    const logs = fc.record({
      lines: fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 200 }),
      size: fc.integer({ min: 1, max: 60 }),
      most: fc.integer({ min: 1, max: 100 })
    })
    fc.assert(
      fc.property(logs, fc.nat(), ({ lines, size, most }, seed) => {
        const total = lines.length
        /** As many lines as fit in an answer, at least the start of one. */
        const answer = ({ first, count }: LogWindow): LogWindow => {
          let room = most
          const fit = lines.slice(first - 1, first - 1 + count).findIndex((length) => (room -= length) <= 0)
          return { first, count: fit < 0 ? Math.min(count, total - first + 1) : fit + 1 }
        }
        /** As the view asks: nearer and nearer, until the line it is at is among those that came. */
        const shown = (asked: LogWindow, line: number): LogWindow => {
          expect(holds(asked, line)).toBe(true)
          const received = answer(asked)
          return holds(received, line) ? received : shown(nearer(asked, line, total, size), line)
        }
        const line = 1 + (seed % total)
        let at = shown(windowAround(line, total, size), line)
        while (at.first + at.count - 1 < total) {
          const last = at.first + at.count - 1
          const next = later(at, total, size)
          const then = shown(next, Math.max(next.first, last))
          expect(then.first).toBeGreaterThan(at.first)
          expect(then.first).toBeLessThanOrEqual(last + 1)
          at = then
        }
        while (at.first > 1) {
          const then = shown(earlier(at, total, size), at.first - 1)
          expect(then.first).toBeLessThan(at.first)
          expect(then.first + then.count).toBeGreaterThanOrEqual(at.first)
          at = then
        }
      })
    )
  })
})
