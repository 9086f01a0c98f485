import { expect, it } from 'vitest'
import { noTriage } from '../../shared/model/triage.ts'
import { suggestedTags, tagsOf } from './tag-choices.ts'

const row = (...tags: readonly string[]) => ({ triage: { ...noTriage, tags } })

it('counts which of the selected buckets have a tag', () => {
  expect(tagsOf([row('flaky', 'arm64'), row('flaky')])).toEqual([
    { tag: 'arm64', buckets: 1 },
    { tag: 'flaky', buckets: 2 }
  ])
})

it('suggests what begins as typed first, and never what all have', () => {
  const known = [
    { tag: 'not-flaky', count: 9 },
    { tag: 'flaky', count: 4 },
    { tag: 'fuzz', count: 1 }
  ]
  expect(suggestedTags(known, [], 1, 'FL').map(({ tag }) => tag)).toEqual(['flaky', 'not-flaky'])
  expect(suggestedTags(known, [{ tag: 'flaky', buckets: 2 }], 2, 'f').map(({ tag }) => tag)).toEqual([
    'fuzz',
    'not-flaky'
  ])
  expect(suggestedTags(known, [{ tag: 'flaky', buckets: 1 }], 2, 'flaky')).toHaveLength(2)
})
