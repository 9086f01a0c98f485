import { expect, it } from 'vitest'
import { turnBox } from './task-boxes.ts'

it('turns the box of the item it stands in, and no other', () => {
  const text = '- [ ] one\n  1. [x] two [ ]\n'
  expect(turnBox(text, 0)).toBe('- [x] one\n  1. [x] two [ ]\n')
  expect(turnBox(text, text.indexOf('1.'))).toBe('- [ ] one\n  1. [ ] two [ ]\n')
  expect(turnBox(turnBox(text, 0), 0)).toBe(text)
})

it('leaves what has no box', () => {
  expect(turnBox('- one [ ]', 0)).toBe('- one [ ]')
  expect(turnBox('text', 2)).toBe('text')
})
