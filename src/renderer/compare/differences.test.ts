import { expect, it } from 'vitest'
import { differenceText, stepped } from './differences.ts'

it('says how many differences there are and which is shown', () => {
  expect(differenceText(null, null)).toBe('Comparing')
  expect(differenceText(0, null)).toBe('The texts are the same')
  expect(differenceText(1, null)).toBe('1 difference')
  expect(differenceText(7, 2)).toBe('Difference 3 of 7')
  expect(differenceText(1234, 1199)).toBe('Difference 1,200 of 1,234')
})

it('steps round and round', () => {
  expect(stepped(0, null, 1)).toBeNull()
  expect(stepped(3, null, 1)).toBe(0)
  expect(stepped(3, null, -1)).toBe(2)
  expect(stepped(3, 2, 1)).toBe(0)
  expect(stepped(3, 0, -1)).toBe(2)
})
