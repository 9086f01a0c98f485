import * as fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { buildLog } from '../../../../tests/builders/new-log.ts'
import { noteText, writeNote } from '../../../../tests/builders/notes.ts'
import { buildReport, type ReportParts } from '../../../../tests/builders/report.ts'
import { failureOf, tempCorpora, valueOf, type TempCorpora } from '../../../../tests/builders/temp-corpus.ts'
import { bucketQuerySchema, bucketSortSchema } from '../../../shared/model/bucket.ts'
import { reportId } from '../../../shared/model/ids.ts'
import type { Report } from '../../../shared/model/report.ts'
import type { NewLog } from '../corpus.ts'
import { openNew, type Connection } from './connection.ts'
import { migrate } from './migrate.ts'
import { migrations } from './migrations/index.ts'
import { readMethods } from './read/serve-reads.ts'
import { writeMethods } from './write/serve-writes.ts'

let temp: TempCorpora
beforeEach(() => {
  temp = tempCorpora()
})
afterEach(() => temp.end())

const page = { offset: 0, limit: 1000 }

/** A corpus in memory, with what reads and writes it. */
const openInMemory = () => {
  const db = openNew(':memory:')
  migrate(db, migrations)
  db.exec(`INSERT INTO meta (only_row, corpus, created, changes) VALUES (1, 'aaaaaaaaaa', 0, 0)`)
  return { db, writer: writeMethods(db, 'memory'), reader: readMethods(db, 'memory', false) }
}

const functions = ['foo', 'bar', 'baz', 'qux']
const words = ['slab', 'lock', 'page']
const searches = ['', 'title', ...functions, ...words, 'fo', 'sla', 'cat', '5.4', 'lib/bar']

const sums = (db: Connection): unknown => ({
  functions: db
    .prepare(
      `SELECT function.name, bucket.id, bucket_function.count FROM bucket_function
       JOIN bucket ON bucket.number = bucket_function.bucket
       JOIN function ON function.number = bucket_function.function ORDER BY 1, 2`
    )
    .all(),
  kernels: db
    .prepare(
      `SELECT bucket.id, kernel, bucket_kernel.count FROM bucket_kernel
       JOIN bucket ON bucket.number = bucket_kernel.bucket ORDER BY 1, 2`
    )
    .all(),
  logs: db.prepare('SELECT sha256, reports, parser, seen FROM log ORDER BY sha256').all(),
  frames: db.prepare('SELECT count(*) FROM frame').pluck().get(),
  texts: db.prepare('SELECT count(*) FROM report_text_docsize').pluck().get(),
  bodies: db.prepare('SELECT count(*) FROM report_body').pluck().get(),
  orphans: db.pragma('foreign_key_check')
})

/** A bucket by its first report: ids and the order of equal titles depend on what was there before. */
const byFirstReport = ({ db }: ReturnType<typeof openInMemory>): ReadonlyMap<string, string> =>
  new Map(
    db
      .prepare<[], { readonly id: string; readonly first: string }>(
        `SELECT bucket.id, min(report.id) AS first FROM bucket JOIN report ON report.bucket = bucket.number GROUP BY 1`
      )
      .all()
      .map(({ id, first }) => [id, first])
  )

const sorted = <Row>(rows: readonly Row[] | undefined): readonly Row[] =>
  (rows ?? []).toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))

/** All that can be asked of a corpus. */
const everything = (corpus: ReturnType<typeof openInMemory>, logs: readonly NewLog[]): unknown => {
  const names = byFirstReport(corpus)
  const text = JSON.stringify(answers(corpus, logs))
  const named = [...names].reduce((all, [id, name]) => all.replaceAll(`"${id}"`, `"${name}"`), text)
  const sort = (value: unknown): unknown => {
    if (Array.isArray(value)) return sorted(value.map(sort))
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, sort(inner)]))
  }
  return sort(JSON.parse(named))
}

const answers = ({ db, reader }: ReturnType<typeof openInMemory>, logs: readonly NewLog[]): unknown => {
  const queries = searches.flatMap((text) => bucketSortSchema.options.map((sort) => ({ text, sort })))
  const buckets = queries.map((query) => reader.buckets(bucketQuerySchema.parse(query), page))
  const ids = buckets[0]?.rows.map(({ bucket }) => bucket) ?? []
  const stored = logs.map(({ log }) => reader.log(log))
  const reports = searches.map((text) => reader.reports({ bucket: null, text }, page))
  return {
    facts: reader.describe(),
    buckets,
    reports,
    inBuckets: ids.map((bucket) => reader.reports({ bucket, text: '' }, page)),
    bodies: reports[0]?.rows.map(({ report }) => reader.report(report)?.report),
    logs: stored.map((facts) => facts && { ...facts, imported: 0 }),
    quiet: reader.logs(true, page).rows.map(({ log }) => log),
    sums: sums(db)
  }
}

const anyReport: fc.Arbitrary<Report> = fc
  .record({
    title: fc.constantFrom('BUG: title one', 'BUG: title two', 'BUG: title three'),
    kind: fc.constantFrom<NonNullable<ReportParts['kind']>[]>('bug', 'warning'),
    frames: fc.uniqueArray(fc.constantFrom(...functions), { maxLength: 3 }),
    kernel: fc.constantFrom('5.4.0', '6.15.0', null),
    lines: fc.uniqueArray(fc.constantFrom(...words), { maxLength: 2 })
  })
  .map((parts) => buildReport(parts))
const someReports = fc.array(anyReport, { maxLength: 3 })

test('replacing the reports of logs makes the corpus that importing these reports makes', () => {
  const steps = fc.array(fc.tuple(fc.nat(4), someReports), { maxLength: 8 })
  const times = fc.array(fc.tuple(fc.nat(4), fc.integer({ min: 1, max: 5 })), { maxLength: 4 })
  fc.assert(
    fc.property(fc.array(someReports, { minLength: 5, maxLength: 5 }), steps, times, (first, replacing, copies) => {
      const logs = first.map((reports, index) => buildLog(`log ${index}\n`, { modified: 3 + (index % 2), reports }))
      const final = [...logs]
      const again = copies.flatMap(([index, modified]) => {
        const log = logs[index]
        return log ? [{ ...log, origin: { file: `/copy/${modified}`, modified } }] : []
      })
      const replaced = openInMemory()
      valueOf(replaced.writer.addLogs([...logs, ...again]))
      valueOf(replaced.writer.settle())
      for (const [index, reports] of replacing) {
        const log = logs[index]
        if (!log) continue
        valueOf(replaced.writer.replaceReports(log.log, 2, reports))
        final[index] = { ...log, parser: 2, reports }
      }
      const imported = openInMemory()
      valueOf(imported.writer.addLogs([...final, ...again]))
      valueOf(imported.writer.settle())
      expect(everything(replaced, logs)).toEqual(everything(imported, logs))
      replaced.db.close()
      imported.db.close()
    }),
    { numRuns: 50 }
  )
}, 60_000)

test('a bucket that loses its last report stays when it has a note, and goes when it has none', async () => {
  const { reader, writer } = await temp.open()
  const parts = { title: 'BUG: noted', modified: 70 }
  const noted = buildLog('noted\n', { modified: 70, reports: [buildReport(parts)] })
  const plain = buildLog('plain\n', { reports: [buildReport({ title: 'BUG: plain' }), buildReport(parts)] })
  valueOf(await writer.addLogs([noted, plain]))
  const listed = async () => (await reader.buckets(bucketQuerySchema.parse({ sort: 'title' }), page)).rows
  const bucket = (await listed()).find(({ title }) => title === 'BUG: noted')?.bucket
  if (!bucket) throw new Error('no bucket')
  await writeNote({ reader, writer }, bucket, 'known')

  valueOf(await writer.replaceReports(noted.log, 2, []))
  valueOf(await writer.replaceReports(plain.log, 2, []))
  expect(await listed()).toMatchObject([
    { bucket, title: 'BUG: noted', count: 0, files: 0, kernels: [], hasNote: true, kind: 'bug', frame: 'noted' }
  ])
  expect(await reader.reports({ bucket, text: '' }, page)).toEqual({ total: 0, rows: [] })
  expect(await reader.report(reportId(plain.log, 1))).toBeNull()
  expect(await noteText(reader, bucket)).toBe('known')

  valueOf(await writer.replaceReports(noted.log, 3, [buildReport({ ...parts, command: 'dd' })]))
  expect(await listed()).toMatchObject([{ bucket, count: 1, files: 1, kind: 'bug', firstSeen: 70, lastSeen: 70 }])
  expect(await noteText(reader, bucket)).toBe('known')

  await writeNote({ reader, writer }, bucket, '')
  valueOf(await writer.replaceReports(noted.log, 3, []))
  expect(await listed()).toEqual([])
})

test('the reports of a log that is not there cannot be replaced, and those of others are told', async () => {
  const corpus = await temp.open()
  const log = buildLog('x\n', { reports: [buildReport()] })
  expect(failureOf(await corpus.writer.replaceReports(log.log, 2, []))).toEqual({
    kind: 'not-found',
    what: 'log',
    id: log.log
  })
  valueOf(await corpus.writer.addLogs([log]))
  const revisions: number[] = []
  corpus.onChange((revision) => revisions.push(revision))
  valueOf(await corpus.writer.replaceReports(log.log, 2, [buildReport({ title: 'BUG: other' })]))
  expect(revisions).toEqual([2])
})
