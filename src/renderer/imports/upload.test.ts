import { describe, expect, it } from 'vitest'
import { offsetsOf } from './upload.ts'

describe('offsetsOf', () => {
  it.each([
    [25, [0, 10, 20]],
    [20, [0, 10]],
    [1, [0]],
    [0, [0]]
  ])('cuts %i bytes into pieces that begin at %j', (size, offsets) => expect(offsetsOf(size, 10)).toEqual(offsets))
})
