import { expect, it } from 'vitest'
import { pagesOf } from './pages.ts'

it('reads the pages that are in sight, and not the first twice', () => {
  expect(pagesOf(0, 40, 1000)).toEqual([])
  expect(pagesOf(180, 220, 1000)).toEqual([1])
  expect(pagesOf(399, 401, 1000)).toEqual([1, 2])
  expect(pagesOf(980, 1400, 1000)).toEqual([4])
  expect(pagesOf(0, 0, 0)).toEqual([])
})
