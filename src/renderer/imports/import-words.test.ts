import { expect, it } from 'vitest'
import type { ImportProgress } from '../../shared/model/import.ts'
import { importIdSchema } from '../../shared/model/ids.ts'
import type { RunningImport } from './import-state.ts'
import { fractionDone, omittedText, runningText, summaryText } from './import-words.ts'

const progress: ImportProgress = {
  walking: false,
  filesFound: 453,
  filesDone: 120,
  bytesFound: 40_000_000,
  bytesDone: 10_000_000,
  reports: 98,
  skipped: 0,
  rate: 3_000_000,
  secondsLeft: 10,
  file: 'a.log'
}
const importing = (change: Partial<ImportProgress>): RunningImport => ({
  kind: 'importing',
  id: importIdSchema.parse('1'),
  progress: { ...progress, ...change }
})

it('says what is done and what is left', () => {
  expect(runningText(importing({}))).toBe('120 of 453 files, 10.0 MB, 98 crashes, 3.0 MB/s, 10 s left')
  expect(runningText(importing({ walking: true, rate: 0, secondsLeft: null, skipped: 2 }))).toBe(
    '120 files, looking for more, 10.0 MB, 98 crashes, 2 skipped'
  )
})

it('knows no fraction while the whole still grows', () => {
  expect(fractionDone(importing({}))).toBe(0.25)
  expect(fractionDone(importing({ walking: true }))).toBeNull()
  expect(fractionDone(importing({ bytesFound: 0 }))).toBeCloseTo(120 / 453)
})

it('says why an import stopped, and that there was nothing to import', () => {
  const summary = { files: 2, reports: 1, added: 2, duplicates: 0, skipped: 0, bytes: 5, seconds: 1, cancelled: true }
  const failure = 'The disk that holds c.oopsdesk is full.'
  expect(summaryText({ ...summary, failure })).toBe(
    `Stopped after 2 files: 2 added, 0 duplicates, 0 skipped, 1 crash in 1 s; what was done is kept. ${failure}`
  )
  expect(summaryText({ ...summary, files: 0, cancelled: false })).toBe('No files were found')
})

it('sums up, and says that what a cancelled import did is kept', () => {
  const summary = { files: 2, reports: 1, added: 1, duplicates: 1, skipped: 0, bytes: 5, seconds: 0.2, cancelled: true }
  expect(summaryText(summary)).toBe(
    'Cancelled after 2 files: 1 added, 1 duplicate, 0 skipped, 1 crash in 0 s; what was done is kept'
  )
  expect(summaryText({ ...summary, found: 453 })).toContain('Cancelled: 2 of 453 files: 1 added')
  expect(summaryText({ ...summary, files: 0 })).toBe('Cancelled before a file was read; what was done is kept')
})

it('says in words that no crash was found', () => {
  const summary = { files: 2, reports: 0, added: 2, duplicates: 0, skipped: 0, bytes: 5, seconds: 1, cancelled: false }
  expect(summaryText(summary)).toBe('2 files: 2 added, 0 duplicates, 0 skipped, no crash found in 1 s')
  expect(summaryText({ ...summary, added: 0, duplicates: 2 })).toContain('0 crashes in 1 s')
})

it('says what parsing again has changed', () => {
  const summary = { files: 3, reports: 4, added: 0, duplicates: 0, skipped: 0, bytes: 5, seconds: 2, cancelled: false }
  const said = (changed: number): string => summaryText({ ...summary, parsedAgain: { logs: 3, changed } })
  expect(said(0)).toBe('3 logs parsed again: no report changed, 4 crashes in 2 s')
  expect(said(1)).toBe('3 logs parsed again: 1 has other reports now, 4 crashes in 2 s')
  expect(said(2)).toBe('3 logs parsed again: 2 have other reports now, 4 crashes in 2 s')
})

it('says how many crashes of long logs were left out', () => {
  const summary = {
    files: 1,
    reports: 20_000,
    added: 1,
    duplicates: 0,
    skipped: 0,
    bytes: 1,
    seconds: 1,
    cancelled: false
  }
  expect(omittedText(summary)).toBeNull()
  expect(omittedText({ ...summary, omitted: 1200 })).toBe(
    '1,200 crashes were left out: of one log the first 20,000 are kept; cut it to import them.'
  )
})
