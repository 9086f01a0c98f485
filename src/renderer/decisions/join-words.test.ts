import { expect, it } from 'vitest'
import { bucketRowSchema, type BucketRow } from '../../shared/model/bucket.ts'
import { noTriage } from '../../shared/model/triage.ts'
import { duplicateText, mergeText, usualTarget } from './join-words.ts'

const row = (id: number, title: string, count: number, hasNote = false): BucketRow =>
  bucketRowSchema.parse({
    bucket: String(id).padStart(12, '0'),
    title,
    kind: 'bug',
    frame: null,
    callers: [],
    count,
    files: count,
    kernels: [],
    firstSeen: 0,
    firstSeenFrom: 'file',
    lastSeen: 0,
    lastSeenFrom: 'file',
    hasNote,
    triage: noTriage,
    duplicateOf: null
  })

const small = row(1, 'BUG in a', 2)
const large = row(2, 'BUG in b', 1200)
const noted = row(3, 'BUG in c', 1, true)

it('keeps the bucket that is known, else the largest', () => {
  expect(usualTarget([small, large])).toBe(large)
  expect(usualTarget([small, large, noted])).toBe(noted)
  expect(usualTarget([])).toBeNull()
})

it('says what a merge will do', () => {
  expect(mergeText([small, large], large)).toBe('Merge 2 buckets into one of 1,202 reports: BUG in b.')
  expect(mergeText([small, large, noted], large)).toBe(
    'Merge 3 buckets into one of 1,203 reports: BUG in b. The note of the other will stand beside its own.'
  )
})

it('says which bucket is whose duplicate', () => {
  expect(duplicateText([small, large], large)).toContain('the other bucket as a duplicate of BUG in b.')
  expect(duplicateText([small, large, noted], large)).toContain('2 buckets as duplicates of BUG in b.')
})
