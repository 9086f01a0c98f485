import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createEngine, type Engine } from '../../src/main/engine/engine.ts'
import type { BucketId, CorpusId, ReportId } from '../../src/shared/model/ids.ts'
import { createClient, type Client } from '../../src/shared/protocol/client.ts'
import { createMemoryTransports } from '../../src/shared/protocol/memory-transport.ts'
import type { OutputOf } from '../../src/shared/protocol/methods.ts'
import { failureOf, valueOf } from '../builders/temp-corpus.ts'

const root = join(import.meta.dirname, '..', '..')
const bug = readFileSync(join(root, 'tests/fixtures/bcachefs-btree-path-level-init.log'), 'utf8')
/** A frame of the fixture's call trace. */
const frame = 'bch2_check_allocations'

let folder = ''
let engine: Engine
let client: Client
let corpus: CorpusId
let bucket: BucketId
let here: ReportId
let there: ReportId

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'oopsdesk-annotations-'))
  writeFileSync(join(folder, 'a.log'), bug)
  // The same crash further down in another log.
  writeFileSync(join(folder, 'b.log'), `${'Booting Linux\n'.repeat(20)}${bug}`)
  engine = valueOf(
    await createEngine({
      version: '0',
      corpusFile: join(folder, 'crashes.oopsdesk'),
      dataFolder: folder,
      roots: null,
      sampleFolder: folder,
      readOnly: false,
      create: true,
      remember: false,
      author: 'A. Person'
    })
  )
  const [near, far] = createMemoryTransports()
  engine.connect(far)
  client = createClient(near)
  const described = valueOf(await client.call('engine.describe', {}))
  if (described.corpus === null) throw new Error('no corpus')
  corpus = described.corpus
  const sources = ['a.log', 'b.log'].map((name) => ({ kind: 'path' as const, path: join(folder, name) }))
  const started = valueOf(await client.call('imports.start', { corpus, sources }))
  valueOf(await client.call('imports.follow', { corpus, import: started.import }))
  const { rows } = valueOf(await client.call('reports.list', { corpus, bucket: null, page: {} }))
  const [one, other] = rows.toSorted((a, b) => (a.file < b.file ? -1 : 1))
  if (!one || !other || one.bucket !== other.bucket) throw new Error('The two logs are not in one bucket.')
  ;[here, there, bucket] = [one.report, other.report, one.bucket]
}, 60_000)
afterAll(async () => {
  await engine.close()
  rmSync(folder, { recursive: true, force: true })
})

type Listed = OutputOf<'annotations.list'>

const lineOf = async (report: ReportId): Promise<number> => {
  const { lines } = valueOf(await client.call('reports.get', { corpus, report })).report
  return lines.find(({ text, kind }) => kind === 'frame' && text.includes(`${frame}+`))?.line ?? 0
}
const listed = async (report: ReportId): Promise<Listed> =>
  valueOf(await client.call('annotations.list', { corpus, of: { kind: 'report', report } }))
const inBucket = async (): Promise<Listed> =>
  valueOf(await client.call('annotations.list', { corpus, of: { kind: 'bucket', bucket } }))

test('an annotation is kept by content, shown on the same frame elsewhere, changed, removed and undone', async () => {
  const line = await lineOf(here)
  expect(line).toBeGreaterThan(0)
  const on = { corpus, report: here, startLine: line, endLine: line }
  const { annotation } = valueOf(
    await client.call('annotations.save', { ...on, annotation: null, mark: 'remark', text: 'Seen before', over: [] })
  )
  const [own] = await listed(here)
  expect(own).toMatchObject({ at: { startLine: line, endLine: line }, annotation: { annotation, bucket } })
  expect(own?.annotation.place.frame?.function).toBe(frame)
  expect(own?.annotation.texts).toMatchObject([{ author: 'A. Person', text: 'Seen before' }])

  const shifted = await lineOf(there)
  expect(shifted).toBeGreaterThan(line)
  expect(await listed(there)).toMatchObject([{ at: { startLine: shifted }, annotation: { place: { report: here } } }])
  expect(await inBucket()).toMatchObject([{ at: null, annotation: { annotation } }])

  const over = own?.annotation.texts.map(({ act }) => act) ?? []
  valueOf(await client.call('annotations.save', { ...on, annotation, mark: 'highlight', text: 'Changed', over }))
  const stale = failureOf(
    await client.call('annotations.save', { ...on, annotation, mark: 'remark', text: 'Late', over })
  )
  expect(stale).toMatchObject({ kind: 'note-conflict', texts: [{ text: 'Changed' }] })

  const [changed] = await listed(here)
  const now = changed?.annotation.texts.map(({ act }) => act) ?? []
  valueOf(await client.call('annotations.save', { ...on, annotation, mark: null, text: '', over: now }))
  expect([await listed(here), await listed(there), await inBucket()]).toEqual([[], [], []])

  valueOf(await client.call('activity.undo', { corpus }))
  expect(await listed(here)).toMatchObject([{ annotation: { mark: 'highlight', texts: [{ text: 'Changed' }] } }])
  valueOf(await client.call('activity.redo', { corpus }))
  expect(await listed(here)).toEqual([])
})

test('lines behind the end of a log, or the wrong way round, are put right', async () => {
  const { log } = valueOf(await client.call('reports.get', { corpus, report: here }))
  const mark = { annotation: null, mark: 'bookmark', text: '', over: [] } as const
  const lines = { startLine: log.lineCount + 100, endLine: log.lineCount - 1 }
  valueOf(await client.call('annotations.save', { corpus, report: here, ...lines, ...mark }))
  expect(await listed(here)).toMatchObject([{ at: { startLine: log.lineCount - 1, endLine: log.lineCount } }])
})

test('a report that is not there has no annotations', async () => {
  const report = `${'0'.repeat(16)}-0` as ReportId
  expect(failureOf(await client.call('annotations.list', { corpus, of: { kind: 'report', report } }))).toEqual({
    kind: 'not-found',
    what: 'report',
    id: report
  })
  const save = { annotation: null, report, startLine: 1, endLine: 1, mark: 'remark', text: 'x', over: [] } as const
  expect(failureOf(await client.call('annotations.save', { corpus, ...save }))).toMatchObject({ what: 'report' })
})
