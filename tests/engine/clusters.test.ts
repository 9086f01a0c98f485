import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createEngine, type Engine } from '../../src/main/engine/engine.ts'
import type { BucketRow } from '../../src/shared/model/bucket.ts'
import type { CorpusId } from '../../src/shared/model/ids.ts'
import { createClient, type Client } from '../../src/shared/protocol/client.ts'
import { createMemoryTransports } from '../../src/shared/protocol/memory-transport.ts'
import { failureOf, valueOf } from '../builders/temp-corpus.ts'

const root = join(import.meta.dirname, '..', '..')
const golden = join(root, 'tests', 'golden')
const log = readFileSync(join(root, 'tests/fixtures/bcachefs-btree-path-level-init.log'), 'utf8')

let folder = ''
let engine: Engine
let client: Client
let corpus: CorpusId
let rows: readonly BucketRow[] = []

const open = async (readOnly: boolean): Promise<Engine> => {
  const opened = valueOf(
    await createEngine({
      version: '0',
      corpusFile: join(folder, 'clusters.oopsdesk'),
      dataFolder: join(folder, 'data'),
      roots: null,
      sampleFolder: folder,
      readOnly,
      create: true,
      remember: false
    })
  )
  const [near, far] = createMemoryTransports()
  opened.connect(far)
  client = createClient(near)
  corpus = valueOf(await client.call('engine.describe', {})).corpus ?? ('' as CorpusId)
  return opened
}
const list = async (): Promise<readonly BucketRow[]> =>
  valueOf(await client.call('buckets.list', { corpus, query: {}, page: { limit: 1000 } })).rows
const at = (place: number): BucketRow => {
  const row = rows[place]
  if (!row) throw new Error(`there are only ${rows.length} buckets`)
  return row
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'oopsdesk-engine-'))
  // A second copy of the crash, as another machine logged it.
  writeFileSync(join(folder, 'one.log'), log)
  writeFileSync(join(folder, 'two.log'), log.replaceAll('PID: ', 'PID: 1'))
  engine = await open(false)
  const sources = [golden, join(folder, 'one.log'), join(folder, 'two.log')].map((path) => ({
    kind: 'path' as const,
    path
  }))
  const started = valueOf(await client.call('imports.start', { corpus, sources }))
  valueOf(await client.call('imports.follow', { corpus, import: started.import }))
  rows = await list()
}, 60_000)
afterAll(async () => {
  await engine.close()
  rmSync(folder, { recursive: true, force: true })
})

test('every bucket has a page: its reason, stack tree, timeline and what is like it', { timeout: 60_000 }, async () => {
  for (const { bucket, count } of rows) {
    const detail = valueOf(await client.call('buckets.detail', { corpus, bucket }))
    expect(detail.row).toMatchObject({ bucket, count })
    expect(detail.reason).toMatch(/^\d+ reports? .*\.$/)
    expect(detail.titles.reduce((sum, title) => sum + title.count, 0)).toBe(count)
    const tree = valueOf(await client.call('buckets.tree', { corpus, bucket }))
    for (const [place, { parent, count: through }] of tree.nodes.entries()) {
      expect(parent ?? -1).toBeLessThan(place)
      expect(through).toBeLessThanOrEqual(parent === null ? tree.reports : (tree.nodes[parent]?.count ?? 0))
    }
    const { points } = valueOf(await client.call('buckets.timeline', { corpus, bucket }))
    expect(points.reduce((sum, point) => sum + point.count, 0)).toBe(count)
    const similar = valueOf(await client.call('similar.buckets', { corpus, of: { kind: 'bucket', bucket }, limit: 3 }))
    expect(similar.every((one) => one.bucket.bucket !== bucket && one.reasons.length > 0)).toBe(true)
  }
})

test('a text finds what is like its first crash; one without a crash is refused', async () => {
  const similar = valueOf(await client.call('similar.reports', { corpus, of: { kind: 'text', text: log }, limit: 2 }))
  expect(similar.map(({ file }) => file.replace(/.*\//, '')).sort()).toEqual(['one.log', 'two.log'])
  expect(new Set(similar.map(({ bucket }) => bucket)).size).toBe(1)
  const [a, b] = similar
  if (!a || !b) throw new Error('nothing is similar')
  const why = valueOf(await client.call('similar.why', { corpus, a: a.report, b: b.report }))
  expect(why.together).toBe(true)
  expect(why.reasons[0]).toMatchObject({ kind: 'signature', weighs: 'for' })
  const none = await client.call('similar.reports', { corpus, of: { kind: 'text', text: 'all is well\n' }, limit: 2 })
  expect(failureOf(none)).toMatchObject({ kind: 'no-crash' })
})

test('decisions change the list, are listed themselves, and are taken back', async () => {
  const [into, other] = [at(0).bucket, at(1).bucket]
  const merged = valueOf(await client.call('decisions.merge', { corpus, into, buckets: [other] }))
  expect(merged.bucket).toBe(into)
  expect(await list()).toHaveLength(rows.length - 1)
  expect(valueOf(await client.call('buckets.get', { corpus, bucket: other })).bucket).toBe(into)
  const apart = valueOf(await client.call('decisions.not-same', { corpus, a: into, b: at(2).bucket }))
  const marked = valueOf(await client.call('decisions.duplicate', { corpus, bucket: into, of: at(3).bucket }))
  const circle = await client.call('decisions.duplicate', { corpus, bucket: at(3).bucket, of: other })
  expect(failureOf(circle).kind).toBe('duplicate-cycle')
  const decisions = valueOf(await client.call('decisions.list', { corpus }))
  expect(decisions).toEqual([marked.decision, apart.decision, merged.decision])
  for (const { decision } of decisions) valueOf(await client.call('decisions.undo', { corpus, decision }))
  expect(await list()).toEqual(rows)
})

test('grouping anew is shown with progress, changes nothing that is settled, and is not undone into anything else', async () => {
  const progress: unknown[] = []
  const preview = valueOf(
    await client.call('regrouping.preview', { corpus }, { onProgress: (one) => progress.push(one) })
  )
  expect(preview).toMatchObject({ before: rows.length, after: rows.length, reports: 0 })
  expect(progress.length).toBeGreaterThan(0)
  expect(valueOf(await client.call('regrouping.undo', { corpus }))).toEqual({ undone: null })
  expect(valueOf(await client.call('regrouping.apply', { corpus }))).toEqual(preview)
  // Nothing was moved, so that there is nothing to put back.
  expect(valueOf(await client.call('regrouping.undo', { corpus }))).toEqual({ undone: null })
  expect(await list()).toEqual(rows)
})

test('a read-only corpus answers all of it and refuses decisions', async () => {
  await engine.close()
  engine = await open(true)
  expect(valueOf(await client.call('regrouping.preview', { corpus }))).toMatchObject({ reports: 0 })
  valueOf(await client.call('buckets.detail', { corpus, bucket: at(0).bucket }))
  valueOf(await client.call('similar.buckets', { corpus, of: { kind: 'bucket', bucket: at(0).bucket } }))
  const merged = await client.call('decisions.merge', { corpus, into: at(0).bucket, buckets: [at(1).bucket] })
  const applied = await client.call('regrouping.apply', { corpus })
  const undone = await client.call('decisions.undo', { corpus, decision: 'x' })
  const kinds = [failureOf(merged).kind, failureOf(applied).kind, failureOf(undone).kind]
  expect(kinds).toEqual(['corpus-read-only', 'corpus-read-only', 'corpus-read-only'])
})
