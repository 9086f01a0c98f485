import { expect, it } from 'vitest'
import { bucketIdSchema, reportIdSchema } from '../../shared/model/ids.ts'
import { aboutText, hasAbout } from './about-words.ts'

const name = { bucket: bucketIdSchema.parse('a'.repeat(12)), title: 'BUG in b' }
const plain = { titles: [{ title: 'BUG in a', count: 3 }], duplicates: [], decisions: [] }
const report = reportIdSchema.parse(`${'0'.repeat(16)}-0`)

it('says nothing of a bucket with one title that nobody decided on', () => {
  expect(hasAbout(plain)).toBe(false)
})

it('counts what is known besides', () => {
  const decision = {
    decision: '1',
    made: 0,
    what: { kind: 'different' as const, left: [report], right: [report] },
    text: 'Kept apart.'
  }
  expect(
    aboutText({
      titles: [...plain.titles, { title: 'BUG in b', count: 1 }],
      duplicates: [name],
      decisions: [decision]
    })
  ).toBe('2 titles, 1 duplicate, 1 change')
})
