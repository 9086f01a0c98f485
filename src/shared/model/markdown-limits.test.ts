import { expect, test } from 'vitest'
import { isBeyondMarkdown } from './markdown-limits.ts'

test.each(['>', '> ', '- ', '1. ', '> - ', '[', '!['])('a note of nothing but %j is beyond Markdown', (mark) => {
  expect(isBeyondMarkdown(`words\n${mark.repeat(600)}a`)).toBe(true)
  expect(isBeyondMarkdown(`words\n${mark.repeat(50)}a`)).toBe(false)
})

test('what people write is not, up to the length of a log', () => {
  const lines =
    '[   12.345678] Call Trace:\n[   12.345679]  <TASK>\n- [x] done, see [b](/buckets/0123456789ab)\n> yes\n'
  expect(isBeyondMarkdown(lines.repeat(1500))).toBe(false)
  expect(isBeyondMarkdown(lines.repeat(3000))).toBe(true)
  expect(isBeyondMarkdown('[cut\n\n'.repeat(2000))).toBe(false)
  expect(isBeyondMarkdown(`${'-'.repeat(5000)}\n${'> '.repeat(100)}a`)).toBe(false)
})

test('headings made by the line below them are read as Markdown up to a thousand', () => {
  expect(isBeyondMarkdown('a\n===\n'.repeat(900))).toBe(false)
  expect(isBeyondMarkdown('a\n ---\n'.repeat(1100))).toBe(true)
})
