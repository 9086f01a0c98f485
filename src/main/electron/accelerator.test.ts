import { expect, it } from 'vitest'
import { acceleratorOf } from './accelerator.ts'

it.each([
  ['$mod+K', 'CommandOrControl+K'],
  ['$mod+Shift+P', 'CommandOrControl+Shift+P'],
  ['Alt+ArrowLeft', 'Alt+Left'],
  ['F8', 'F8'],
  ['Shift+F8', 'Shift+F8']
])('shows %s as %s', (keys, accelerator) => {
  expect(acceleratorOf(keys)).toBe(accelerator)
})

it.each(['j', 'g b', 'Shift+G', '/', '?', 'Escape', 'ArrowDown', 't t'])('does not show %s', (keys) => {
  expect(acceleratorOf(keys)).toBeNull()
})
