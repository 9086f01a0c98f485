import { expect, it } from 'vitest'
import { tokenOf } from './session.ts'

it('finds the token of a printed link, and none elsewhere', () => {
  expect(tokenOf('#t=abc-DEF_1')).toBe('abc-DEF_1')
  expect(tokenOf('')).toBeNull()
  expect(tokenOf('#line=3')).toBeNull()
})
