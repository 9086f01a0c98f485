import { expect, it } from 'vitest'
import { piecesOf } from './upload.ts'

const file = (size: number): File => new File(['x'.repeat(size)], 'a.log')
const pieces = (...sizes: readonly number[]): readonly string[] =>
  [
    ...piecesOf(
      sizes.map((size, at) => ({ file: file(size), path: String(at) })),
      10
    )
  ].map(({ path, offset, last }) => `${path}@${offset}${last ? '.' : ''}`)

it('cuts files into pieces, the last of each marked, and leaves out no empty one', () => {
  expect(pieces(25, 0, 10, 11)).toEqual(['0@0', '0@10', '0@20.', '1@0.', '2@0.', '3@0', '3@10.'])
})
