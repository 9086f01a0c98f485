import * as fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { buildLog } from '../../../../tests/builders/new-log.ts'
import { buildReport } from '../../../../tests/builders/report.ts'
import { tempCorpora, valueOf, type TempCorpora } from '../../../../tests/builders/temp-corpus.ts'
import { bucketQuerySchema } from '../../../shared/model/bucket.ts'
import type { StatedTime } from '../../../shared/model/seen.ts'
import type { Corpus } from '../corpus.ts'
import { openNew } from './connection.ts'
import { migrate } from './migrate.ts'
import { migrations } from './migrations/index.ts'
import { readMethods } from './read/serve-reads.ts'
import { writeMethods } from './write/serve-writes.ts'

let temp: TempCorpora
beforeEach(() => {
  temp = tempCorpora()
})
afterEach(() => temp.end())

const page = { offset: 0, limit: 100 }
const span = { line: 1, startByte: 0, endByte: 1 }
const says = (source: StatedTime['source'], time: number, assumes: StatedTime['assumes'] = 'nothing'): StatedTime => ({
  source,
  time,
  assumes,
  span
})
const utc = (text: string): number => Date.parse(`${text}Z`)

const reports = [
  buildReport({ title: 'BUG: log', stated: [says('log', utc('2024-05-01T12:00'))] }),
  buildReport({ title: 'BUG: mail', stated: [says('mail', utc('2024-05-02T12:00'))] }),
  buildReport({ title: 'BUG: year', stated: [says('prefix', utc('2000-11-16T12:00'), 'year')] }),
  buildReport({ title: 'BUG: file' })
]

const seenIn = async ({ reader }: Corpus) => {
  const { rows } = await reader.reports({ bucket: null, text: '' }, page)
  return Object.fromEntries(
    rows.map(({ title, seen, seenFrom, seenAssumes }) => [
      title.slice(5),
      `${new Date(seen).toISOString().slice(0, 16)} ${seenFrom} ${seenAssumes}`
    ])
  )
}

test('what the log says stands before what its file says', async () => {
  const corpus = await temp.open()
  valueOf(await corpus.writer.addLogs([buildLog('a\n', { modified: utc('2025-01-01T00:00'), reports })]))
  expect(await seenIn(corpus)).toEqual({
    log: '2024-05-01T12:00 log nothing',
    mail: '2024-05-02T12:00 mail nothing',
    year: '2024-11-16T12:00 prefix year',
    file: '2025-01-01T00:00 file nothing'
  })
})

test('an older copy moves only what rests on the file, and a dated folder tells more than the file', async () => {
  const corpus = await temp.open()
  const modified = utc('2024-10-01T00:00')
  valueOf(await corpus.writer.addLogs([buildLog('a\n', { modified: utc('2025-01-01T00:00'), reports })]))
  valueOf(await corpus.writer.addLogs([buildLog('a\n', { file: '/older', modified, reports })]))
  expect(await seenIn(corpus)).toEqual({
    log: '2024-05-01T12:00 log nothing',
    mail: '2024-05-02T12:00 mail nothing',
    year: '2023-11-16T12:00 prefix year',
    file: '2024-10-01T00:00 file nothing'
  })
  const folder = { time: utc('2024-09-30T10:11'), assumes: 'zone' as const }
  valueOf(await corpus.writer.addLogs([buildLog('a\n', { file: '/dated', modified, folder, reports })]))
  expect(await seenIn(corpus)).toMatchObject({
    log: '2024-05-01T12:00 log nothing',
    year: '2023-11-16T12:00 prefix year',
    file: '2024-09-30T10:11 folder zone'
  })
})

test('a bucket says what its first and last time rest on', async () => {
  const corpus = await temp.open()
  const title = 'BUG: one'
  const first = buildReport({ title, stated: [says('mail', utc('2020-01-02T00:00'))] })
  const last = buildReport({ title, stated: [says('log', utc('2022-01-02T00:00'))] })
  const modified = utc('2021-01-01T00:00')
  valueOf(await corpus.writer.addLogs([buildLog('a\n', { modified, reports: [first, buildReport({ title }), last] })]))
  const { rows } = await corpus.reader.buckets(bucketQuerySchema.parse({}), page)
  expect(rows).toMatchObject([
    {
      firstSeen: utc('2020-01-02T00:00'),
      firstSeenFrom: 'mail',
      lastSeen: utc('2022-01-02T00:00'),
      lastSeenFrom: 'log'
    }
  ])
})

test('copies of a log give the same times in whatever order they come', () => {
  const day = fc.integer({ min: 0, max: 3000 }).map((days) => utc('2012-01-01T00:00') + days * 86_400_000)
  const folder = fc.option(fc.record({ time: day, assumes: fc.constantFrom('nothing' as const, 'zone' as const) }))
  const copies = fc.uniqueArray(fc.record({ modified: day, folder }), {
    minLength: 2,
    maxLength: 4,
    selector: ({ modified }) => modified
  })
  fc.assert(
    fc.property(copies, (drawn) => {
      const logs = drawn.map((origin, index) => buildLog('a\n', { file: `/${index}`, ...origin, reports }))
      const [first, second] = [logs, logs.toReversed()].map((order) => {
        const db = openNew(':memory:')
        migrate(db, migrations)
        db.exec(`INSERT INTO meta (only_row, corpus, created, changes) VALUES (1, 'aaaaaaaaaa', 0, 0)`)
        for (const log of order) valueOf(writeMethods(db, 'memory').addLogs([log]))
        const { rows } = readMethods(db, 'memory', false).reports({ bucket: null, text: '' }, page)
        db.close()
        return rows.map(({ title, seen, seenFrom, seenAssumes }) => ({ title, seen, seenFrom, seenAssumes }))
      })
      expect(second).toEqual(first)
    }),
    { numRuns: 40 }
  )
})
