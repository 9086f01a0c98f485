import { afterEach, beforeEach, expect, test } from 'vitest'
import { buildLog, chunksOf } from '../../../../tests/builders/new-log.ts'
import { buildReport } from '../../../../tests/builders/report.ts'
import { tempCorpora, valueOf, type TempCorpora } from '../../../../tests/builders/temp-corpus.ts'
import { bucketQuerySchema } from '../../../shared/model/bucket.ts'
import type { ImportId } from '../../../shared/model/ids.ts'
import type { Corpus, NewLog } from '../corpus.ts'

let temp: TempCorpora
beforeEach(() => {
  temp = tempCorpora()
})
afterEach(() => temp.end())

const page = { offset: 0, limit: 1000 }
const everything = async ({ reader }: Corpus) => ({
  buckets: await reader.buckets(bucketQuerySchema.parse({ sort: 'title' }), page),
  reports: await reader.reports({ bucket: null, text: '' }, page),
  logs: (await reader.logs(false, page)).rows.map(({ log, file, size, modified }) => ({ log, file, size, modified }))
})

const logs: readonly NewLog[] = [
  buildLog('one\n', { modified: 500, reports: [buildReport({ title: 'BUG: a' }), buildReport({ title: 'BUG: b' })] }),
  buildLog('two\n', { modified: 300, reports: [buildReport({ title: 'BUG: a', kernel: '6.14.0' })] }),
  buildLog('three\n', { modified: 400, reports: [buildReport({ title: 'BUG: a' }), buildReport({ title: 'BUG: a' })] }),
  buildLog('four\n', { modified: 100 })
]

test('counts reports, logs, kernels and times of each bucket', async () => {
  const corpus = await temp.open()
  expect(valueOf(await corpus.writer.addLogs(logs))).toEqual({ added: 4, duplicates: 0, reports: 5 })
  const { rows } = await corpus.reader.buckets(bucketQuerySchema.parse({}), page)
  expect(rows).toMatchObject([
    { title: 'BUG: a', count: 4, files: 3, kernels: ['6.14.0', '6.15.0-rc7'], firstSeen: 300, lastSeen: 500 },
    { title: 'BUG: b', count: 1, files: 1, firstSeen: 500, lastSeen: 500, callers: ['caller_of_b'] }
  ])
  expect(await corpus.reader.describe()).toMatchObject({ logs: 4, reports: 5, buckets: 2, rawBytes: 19 })
  const quiet = await corpus.reader.logs(true, page)
  expect([quiet.total, quiet.rows.map(({ size }) => size)]).toEqual([1, [5]])
})

test('importing the same logs again changes nothing', async () => {
  const corpus = await temp.open()
  valueOf(await corpus.writer.addLogs(logs))
  const before = await everything(corpus)
  let told = 0
  corpus.onChange(() => {
    told += 1
  })
  expect(valueOf(await corpus.writer.addLogs(logs))).toEqual({ added: 0, duplicates: 4, reports: 0 })
  expect(await everything(corpus)).toEqual(before)
  expect(told).toBe(0)
})

test('the order of an import and its batches do not matter', async () => {
  const one = await temp.open(temp.file('one.oopsdesk'))
  const other = await temp.open(temp.file('other.oopsdesk'))
  valueOf(await one.writer.addLogs(logs))
  for (const log of logs.toReversed()) valueOf(await other.writer.addLogs([log]))
  const [left, right] = [await everything(one), await everything(other)]
  expect(right.buckets).toEqual(left.buckets)
  expect(right.reports).toEqual(left.reports)
})

test('a copy of a log adds its path, and an older one moves its reports back in time', async () => {
  const corpus = await temp.open()
  const original = buildLog('same\n', { file: '/a', modified: 500, reports: [buildReport()] })
  const copy = buildLog('same\n', { file: '/b', modified: 200, reports: [buildReport()] })
  expect(valueOf(await corpus.writer.addLogs([original, copy]))).toEqual({ added: 1, duplicates: 1, reports: 1 })
  expect(await corpus.reader.log(original.log)).toMatchObject({ file: '/a', modified: 500 })
  const { rows } = await corpus.reader.reports({ bucket: null, text: '' }, page)
  expect(rows).toMatchObject([{ file: '/a', seen: 200 }])
  const buckets = await corpus.reader.buckets(bucketQuerySchema.parse({}), page)
  expect(buckets.rows).toMatchObject([{ count: 1, firstSeen: 200, lastSeen: 200 }])
})

test('the copy of a log that is named is the newest, then the first by name, in whatever order they come', async () => {
  const copies = [
    { file: '/c', modified: 300 },
    { file: '/old', modified: 100 },
    { file: '/b', modified: 300 }
  ].map((origin) => buildLog('same\n', { ...origin, reports: [buildReport()] }))
  for (const [index, order] of [copies, copies.toReversed()].entries()) {
    const corpus = await temp.open(temp.file(`${index}.oopsdesk`))
    for (const copy of order) valueOf(await corpus.writer.addLogs([copy]))
    expect((await corpus.reader.logs(false, page)).rows).toMatchObject([{ file: '/b', modified: 300 }])
    const { rows } = await corpus.reader.reports({ bucket: null, text: '' }, page)
    expect(rows).toMatchObject([{ file: '/b', seen: 100 }])
  }
})

test('a report comes back as it was parsed', async () => {
  const corpus = await temp.open()
  const report = buildReport({ title: 'BUG: c', lines: ['\u0000 and \u202e'], command: null })
  const log = buildLog('x\n', { reports: [buildReport(), report] })
  valueOf(await corpus.writer.addLogs([log]))
  const { rows } = await corpus.reader.reports({ bucket: null, text: 'c' }, page)
  const row = rows.find(({ title }) => title === 'BUG: c')
  const stored = row && (await corpus.reader.report(row.report))
  expect(stored).toMatchObject({ row: { index: 1, command: null }, inLog: 2, log: { log: log.log } })
  expect(stored?.report).toEqual(report)
})

test('a large log that is there already is dropped, and so is one that is given up', async () => {
  const corpus = await temp.open()
  const bytes = new TextEncoder().encode('large\n')
  const { chunks: _, ...log } = buildLog(bytes, { file: '/first', reports: [buildReport()] })
  const store = async () => {
    const large = valueOf(await corpus.writer.openLog())
    for (const chunk of chunksOf(bytes)) valueOf(await corpus.writer.addChunk(large, chunk))
    return large
  }
  expect(valueOf(await corpus.writer.finishLog(await store(), log))).toEqual({ added: true, reports: 1 })
  const again = { ...log, origin: { file: '/second', modified: 1_000_000 } }
  expect(valueOf(await corpus.writer.finishLog(await store(), again))).toEqual({ added: false, reports: 0 })
  const dropped = await store()
  valueOf(await corpus.writer.dropLog(dropped))
  await expect(corpus.writer.finishLog(dropped, log)).rejects.toThrow('not open')
  expect((await corpus.reader.log(log.log))?.file).toBe('/first')
  expect(await corpus.reader.describe()).toMatchObject({ logs: 1, reports: 1 })
})

test('remembers imports and what they skipped', async () => {
  const corpus = await temp.open()
  const id = 'first' as ImportId
  const skipped = Array.from({ length: 5 }, (_, index) => ({
    file: `/logs/${index}`,
    reason: 'empty' as const,
    text: 'The file is empty.'
  }))
  const summary = { files: 5, reports: 0, added: 0, duplicates: 0, skipped: 5, bytes: 0, seconds: 1, cancelled: false }
  valueOf(await corpus.writer.startImport(id, ['/logs'], 10))
  valueOf(await corpus.writer.addSkipped(id, skipped))
  expect(await corpus.reader.imports()).toMatchObject([{ import: id, finished: null, summary: null }])
  valueOf(await corpus.writer.finishImport(id, summary, 20))
  valueOf(await corpus.writer.startImport('second' as ImportId, ['/more'], 30))
  expect(await corpus.reader.imports()).toEqual([
    { import: 'second', started: 30, finished: null, sources: ['/more'], summary: null },
    { import: id, started: 10, finished: 20, sources: ['/logs'], summary }
  ])
  expect(await corpus.reader.skipped(id, { offset: 3, limit: 10 })).toEqual({ total: 5, rows: skipped.slice(3) })
  expect(await corpus.reader.skipped('third' as ImportId, page)).toBeNull()
})
