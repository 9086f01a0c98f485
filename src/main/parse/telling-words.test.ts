import { expect, test } from 'vitest'
import { families } from './families/families.ts'
import { endMark, headerMark, markLine, plainPieces } from './telling-words.ts'

test.each(families.map((family) => [family.name, family.example] as const))(
  '%s: its header is marked',
  (_, example) => {
    const bytes = Buffer.from(example)
    expect(markLine(bytes, 0, bytes.length) & headerMark).toBe(headerMark)
  }
)

test('of each alternative the longest plain piece is looked for', () => {
  expect(plainPieces(/BUG|divide.error|VFS: [BC]/)).toEqual(['BUG', 'divide', 'VFS: '])
  expect(() => plainPieces(/a|b(?:c|d)/)).toThrow('plain words')
})

test('the end of a report is marked', () => {
  const bytes = Buffer.from('[    1.000000] ---[ end trace 0000000000000000 ]---')
  expect(markLine(bytes, 0, bytes.length)).toBe(endMark)
})
