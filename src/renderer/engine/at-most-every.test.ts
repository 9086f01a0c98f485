import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { atMostEvery } from './at-most-every.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('acts at once, then once for all that was asked in a pause', () => {
  let acts = 0
  let held = 0
  const refresh = atMostEvery(
    250,
    () => acts++,
    () => {
      held++
      return () => held--
    }
  )
  refresh.ask()
  expect([acts, held]).toEqual([1, 0])
  for (let times = 0; times < 50; times++) refresh.ask()
  expect([acts, held]).toEqual([1, 1])
  vi.advanceTimersByTime(250)
  expect([acts, held]).toEqual([2, 0])
  vi.advanceTimersByTime(1000)
  expect(acts).toBe(2)
  refresh.ask()
  refresh.ask()
  refresh.stop()
  vi.advanceTimersByTime(1000)
  expect([acts, held]).toEqual([3, 0])
})
