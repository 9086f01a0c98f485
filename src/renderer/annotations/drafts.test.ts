import { expect, it } from 'vitest'
import { withDraft, type Draft } from './drafts.ts'

const draft = (key: string, text: string): Draft => ({
  key,
  annotation: null,
  startLine: 1,
  endLine: 2,
  mark: 'remark',
  text,
  over: [],
  open: true
})

it('keeps one draft of each annotation, in its place', () => {
  const both = withDraft(withDraft([], draft('a', 'one')), draft('b', 'two'))
  expect(withDraft(both, draft('a', 'one more')).map(({ key, text }) => [key, text])).toEqual([
    ['a', 'one more'],
    ['b', 'two']
  ])
})
