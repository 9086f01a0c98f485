import { expect, it } from 'vitest'
import { followCursor, pairOf, toggled } from './places.ts'

it('selects and deselects', () => {
  expect(toggled(toggled(['a'], 'b'), 'a')).toEqual(['b'])
})

it('compares two selected, or one with the row at the cursor', () => {
  expect(pairOf(['a', 'b'], 'c')).toEqual(['a', 'b'])
  expect(pairOf(['a'], 'c')).toEqual(['a', 'c'])
  expect(pairOf(['a'], 'a')).toBeNull()
  expect(pairOf(['a', 'b', 'c'], null)).toBeNull()
  expect(pairOf([], 'c')).toBeNull()
})

it('keeps the cursor on its row when rows come before it', () => {
  const rows = ['x', 'y', 'mine']
  expect(followCursor({ index: 0, key: 'mine' }, 3, (key) => rows.indexOf(key))).toBe(2)
  expect(followCursor({ index: 7, key: 'gone' }, 3, (key) => rows.indexOf(key))).toBe(2)
  expect(followCursor({ index: 0, key: null }, 0, () => -1)).toBe(0)
})
