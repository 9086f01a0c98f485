import { expect, it } from 'vitest'
import type { Regrouping } from '../../shared/model/bucket-detail.ts'
import { appliedText, changesNothing, moreText, previewText, progressText } from './regroup-words.ts'

const none: Regrouping = { from: 1, to: 2, before: 12, after: 12, reports: 0, splits: [], merges: [], more: 0 }

it('says that nothing would change', () => {
  expect(changesNothing(none)).toBe(true)
  expect(previewText(none)).toBe('Rule 2 makes the same 12 buckets.')
})

it('says what would change and what did', () => {
  const some = { ...none, after: 9, reports: 1200, more: 1 }
  expect(changesNothing(some)).toBe(false)
  expect(previewText(some)).toBe(
    'Rule 2, where rule 1 grouped, makes 9 buckets of the 12 there are; 1,200 reports change their bucket.'
  )
  expect(previewText({ ...some, from: 2, reports: 1 })).toBe(
    'Rule 2 makes 9 buckets of the 12 there are; 1 report changes its bucket.'
  )
  expect(appliedText(some)).toBe('Regrouped by rule 2: 12 buckets became 9, 1,200 reports changed their bucket.')
  expect(moreText(some)).toBe('1 more split or merge is not listed.')
})

it('says how far it is, and all only at the end', () => {
  expect(progressText({ done: 1200, of: 3000 })).toBe('40 % (1,200 of 3,000)')
  expect(progressText({ done: 2999, of: 3000 })).toBe('99 % (2,999 of 3,000)')
  expect(progressText({ done: 3000, of: 3000 })).toBe('100 % (3,000 of 3,000)')
})
