import { expect, test } from 'vitest'
import { importSummarySchema } from '../../shared/model/import.ts'
import { createImportTally } from './import-tally.ts'

test('crashes that logs have beyond those kept of one are summed up over the logs', () => {
  const tally = createImportTally(0)
  for (const crashes of [3, 0, 4]) {
    tally.stored({ added: 1, duplicates: 0, reports: 20_000 })
    tally.omitted(crashes)
  }
  const summary = tally.summary(2000, false)
  expect(summary).toMatchObject({ files: 3, reports: 60_000, seconds: 2, omitted: 7 })
  expect(importSummarySchema.parse(summary)).toEqual(summary)
})

test('one that ended early says how many files there were, once that is known', () => {
  const tally = createImportTally(0)
  for (let file = 0; file < 5; file++) tally.found(10)
  tally.stored({ added: 2, duplicates: 0, reports: 2 })
  expect(tally.summary(1, true)).not.toHaveProperty('found')
  tally.walked()
  const summary = tally.summary(1, true)
  expect(summary).toMatchObject({ files: 2, found: 5, cancelled: true })
  expect(importSummarySchema.parse(summary)).toEqual(summary)
  expect(tally.summary(1, false)).not.toHaveProperty('found')
})

test('an import that kept all crashes says nothing of others', () => {
  const tally = createImportTally(0)
  tally.stored({ added: 1, duplicates: 0, reports: 2 })
  tally.omitted(0)
  expect(tally.summary(1, false)).not.toHaveProperty('omitted')
})
