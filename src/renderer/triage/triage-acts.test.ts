import { expect, it } from 'vitest'
import { bucketIdSchema, type BucketId } from '../../shared/model/ids.ts'
import { nameOf, type TriageChange } from '../../shared/model/triage.ts'
import type { AskedTriage } from './asked-triage.ts'
import { triageActs } from './triage-acts.ts'

const [a, b] = ['a', 'b'].map((digit) => bucketIdSchema.parse(digit.repeat(12))) as [never, never]

const given = (buckets: readonly BucketId[], refusal?: string) => {
  const changes: [readonly BucketId[], TriageChange][] = []
  const asked: AskedTriage[] = []
  const acts = triageActs({
    triage: {
      refusal,
      change: async (...change) => changes.push(change) > 0,
      takeOver: async () => true
    },
    buckets,
    ask: (one) => asked.push(one)
  })
  return { acts, changes, asked }
}

it('changes all that are meant in one act', () => {
  const { acts, changes, asked } = given([a, b])
  acts['status.confirmed']?.run()
  acts['priority.high']?.run()
  acts['status.fixed']?.run()
  expect(changes).toEqual([
    [[a, b], { kind: 'status', status: { kind: 'confirmed' } }],
    [[a, b], { kind: 'priority', priority: 'high' }]
  ])
  expect(asked).toEqual([{ ask: 'fixed', buckets: [a, b] }])
})

it('changes nothing where nothing is meant, or may be written', () => {
  expect(given([]).acts['tags.edit']?.disabled).toBe('Select buckets first.')
  expect(given([a], 'The corpus is read-only.').acts['status.new']?.disabled).toBe('The corpus is read-only.')
})

it('owns by name, not by address', () => {
  expect(nameOf('Jane Doe <jane@example.org>')).toBe('Jane Doe')
  expect(nameOf('jane')).toBe('jane')
})
