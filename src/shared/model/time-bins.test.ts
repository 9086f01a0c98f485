import { array, assert, integer, option, property, record } from 'fast-check'
import { expect, it } from 'vitest'
import { binsOf, binText, tickText } from './time-bins.ts'

const at = (date: string): number => Date.parse(`${date}T00:00:00Z`)
const point = (date: string, kernel: string | null, count: number) => ({ day: at(date), kernel, count })

it('counts by day where days are few, and by release, the newest first', () => {
  const bins = binsOf(
    {
      points: [
        point('2025-03-01', '6.13.0-rc2-g1', 2),
        point('2025-03-03', '6.13.0-rc2-g2', 1),
        point('2025-03-03', '6.14.0', 4),
        point('2025-03-03', null, 1)
      ]
    },
    ['6.13.0-rc2-g1', '6.13.0-rc2-g2', '6.14.0'],
    60
  )
  expect(bins?.unit).toBe('day')
  expect(bins?.bins.map(({ count }) => count)).toEqual([2, 0, 6])
  expect(bins?.lanes).toEqual([
    { name: 'not said', count: 1, bins: [0, 0, 1] },
    { name: '6.14', count: 4, bins: [0, 0, 4] },
    { name: '6.13-rc2', count: 3, bins: [2, 0, 1] }
  ])
})

const spans = (to: string) => binsOf({ points: [point('2024-01-01', null, 1), point(to, null, 1)] }, [], 60)

it('takes the shortest stretches that fit', () => {
  expect(spans('2024-02-29')?.unit).toBe('day')
  expect(spans('2024-03-01')?.unit).toBe('week')
  expect(spans('2026-01-01')?.unit).toBe('month')
  expect(spans('2040-01-01')?.unit).toBe('year')
  expect(spans('2040-01-01')?.bins).toHaveLength(17)
})

it('counts what lies centuries away in the last stretch', () => {
  const bins = binsOf({ points: [point('1970-01-01', '6.1.0', 1), point('4433-01-01', '6.1.0', 2)] }, ['6.1.0'], 60, 8)
  expect(bins?.unit).toBe('year')
  expect(bins?.bins).toHaveLength(60)
  expect(bins?.bins.at(-1)?.count).toBe(2)
  expect(bins?.lanes).toMatchObject([{ name: '6.1', count: 3 }])
})

it('writes stretches as people do', () => {
  const bin = { start: at('2025-03-03'), end: at('2025-03-10'), count: 1 }
  expect(binText(bin, 'week')).toBe('2025-03-03 to 2025-03-09')
  expect(tickText(bin, 'week')).toBe('2025-03-03')
  expect(binText(bin, 'month')).toBe('2025-03')
})

it('loses no report, whatever the dates', () => {
  const points = array(
    record({
      day: integer({ min: 0, max: 20_000 }).map((day) => day * 24 * 3_600_000),
      kernel: option(integer({ min: 0, max: 30 }).map((minor) => `6.${minor}.0`)),
      count: integer({ min: 1, max: 9 })
    }),
    { minLength: 1, maxLength: 50 }
  )
  assert(
    property(points, (some) => {
      const total = some.reduce((sum, { count }) => sum + count, 0)
      const bins = binsOf({ points: some }, [], 60)
      expect(bins?.bins.length).toBeLessThanOrEqual(60)
      expect(bins?.bins.reduce((sum, { count }) => sum + count, 0)).toBe(total)
      expect(bins?.lanes.reduce((sum, { count }) => sum + count, 0)).toBe(total)
      expect(bins?.lanes.length).toBeLessThanOrEqual(14)
    })
  )
})

it('has nothing to draw for no report', () => expect(binsOf({ points: [] }, [], 60)).toBeNull())
