import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { diffLines } from './text-diff.ts'

/** What one of the two texts is, by the lines that lead from one to the other. */
const side = (from: string, to: string, gone: 'added' | 'removed'): string =>
  diffLines(from, to)
    .filter(({ kind }) => kind !== gone)
    .map((line) => line.text)
    .join('\n')

it('leads from the one text to the other', () => {
  const text = fc.array(fc.constantFrom('a', 'b', 'c', '', ' d'), { maxLength: 12 }).map((lines) => lines.join('\n'))
  fc.assert(
    fc.property(text, text, (from, to) => {
      expect(side(from, to, 'added')).toBe(from)
      expect(side(from, to, 'removed')).toBe(to)
    })
  )
})

it('keeps what is common', () => {
  expect(diffLines('a\nb\nc', 'a\nx\nc').map(({ kind, text }) => `${kind} ${text}`)).toEqual([
    'same a',
    'removed b',
    'added x',
    'same c'
  ])
})
