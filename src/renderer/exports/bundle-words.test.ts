import { expect, it } from 'vitest'
import type { BundleSummary } from '../../shared/model/export.ts'
import { bundleSentences } from './bundle-words.ts'

const summary = (change: Partial<BundleSummary>): BundleSummary => ({
  logs: { added: 0, known: 0 },
  reports: 0,
  acts: { added: 0, known: 0 },
  conflicts: [],
  waiting: 0,
  ...change
})

it('says what is new and what was known', () => {
  expect(
    bundleSentences(summary({ logs: { added: 2, known: 1 }, reports: 3, acts: { added: 1, known: 0 }, waiting: 1 }))
  ).toEqual([
    '2 logs are new, 1 was here already.',
    '3 reports came with them.',
    '1 note or decision is new.',
    '1 note or decision is about reports that are not in this corpus, and waits for them.'
  ])
})

it('says when all of it was there already', () => {
  expect(bundleSentences(summary({ logs: { added: 0, known: 4 }, acts: { added: 0, known: 1 } }))).toEqual([
    'All 4 logs were here already.',
    'Its note or decision was here already.',
    'Nothing was changed.'
  ])
})
