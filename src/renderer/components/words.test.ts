import { describe, expect, it } from 'vitest'
import { bytes, counted, duration } from './quantities.ts'
import { exactTime, relativeTime } from './times.ts'

describe('times', () => {
  const now = Date.UTC(2026, 10, 22, 12, 0, 0)
  const minutes = (amount: number): number => now - amount * 60_000
  it.each([
    [minutes(0.5), 'now'],
    [minutes(5), '5 min ago'],
    [minutes(60 * 3.9), '3 h ago'],
    [minutes(60 * 30), 'yesterday'],
    [minutes(60 * 24 * 59), '59 d ago'],
    [minutes(60 * 24 * 61), '2 mo ago'],
    [minutes(60 * 24 * 729), '23 mo ago'],
    [minutes(60 * 24 * 800), '2 y ago'],
    [now + 86_400_000, '2026-11-23']
  ])('%i is %s', (time, text) => expect(relativeTime(time, now)).toBe(text))
  it('is exact when asked', () => expect(exactTime(now)).toBe('2026-11-22 12:00:00'))
})

describe('quantities', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1.0 kB'],
    [99_949, '99.9 kB'],
    [999_600, '1.0 MB'],
    [1_234_000_000, '1.2 GB']
  ])('%i bytes is %s', (value, text) => expect(bytes(value)).toBe(text))
  it.each([
    [0.4, '0 s'],
    [59.6, '1 min'],
    [125, '2 min 5 s'],
    [3780, '1 h 3 min']
  ])('%d seconds is %s', (value, text) => expect(duration(value)).toBe(text))
  it('counts in words', () => {
    expect(counted(1, 'report')).toBe('1 report')
    expect(counted(1200, 'report')).toBe('1,200 reports')
  })
})
