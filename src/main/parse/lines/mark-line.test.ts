import { array, assert, constantFrom, property, string } from 'fast-check'
import { expect, test } from 'vitest'
import {
  ampersand,
  angle,
  beyondAscii,
  control,
  createLineMarker,
  firstWordMark,
  type LineMarker
} from './mark-line.ts'

const marksOf = (mark: LineMarker, text: string): number => {
  const bytes = Buffer.from(text, 'latin1')
  return mark(bytes, 0, bytes.length)
}

test('odd characters are marked, each by its kind', () => {
  const mark = createLineMarker([])
  expect(marksOf(mark, 'plain\ttext, 100 %')).toBe(0)
  expect(marksOf(mark, 'a\u001b[0m')).toBe(control)
  expect(marksOf(mark, 'a\u007f')).toBe(control)
  expect(marksOf(mark, 'a\u00e4')).toBe(beyondAscii)
  expect(marksOf(mark, '&lt;<')).toBe(ampersand | angle)
})

test('words are found where others overlap them, and nowhere outside the range', () => {
  const mark = createLineMarker([
    { mark: firstWordMark, words: ['abab', 'panic:'] },
    { mark: firstWordMark * 2, words: ['babc', 'ic'] }
  ])
  expect(marksOf(mark, 'ababc')).toBe(firstWordMark * 3)
  expect(marksOf(mark, 'panic:')).toBe(firstWordMark * 3)
  expect(marksOf(mark, 'panc:')).toBe(0)
  const bytes = Buffer.from('xababx')
  expect(mark(bytes, 1, 5)).toBe(firstWordMark)
  expect(mark(bytes, 2, 6)).toBe(0)
})

test('a word is marked exactly where the text holds it', () => {
  const letters = string({ unit: constantFrom('a', 'b', 'c'), maxLength: 40 })
  const words = array(string({ unit: constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 5 }), {
    maxLength: 6
  })
  assert(
    property(words, letters, (some, text) => {
      const mark = createLineMarker(some.map((word, index) => ({ mark: firstWordMark << index, words: [word] })))
      const expected = some.reduce((sum, word, index) => sum | (text.includes(word) ? firstWordMark << index : 0), 0)
      expect(marksOf(mark, text)).toBe(expected)
    })
  )
})
