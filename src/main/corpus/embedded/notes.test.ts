import { afterEach, beforeEach, expect, test } from 'vitest'
import { buildLog } from '../../../../tests/builders/new-log.ts'
import { by, noteText, writeNote } from '../../../../tests/builders/notes.ts'
import { buildReport } from '../../../../tests/builders/report.ts'
import { failureOf, tempCorpora, valueOf, type TempCorpora } from '../../../../tests/builders/temp-corpus.ts'
import { bucketQuerySchema } from '../../../shared/model/bucket.ts'
import { bucketIdSchema, reportId, type BucketId } from '../../../shared/model/ids.ts'

let temp: TempCorpora
beforeEach(() => {
  temp = tempCorpora()
})
afterEach(() => temp.end())

const page = { offset: 0, limit: 10 }
const openWithBucket = async () => {
  const corpus = await temp.open()
  const log = buildLog('x\n', { reports: [buildReport()] })
  valueOf(await corpus.writer.addLogs([log]))
  const { rows } = await corpus.reader.buckets(bucketQuerySchema.parse({}), page)
  const bucket = rows[0]?.bucket ?? bucketIdSchema.parse('000000000000')
  const noted = async (): Promise<readonly BucketId[]> =>
    (
      await corpus.reader.buckets(bucketQuerySchema.parse({ terms: [{ field: 'has', values: ['note'] }] }), page)
    ).rows.map((row) => row.bucket)
  return { corpus, bucket, noted, report: reportId(log.log, 0) }
}

test('a save names the text that it was typed over, and a stale one is told what stands there', async () => {
  const { corpus, bucket, noted } = await openWithBucket()
  const { reader, writer } = corpus
  const of = { kind: 'bucket', bucket } as const
  expect(await reader.notes(of)).toEqual([])
  const first = valueOf(await writer.saveNote(of, null, 'first', [], by(10, 'Ada')))
  expect(first).toMatchObject({ of, from: null, texts: [{ author: 'Ada', saved: 10, text: 'first' }] })
  for (const note of [first.note, null]) {
    expect(failureOf(await writer.saveNote(of, note, 'stale', [], by(20)))).toEqual({
      kind: 'note-conflict',
      note: first.note,
      texts: first.texts
    })
  }
  const over = first.texts.map(({ act }) => act)
  const text = 'second \ud800 \u0000 \u{1f427}'
  const second = valueOf(await writer.saveNote(of, first.note, text, over, by(30)))
  expect(second.texts).toMatchObject([{ text: 'second \ufffd \u0000 \u{1f427}' }])
  expect(await reader.notes(of)).toEqual([second])
  expect(await noted()).toEqual([bucket])
  expect(await reader.notedBuckets()).toEqual([bucket])
})

test('an emptied note is no note, but every text it had is kept', async () => {
  const { corpus, bucket, noted } = await openWithBucket()
  const { note } = await writeNote(corpus, bucket, 'text', 10)
  await writeNote(corpus, bucket, '', 20)
  expect(await noted()).toEqual([])
  expect(await corpus.reader.notedBuckets()).toEqual([])
  expect(await noteText(corpus.reader, bucket)).toBe('')
  const history = await corpus.reader.noteHistory(note, page)
  expect(history).toMatchObject({
    total: 2,
    rows: [
      { saved: 20, length: 0 },
      { saved: 10, length: 4 }
    ]
  })
  const oldest = history?.rows[1]?.act
  expect(oldest && (await corpus.reader.noteText(oldest))).toEqual({ note, text: 'text' })
})

test('a bucket or report that is not there takes no note', async () => {
  const { corpus } = await openWithBucket()
  const absent = [
    { kind: 'bucket', bucket: bucketIdSchema.parse('0123456789ab') },
    { kind: 'report', report: reportId(buildLog('other').log, 0) }
  ] as const
  for (const of of absent) {
    expect(await corpus.reader.notes(of)).toBeNull()
    expect(failureOf(await corpus.writer.saveNote(of, null, 'x', [], by(1)))).toMatchObject({ kind: 'not-found' })
  }
})

test('a report has notes of its own', async () => {
  const { corpus, bucket, report } = await openWithBucket()
  const of = { kind: 'report', report } as const
  const saved = valueOf(await corpus.writer.saveNote(of, null, 'of this one', [], by(1)))
  expect(await corpus.reader.notes(of)).toEqual([saved])
  expect(await noteText(corpus.reader, bucket)).toBe('')
})

test('notes outlive an import that adds to their bucket', async () => {
  const { corpus, bucket } = await openWithBucket()
  await writeNote(corpus, bucket, 'mine', 10)
  valueOf(await corpus.writer.addLogs([buildLog('y\n', { reports: [buildReport()] })]))
  valueOf(await corpus.writer.settle())
  expect(await noteText(corpus.reader, bucket)).toBe('mine')
  expect(await corpus.reader.bucket(bucket)).toMatchObject({ count: 2, hasNote: true })
})
