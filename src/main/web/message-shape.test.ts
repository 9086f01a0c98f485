import { expect, it } from 'vitest'
import { callOf, deeperThan, endedCall } from './message-shape.ts'

it('measures depth without recursion', () => {
  expect(deeperThan(1, 0)).toBe(false)
  expect(deeperThan([1], 1)).toBe(false)
  expect(deeperThan([[1]], 1)).toBe(true)
  expect(deeperThan({ a: { b: [1] } }, 3)).toBe(false)
  expect(deeperThan(JSON.parse('['.repeat(500_000) + ']'.repeat(500_000)), 64)).toBe(true)
})

it('finds the number of a call', () => {
  expect(callOf({ kind: 'call', call: 3, method: 'buckets.list' })).toEqual({ call: 3, method: 'buckets.list' })
  for (const message of [
    null,
    1,
    [],
    {},
    { kind: 'cancel', call: 3 },
    { kind: 'call', call: -1 },
    { kind: 'call', call: '3' }
  ]) {
    expect(callOf(message)).toBeNull()
  }
})

it('tells answers that end a call from its progress', () => {
  expect(endedCall({ kind: 'done', call: 3, output: {} })).toBe(3)
  expect(endedCall({ kind: 'failed', call: 4, failure: { kind: 'cancelled' } })).toBe(4)
  expect(endedCall({ kind: 'progress', call: 3, value: {} })).toBeNull()
})
