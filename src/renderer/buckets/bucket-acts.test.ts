import { expect, it } from 'vitest'
import { bucketIdSchema } from '../../shared/model/ids.ts'
import { bucketActs, chosenOf, meantOf, type AskedOfList } from './bucket-acts.ts'

const [a, b, c] = ['a', 'b', 'c'].map((digit) => bucketIdSchema.parse(digit.repeat(12))) as [never, never, never]

const given = (selected: readonly string[], cursor: string | null, refusal?: string) => {
  const asked: AskedOfList[] = []
  const kept: unknown[] = []
  const acts = bucketActs({
    decide: { refusal, notSame: async (...pair) => kept.push(pair) > 0 },
    triage: { refusal, change: async () => true, takeOver: async () => true },
    selected,
    cursor,
    ask: (one) => asked.push(one)
  })
  return { acts, asked, kept }
}

it('means what is selected, or the row at the cursor', () => {
  expect(meantOf([a, b, c], a)).toEqual([a, b, c])
  expect(meantOf([a], b)).toEqual([a, b])
  expect(meantOf([a], a)).toEqual([a])
  expect(meantOf([], b)).toEqual([b])
  expect(meantOf([], null)).toEqual([])
})

it('says of those selected what is said, and of the one at the cursor where none is', () => {
  expect(chosenOf([a], b)).toEqual([a])
  expect(chosenOf([], b)).toEqual([b])
  const { acts, asked } = given([a, c], b)
  acts['tags.edit']?.run()
  expect(asked).toEqual([{ kind: 'triage', asked: { ask: 'tags', buckets: [a, c] } }])
})

it('merges what is selected, and asks for another bucket to one', () => {
  const { acts, asked } = given([a, b, c], a)
  acts['decide.merge']?.run()
  expect(asked).toEqual([{ kind: 'join', how: 'merge', buckets: [a, b, c] }])
  const one = given([], b)
  one.acts['decide.duplicate']?.run()
  expect(one.asked).toEqual([{ kind: 'pick', how: 'duplicate', bucket: b }])
})

it('keeps two apart at once, and not three', () => {
  const two = given([a], b)
  two.acts['decide.not-same']?.run()
  expect(two.kept).toEqual([[a, b]])
  expect(given([a, b, c], null).acts['decide.not-same']?.disabled).toBe('Select two buckets, not more.')
})

it('decides nothing in a corpus that cannot be written', () => {
  expect(given([a, b], null, 'The corpus is read-only.').acts['decide.merge']?.disabled).toBe(
    'The corpus is read-only.'
  )
})
