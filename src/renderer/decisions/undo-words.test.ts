import { expect, it } from 'vitest'
import { activityRowSchema, type ActivityRow } from '../../shared/model/act.ts'
import { undoneText } from './undo-words.ts'

const row = (part: Partial<ActivityRow>): ActivityRow =>
  activityRowSchema.parse({
    gesture: '0123456789abcdef',
    author: 'Jane',
    time: 1,
    kind: 'triage',
    text: 'set the status to confirmed',
    about: [{ bucket: '0123456789ab', report: null, title: 'BUG in a' }],
    count: 1,
    undone: true,
    imported: false,
    ...part
  })

it('says in one line what was undone', () => {
  expect(undoneText('Undone', row({}), 1)).toBe('Undone: set the status to confirmed, BUG in a')
  expect(undoneText('Done again', row({ count: 3 }), 1)).toBe('Done again: set the status to confirmed, 3 buckets')
  expect(undoneText('Undone', row({ kind: 'decision', text: 'decided: Two were merged.' }), 1)).toBe(
    'Undone: Two were merged.'
  )
  expect(undoneText('Undone', row({ about: [], count: 0 }), 3)).toBe(
    'Undone: set the status to confirmed and 2 more acts of the same command'
  )
})
