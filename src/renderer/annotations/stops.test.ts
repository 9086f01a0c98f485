import { expect, it } from 'vitest'
import { afterIn, beforeIn } from './stops.ts'

const stops = [
  { id: 'a', line: 3 },
  { id: 'b', line: 9 },
  { id: 'c', line: 9 }
]

it('goes on from the line, or from what has the focus, and round at the ends', () => {
  expect(afterIn(stops, 3, null)?.id).toBe('b')
  expect(afterIn(stops, 9, 'b')?.id).toBe('c')
  expect(afterIn(stops, 9, 'c')?.id).toBe('a')
  expect(afterIn(stops, 9, null)?.id).toBe('a')
  expect(beforeIn(stops, 9, 'c')?.id).toBe('b')
  expect(beforeIn(stops, 9, null)?.id).toBe('a')
  expect(beforeIn(stops, 1, null)?.id).toBe('c')
  expect(afterIn([], 1, null)).toBeUndefined()
})
