import { expect, it } from 'vitest'
import { countsText, differenceText, stepped } from './differences.ts'

it('says how many differences there are and which is shown', () => {
  expect(differenceText(0, null)).toBe('No real difference')
  expect(differenceText(1, null)).toBe('1 difference')
  expect(differenceText(7, 2)).toBe('Difference 3 of 7')
  expect(differenceText(1234, 1199)).toBe('Difference 1,200 of 1,234')
  expect(differenceText(3, 9)).toBe('3 differences')
})

it('steps round and round', () => {
  expect(stepped(0, null, 1)).toBeNull()
  expect(stepped(3, null, 1)).toBe(0)
  expect(stepped(3, null, -1)).toBe(2)
  expect(stepped(3, 2, 1)).toBe(0)
  expect(stepped(3, 0, -1)).toBe(2)
  expect(stepped(2, 5, 1)).toBe(0)
})

it('counts lines by how they compare, noise among the same', () => {
  expect(countsText({ same: 14, noise: 92, different: 1, onlyA: 15, onlyB: 0 })).toBe(
    '1 line differs, 15 only in A, 106 the same'
  )
})
