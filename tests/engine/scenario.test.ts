import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createEngine, type Engine } from '../../src/main/engine/engine.ts'
import type { BucketId, CorpusId } from '../../src/shared/model/ids.ts'
import type { ImportProgress, ImportSummary } from '../../src/shared/model/import.ts'
import type { Result } from '../../src/shared/model/result.ts'
import { createClient, type Client } from '../../src/shared/protocol/client.ts'
import { createMemoryTransports } from '../../src/shared/protocol/memory-transport.ts'

const root = join(import.meta.dirname, '..', '..')
const sampleFolder = join(root, 'resources', 'samples')
const title = 'kernel BUG in bch2_btree_path_level_init'

let folder = ''
let engine: Engine | null = null
let client: Client
let corpus: CorpusId

const value = <Value, Failure>(result: Result<Value, Failure>): Value => {
  if (!result.ok) throw new Error(JSON.stringify(result.failure))
  return result.value
}

const start = async (roots: readonly string[] | null = null): Promise<void> => {
  engine = value(
    await createEngine({
      version: '0',
      corpusFile: null,
      dataFolder: join(folder, 'data'),
      roots,
      sampleFolder,
      readOnly: false,
      create: true,
      remember: true
    })
  )
  const [near, far] = createMemoryTransports()
  engine.connect(far)
  client = createClient(near)
  const described = value(await client.call('engine.describe', {}))
  if (described.corpus === null) throw new Error('no corpus')
  corpus = described.corpus
}

const importPath = async (path: string, onProgress?: (progress: ImportProgress) => void): Promise<ImportSummary> => {
  const started = value(await client.call('imports.start', { corpus, sources: [{ kind: 'path', path }] }))
  return value(await client.call('imports.follow', { corpus, import: started.import }, { onProgress }))
}

const bucketOf = async (wanted: string): Promise<BucketId> => {
  const list = value(await client.call('buckets.list', { corpus, query: { text: wanted }, page: {} }))
  const row = list.rows.find((candidate) => candidate.title === wanted)
  if (!row) throw new Error(`no bucket ${wanted}`)
  return row.bucket
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'oopsdesk-engine-'))
  cpSync(join(root, 'tests', 'fixtures', 'bcachefs-btree-path-level-init.log'), join(folder, 'logs', 'one.log'))
  await start()
})
afterAll(async () => {
  await engine?.close()
  rmSync(folder, { recursive: true, force: true })
})

test('a folder comes in, its crash is in a bucket, and the window hears of it', async () => {
  const heard = Promise.withResolvers<number>()
  const controller = new AbortController()
  const watching = client.call(
    'corpus.watch',
    { corpus },
    { signal: controller.signal, onProgress: ({ revision }) => heard.resolve(revision) }
  )
  const summary = await importPath(join(folder, 'logs'))
  expect(summary).toMatchObject({ files: 1, added: 1, reports: 1, skipped: 0, cancelled: false })
  expect(await heard.promise).toBeGreaterThan(0)
  controller.abort()
  await watching

  const { rows, kinds } = value(await client.call('buckets.list', { corpus, query: {}, page: {} }))
  expect(kinds).toEqual({ bug: 1 })
  expect(rows).toEqual([
    expect.objectContaining({
      title,
      count: 1,
      files: 1,
      kind: 'bug',
      frame: 'bch2_btree_path_level_init',
      hasNote: false
    })
  ])
})

test('the report can be read, and its lines in the raw log', async () => {
  const bucket = await bucketOf(title)
  const { rows } = value(await client.call('reports.list', { corpus, bucket, page: {} }))
  const [row] = rows
  if (!row) throw new Error('no report')
  const { report, log } = value(await client.call('reports.get', { corpus, report: row.report }))
  expect(report.facts.location?.value).toEqual({ file: 'fs/bcachefs/btree_iter.c', line: 619 })
  const span = report.facts.location?.span
  const raw = value(await client.call('logs.lines', { corpus, log: log.log, firstLine: span?.line ?? 1, count: 1 }))
  expect(raw.lines).toEqual(['kernel BUG at fs/bcachefs/btree_iter.c:619!'])
  const bytes = value(
    await client.call('logs.bytes', { corpus, log: log.log, startByte: span?.startByte ?? 0, length: 10 })
  )
  expect(Buffer.from(bytes.data, 'base64').toString()).toBe('fs/bcachef')
})

test('a note is kept, a stale one refused, and both the export and the next start have it', async () => {
  const bucket = await bucketOf(title)
  const of = { kind: 'bucket', bucket } as const
  expect(value(await client.call('notes.list', { corpus, of }))).toEqual([])
  const text = '## Seen before\nLooks like the level is off by one.'
  const saved = value(await client.call('notes.save', { corpus, of, note: null, text, over: [] }))
  expect(saved.texts).toMatchObject([{ text }])
  const stale = await client.call('notes.save', { corpus, of, note: saved.note, text: 'mine', over: [] })
  expect(stale).toEqual({ ok: false, failure: { kind: 'note-conflict', note: saved.note, texts: saved.texts } })

  await engine?.close()
  await start()
  expect(value(await client.call('notes.list', { corpus, of }))).toEqual([saved])
  const request = { corpus, scope: { kind: 'noted' }, format: 'markdown', options: {} } as const
  const preview = value(await client.call('exports.preview', request))
  expect(preview).toMatchObject({ buckets: 1, whole: true, fileName: 'kernel-bug-in-bch2_btree_path_level_init.md' })
  expect(preview.text).toContain('Looks like the level is off by one.')
  let made = ''
  const onProgress = ({ text: piece }: { readonly text: string }): void => void (made += piece)
  const { fileName, buckets } = value(await client.call('exports.make', request, { onProgress }))
  expect({ fileName, buckets, text: made }).toEqual({ fileName: preview.fileName, buckets: 1, text: preview.text })
})

test('files that a window sends come in under the names they had', async () => {
  const { upload } = value(await client.call('uploads.open', {}))
  const data = Buffer.from('[    1.0] Kernel panic - not syncing: Attempted to kill init! exitcode=0x0000000b\n')
  const path = 'phone/last boot/console.log'
  const modified = Date.UTC(2026, 0, 2)
  value(await client.call('uploads.write', { upload, path, modified, offset: 0, data: data.toString('base64') }))
  const started = value(await client.call('imports.start', { corpus, sources: [{ kind: 'upload', upload }] }))
  const summary = value(await client.call('imports.follow', { corpus, import: started.import }))
  expect(summary).toMatchObject({ files: 1, added: 1 })
  const { rows } = value(await client.call('reports.list', { corpus, bucket: null, text: 'Attempted', page: {} }))
  expect(rows).toEqual([expect.objectContaining({ file: path, seen: modified, seenFrom: 'file' })])
})

test('a report in a mail tells who reported it, at the begin or the end of a long log', async () => {
  const crash = ['BUG: kernel NULL pointer dereference, address: 0000000000000018', 'RIP: 0010:widget_mail+0x1/0x10']
  const mail = [
    'From: Mia Example <mia@example.org>',
    'Message-ID: <20260101.1@example.org>',
    '',
    ...crash,
    ...Array.from({ length: 2000 }, (_, line) => `line ${line}`),
    'Reported-by: Noor <noor@example.org>'
  ]
  const file = join(folder, 'mails', 'one.eml')
  mkdirSync(join(folder, 'mails'))
  writeFileSync(file, `${mail.join('\n')}\n`)
  await importPath(file)
  const list = value(await client.call('reports.list', { corpus, bucket: null, text: 'widget_mail', page: {} }))
  const [row] = list.rows
  if (!row) throw new Error('no report')
  expect(value(await client.call('reports.trailers', { corpus, report: row.report })).lines).toEqual([
    'Reported-by: Noor <noor@example.org>',
    'Closes: https://lore.kernel.org/all/20260101.1@example.org/'
  ])
})

test('the sample corpus opens full, once', async () => {
  const sample = value(await client.call('corpora.open', { kind: 'sample' }))
  expect(sample.logs).toBeGreaterThan(12)
  expect(sample.reports).toBeGreaterThan(12)
  const again = value(await client.call('corpora.open', { kind: 'sample' }))
  expect(again).toMatchObject({ corpus: sample.corpus, logs: sample.logs, reports: sample.reports })
  const recent = value(await client.call('corpora.recent', {}))
  expect(recent.map(({ name }) => name).toSorted()).toEqual(['crashes', 'sample'])
  // What was imported since a corpus was opened counts.
  expect(recent.map(({ buckets }) => buckets).toSorted((a, b) => a - b)).toEqual([3, sample.buckets])
  const list = value(await client.call('buckets.list', { corpus: sample.corpus, query: {}, page: {} }))
  expect(list.rows.map((row) => row.title)).toContain(title)
})

test('a server imports only from below its roots', async () => {
  await engine?.close()
  await start([join(folder, 'logs')])
  const outside = await client.call('imports.start', { corpus, sources: [{ kind: 'path', path: sampleFolder }] })
  expect(outside).toMatchObject({ ok: false, failure: { kind: 'path-not-allowed' } })
  const up = await client.call('imports.start', {
    corpus,
    sources: [{ kind: 'path', path: join(folder, 'logs', '..', '..') }]
  })
  expect(up).toMatchObject({ ok: false, failure: { kind: 'path-not-allowed' } })
  const elsewhere = await client.call('corpora.open', {
    kind: 'file',
    file: join(tmpdir(), 'elsewhere.oopsdesk'),
    create: true
  })
  expect(elsewhere).toMatchObject({ ok: false, failure: { kind: 'path-not-allowed' } })
  expect(await importPath(join(folder, 'logs'))).toMatchObject({ duplicates: 1, added: 0 })
  // The sample was opened before, so it is on the recent list, and may be opened again.
  const [other] = value(await client.call('corpora.recent', {})).filter((entry) => entry.corpus !== corpus)
  if (!other) throw new Error('nothing recent')
  expect(await client.call('corpora.open', { kind: 'recent', corpus: other.corpus })).toMatchObject({ ok: true })
})
