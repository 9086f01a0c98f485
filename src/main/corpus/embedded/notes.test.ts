import { afterEach, beforeEach, expect, test } from 'vitest'
import { buildLog } from '../../../../tests/builders/new-log.ts'
import { buildReport } from '../../../../tests/builders/report.ts'
import { failureOf, tempCorpora, valueOf, type TempCorpora } from '../../../../tests/builders/temp-corpus.ts'
import { bucketQuerySchema } from '../../../shared/model/bucket.ts'
import { bucketIdSchema, type BucketId } from '../../../shared/model/ids.ts'
import { openReadOnly } from './connection.ts'

let temp: TempCorpora
beforeEach(() => {
  temp = tempCorpora()
})
afterEach(() => temp.end())

const page = { offset: 0, limit: 10 }
const openWithBucket = async () => {
  const corpus = await temp.open()
  valueOf(await corpus.writer.addLogs([buildLog('x\n', { reports: [buildReport()] })]))
  const { rows } = await corpus.reader.buckets(bucketQuerySchema.parse({}), page)
  const bucket = rows[0]?.bucket ?? bucketIdSchema.parse('000000000000')
  const noted = async (): Promise<readonly BucketId[]> =>
    (await corpus.reader.buckets(bucketQuerySchema.parse({ noted: true }), page)).rows.map((row) => row.bucket)
  return { corpus, bucket, noted }
}

test('a note counts its revisions, and a save over an old one is told what stands there', async () => {
  const { corpus, bucket, noted } = await openWithBucket()
  const { reader, writer } = corpus
  expect(await reader.note(bucket)).toEqual({ bucket, text: '', revision: 0, saved: null })
  expect(valueOf(await writer.setNote(bucket, 'first', 0, 10))).toEqual({
    bucket,
    text: 'first',
    revision: 1,
    saved: 10
  })
  expect(failureOf(await writer.setNote(bucket, 'stale', 0, 20))).toEqual({
    kind: 'note-conflict',
    text: 'first',
    revision: 1
  })
  valueOf(await writer.setNote(bucket, 'second \ud800 \u0000 \u{1f427}', 1, 30))
  expect(await reader.note(bucket)).toMatchObject({ text: 'second \ufffd \u0000 \u{1f427}', revision: 2 })
  expect(await noted()).toEqual([bucket])
  expect(await reader.notedBuckets()).toEqual([bucket])
})

test('an emptied note is no note, but its row and every text it had are kept', async () => {
  const { corpus, bucket, noted } = await openWithBucket()
  valueOf(await corpus.writer.setNote(bucket, 'text', 0, 10))
  valueOf(await corpus.writer.setNote(bucket, '', 1, 20))
  expect(await noted()).toEqual([])
  expect(await corpus.reader.notedBuckets()).toEqual([])
  expect(await corpus.reader.note(bucket)).toMatchObject({ text: '', revision: 2 })
  await corpus.close()
  const db = openReadOnly(temp.file())
  expect(db.prepare('SELECT revision, saved FROM note_history ORDER BY revision').all()).toEqual([
    { revision: 1, saved: 10 },
    { revision: 2, saved: 20 }
  ])
  db.close()
})

test('a bucket that is not there takes no note', async () => {
  const { corpus } = await openWithBucket()
  const absent = bucketIdSchema.parse('0123456789ab')
  expect(await corpus.reader.note(absent)).toBeNull()
  expect(failureOf(await corpus.writer.setNote(absent, 'x', 0, 1))).toMatchObject({ kind: 'not-found' })
})

test('notes outlive an import that adds to their bucket', async () => {
  const { corpus, bucket } = await openWithBucket()
  valueOf(await corpus.writer.setNote(bucket, 'mine', 0, 10))
  valueOf(await corpus.writer.addLogs([buildLog('y\n', { reports: [buildReport()] })]))
  expect(await corpus.reader.note(bucket)).toMatchObject({ text: 'mine' })
  expect(await corpus.reader.bucket(bucket)).toMatchObject({ count: 2, hasNote: true })
})
