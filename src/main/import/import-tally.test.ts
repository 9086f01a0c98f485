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

test('an import that kept all crashes says nothing of others', () => {
  const tally = createImportTally(0)
  tally.stored({ added: 1, duplicates: 0, reports: 2 })
  tally.omitted(0)
  expect(tally.summary(1, false)).not.toHaveProperty('omitted')
})
