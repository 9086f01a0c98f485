import { expect, test } from 'vitest'
import { nestsTooDeep } from './note-depth.ts'

test.each(['>', '> ', '- ', '1. ', '> - ', '[', '!['])('a note of nothing but %j nests too deep', (mark) => {
  expect(nestsTooDeep(`words\n${mark.repeat(600)}a`)).toBe(true)
  expect(nestsTooDeep(`words\n${mark.repeat(50)}a`)).toBe(false)
})

test('what people write does not, however long it is', () => {
  const lines =
    '[   12.345678] Call Trace:\n[   12.345679]  <TASK>\n- [x] done, see [b](/buckets/0123456789ab)\n> yes\n'
  expect(nestsTooDeep(lines.repeat(2000))).toBe(false)
  expect(nestsTooDeep('[cut\n\n'.repeat(2000))).toBe(false)
  expect(nestsTooDeep(`${'-'.repeat(5000)}\n${'> '.repeat(100)}a`)).toBe(false)
})
