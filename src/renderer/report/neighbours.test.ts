import { expect, it } from 'vitest'
import type { CorpusId, ReportId } from '../../shared/model/ids.ts'
import { bucketIdSchema, corpusIdSchema, logIdSchema, reportId } from '../../shared/model/ids.ts'
import type { ReportRow } from '../../shared/model/bucket.ts'
import type { Client } from '../../shared/protocol/client.ts'
import { success } from '../../shared/model/result.ts'
import { findNeighbours, neighbourReasons } from './neighbours.ts'

const corpus: CorpusId = corpusIdSchema.parse('abcdefghij')
const bucket = bucketIdSchema.parse('0123456789ab')
const log = logIdSchema.parse('a'.repeat(64))
const ids: readonly ReportId[] = Array.from({ length: 2500 }, (_, index) => reportId(log, index))

const row = (report: ReportId): ReportRow => ({
  report,
  bucket,
  log,
  index: 0,
  title: 'BUG',
  kind: 'bug',
  corrupted: false,
  kernel: null,
  arch: 'x86_64',
  command: null,
  file: 'a.log',
  seen: 0,
  seenFrom: 'file',
  seenAssumes: 'nothing'
})

const client = {
  call: (_name: string, { page }: { readonly page: { readonly offset: number; readonly limit: number } }) =>
    Promise.resolve(success({ total: ids.length, rows: ids.slice(page.offset, page.offset + page.limit).map(row) })),
  onClose: () => {},
  close: () => {}
} as unknown as Client

it.each([0, 1, 999, 1000, 1999, 2000, 2499])('finds the neighbours of report %i across pages', async (index) => {
  const report = ids[index] ?? reportId(log, 0)
  expect(await findNeighbours(client, corpus, { bucket, report }, new AbortController().signal)).toEqual({
    place: index + 1,
    total: 2500,
    previous: ids[index - 1] ?? null,
    next: ids[index + 1] ?? null
  })
})

it('finds nothing for a report of another bucket', async () => {
  const report = reportId(log, 9999)
  expect(await findNeighbours(client, corpus, { bucket, report }, new AbortController().signal)).toBeNull()
})

it('says that it is loading before it says that a report is the first or the last', () => {
  expect(neighbourReasons(null, true)).toEqual({ next: 'Loading.', previous: 'Loading.' })
  expect(neighbourReasons(null, false).next).toBe('The place of this report in its bucket is not known.')
  const [one = null] = ids
  expect(neighbourReasons({ place: 1, total: 2, previous: null, next: one }, false)).toEqual({
    next: undefined,
    previous: 'This is the first report of its bucket.'
  })
  expect(neighbourReasons({ place: 2, total: 2, previous: one, next: null }, false)).toEqual({
    next: 'This is the last report of its bucket.',
    previous: undefined
  })
})
