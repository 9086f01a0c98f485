import { array, assert, nat, property, string } from 'fast-check'
import { expect, test } from 'vitest'
import { sentLines } from './sent-lines.ts'

const sent = (lines: readonly string[]): number => Buffer.byteLength(JSON.stringify(lines.join('\n')), 'utf8')

test('lines that are sent take no more than is allowed, and no line is left out without need', () => {
  const lines = array(
    string({ unit: 'binary', maxLength: 30 }).map((line) => line.replaceAll('\n', '\0')),
    { maxLength: 20 }
  )
  assert(
    property(lines, nat(600), (all, most) => {
      const kept = sentLines(all, most)
      expect(kept).toEqual(all.slice(0, kept.length))
      expect(sent(kept)).toBeLessThanOrEqual(most + 2)
      // A line's own quotation marks are as long as the line end that it has instead.
      if (kept.length < all.length) expect(sent(all.slice(0, kept.length + 1)) + 2).toBeGreaterThan(most)
    })
  )
})

test('a line that is too long alone is left out with all behind it', () => {
  expect(sentLines(['\0'.repeat(100), 'a'], 300)).toEqual([])
  expect(sentLines(['a', 'b'], 6)).toEqual(['a', 'b'])
})
