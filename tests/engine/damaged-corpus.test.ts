import { readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createEngine, type Engine } from '../../src/main/engine/engine.ts'
import type { Client } from '../../src/shared/protocol/client.ts'
import { createClient } from '../../src/shared/protocol/client.ts'
import { createMemoryTransports } from '../../src/shared/protocol/memory-transport.ts'
import { bucketIdSchema, importIdSchema, type BucketId, type CorpusId } from '../../src/shared/model/ids.ts'
import { reportId } from '../../src/shared/model/ids.ts'
import { buildLog } from '../builders/new-log.ts'
import { writeNote } from '../builders/notes.ts'
import { buildReport } from '../builders/report.ts'
import { tempCorpora, valueOf, type TempCorpora } from '../builders/temp-corpus.ts'

let temp: TempCorpora
let engine: Engine | null = null
beforeEach(() => {
  temp = tempCorpora()
})
afterEach(async () => {
  await engine?.close()
  engine = null
  await temp.end()
})

const log = buildLog('kernel BUG in example\n'.repeat(500), { reports: [buildReport()] })
const page = {}

/** A corpus of one log and one bucket with a note, its pages as `damage` leaves them. */
const makeCorpus = async (damage: (file: string) => void): Promise<{ id: CorpusId; bucket: BucketId }> => {
  const { file, id, reader, writer, close } = await temp.open()
  valueOf(await writer.addLogs([log]))
  const importId = importIdSchema.parse('first')
  valueOf(await writer.startImport(importId, ['/logs'], 1))
  valueOf(await writer.addSkipped(importId, [{ file: '/logs/x', reason: 'empty', text: 'The file is empty.' }]))
  const { rows } = await reader.reports({ bucket: null, text: '' }, { offset: 0, limit: 1 })
  const bucket = bucketIdSchema.parse(rows[0]?.bucket)
  await writeNote({ reader, writer }, bucket, 'known')
  await close()
  damage(file)
  // A corpus of this size is not checked page by page when it is opened, so that reads meet the damage.
  truncateSync(file, 300 * 1024 * 1024)
  return { id, bucket }
}

/** Overwrites the first page of each table and index of the schema. */
const damageTables = (file: string): void => {
  const db = new Database(file, { readonly: true })
  const pages = db
    .prepare<[], number>(`SELECT rootpage FROM sqlite_schema WHERE rootpage > 0 AND tbl_name <> 'meta'`)
    .pluck()
    .all()
  db.close()
  const bytes = readFileSync(file)
  for (const number of pages) bytes.fill(0xa5, (number - 1) * 4096, number * 4096)
  writeFileSync(file, bytes)
}

/** Changes what is stored in the tables without hurting them, as a bad block within a blob does. */
const damageBlobs = (file: string): void => {
  const db = new Database(file)
  db.exec(
    `UPDATE report_body SET body = x'0102'; UPDATE chunk SET data = x'28b52ffd00'; UPDATE bucket SET callers = '['`
  )
  db.close()
}

const connect = async (file: string): Promise<Client> => {
  engine = valueOf(
    await createEngine({
      version: '0',
      corpusFile: file,
      dataFolder: join(temp.folder, 'data'),
      roots: null,
      sampleFolder: temp.folder,
      readOnly: true,
      create: false,
      remember: false
    })
  )
  const [near, far] = createMemoryTransports()
  engine.connect(far)
  return createClient(near)
}

test('every read of a corpus with damaged tables answers that it is damaged, and the engine goes on', async () => {
  const { id: corpus, bucket } = await makeCorpus(damageTables)
  const client = await connect(temp.file())
  const of = { corpus, log: log.log }
  const reads = {
    describe: client.call('corpus.describe', { corpus }),
    buckets: client.call('buckets.list', { corpus, query: {}, page }),
    search: client.call('buckets.list', { corpus, query: { text: 'example' }, page }),
    bucket: client.call('buckets.get', { corpus, bucket }),
    reports: client.call('reports.list', { corpus, bucket: null, page }),
    report: client.call('reports.get', { corpus, report: reportId(log.log, 0) }),
    logs: client.call('logs.list', { corpus, page }),
    lines: client.call('logs.lines', { ...of, firstLine: 1, count: 1 }),
    bytes: client.call('logs.bytes', { ...of, startByte: 0, length: 1 }),
    note: client.call('notes.list', { corpus, of: { kind: 'bucket', bucket } }),
    imports: client.call('imports.list', { corpus }),
    skipped: client.call('imports.skipped', { corpus, import: importIdSchema.parse('first'), page }),
    preview: client.call('exports.preview', { corpus, scope: { kind: 'all' }, format: 'markdown', options: {} }),
    made: client.call('exports.make', { corpus, scope: { kind: 'noted' }, format: 'json', options: {} })
  }
  for (const [name, answer] of Object.entries(reads)) {
    expect([name, await answer]).toMatchObject([
      name,
      { ok: false, failure: { kind: 'corpus-damaged', file: temp.file() } }
    ])
  }
  expect((await client.call('corpora.recent', {})).ok).toBe(true)
})

test('stored content that does not read back is damage too, and what is sound beside it is read', async () => {
  const { id: corpus, bucket } = await makeCorpus(damageBlobs)
  const client = await connect(temp.file())
  const of = { corpus, log: log.log }
  const damaged = [
    client.call('buckets.get', { corpus, bucket }),
    client.call('reports.get', { corpus, report: reportId(log.log, 0) }),
    client.call('logs.lines', { ...of, firstLine: 1, count: 1 }),
    client.call('logs.bytes', { ...of, startByte: 0, length: 1 })
  ]
  for (const answer of await Promise.all(damaged)) {
    expect(answer).toMatchObject({ ok: false, failure: { kind: 'corpus-damaged', file: temp.file() } })
  }
  expect(await client.call('reports.list', { corpus, bucket: null, page })).toMatchObject({ value: { total: 1 } })
  expect(await client.call('notes.list', { corpus, of: { kind: 'bucket', bucket } })).toMatchObject({
    value: [{ texts: [{ text: 'known' }] }]
  })
})
