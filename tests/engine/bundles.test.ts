import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { createEngine, type Engine } from '../../src/main/engine/engine.ts'
import type { BucketRow } from '../../src/shared/model/bucket.ts'
import type { BundleSummary, ExportScope } from '../../src/shared/model/export.ts'
import type { BucketId, CorpusId, ReportId } from '../../src/shared/model/ids.ts'
import type { NoteTextAt, Noted } from '../../src/shared/model/note.ts'
import { createClient, type Client } from '../../src/shared/protocol/client.ts'
import { createMemoryTransports } from '../../src/shared/protocol/memory-transport.ts'
import { failureOf, valueOf } from '../builders/temp-corpus.ts'

const root = join(import.meta.dirname, '..', '..')
const golden = join(root, 'tests', 'golden')
const bug = readFileSync(join(root, 'tests/fixtures/bcachefs-btree-path-level-init.log'), 'utf8')

let folder = ''
const engines: Engine[] = []

type Desk = { readonly client: Client; readonly corpus: CorpusId; readonly data: string }

/** A person with a corpus of their own. */
const desk = async (author: string, roots: readonly string[] | null = null, readOnly = false): Promise<Desk> => {
  const data = mkdtempSync(join(folder, 'desk-'))
  const engine = valueOf(
    await createEngine({
      version: '0',
      corpusFile: join(data, 'crashes.oopsdesk'),
      dataFolder: data,
      roots,
      sampleFolder: folder,
      readOnly,
      create: true,
      remember: false,
      author
    })
  )
  engines.push(engine)
  const [near, far] = createMemoryTransports()
  engine.connect(far)
  const client = createClient(near)
  const { corpus } = valueOf(await client.call('engine.describe', {}))
  if (corpus === null) throw new Error('no corpus')
  return { client, corpus, data }
}

const addLogs = async ({ client, corpus }: Desk, ...paths: readonly string[]): Promise<void> => {
  const sources = paths.map((path) => ({ kind: 'path' as const, path }))
  const started = valueOf(await client.call('imports.start', { corpus, sources }))
  valueOf(await client.call('imports.follow', { corpus, import: started.import }))
}
const rowsOf = async ({ client, corpus }: Desk): Promise<readonly BucketRow[]> =>
  valueOf(
    await client.call('buckets.list', { corpus, query: { sort: 'title', descending: false }, page: { limit: 1000 } })
  ).rows
const reportsOf = async ({ client, corpus }: Desk, bucket: BucketId | null): Promise<readonly ReportId[]> =>
  valueOf(await client.call('reports.list', { corpus, bucket, page: { limit: 1000 } })).rows.map(({ report }) => report)
const bucketOf = async ({ client, corpus }: Desk, report: ReportId): Promise<BucketId> =>
  valueOf(await client.call('reports.get', { corpus, report })).row.bucket
const textsOf = async ({ client, corpus }: Desk, of: Noted): Promise<readonly NoteTextAt[]> =>
  valueOf(await client.call('notes.list', { corpus, of })).flatMap(({ texts }) => texts)
const write = async ({ client, corpus }: Desk, of: Noted, text: string): Promise<void> => {
  const [note] = valueOf(await client.call('notes.list', { corpus, of }))
  const over = note?.texts.map(({ act }) => act) ?? []
  valueOf(await client.call('notes.save', { corpus, of, note: note?.note ?? null, text, over }))
}

const bundle = async ({ client, corpus }: Desk, scope: ExportScope = { kind: 'all' }): Promise<Buffer> => {
  const parts: Buffer[] = []
  const onProgress = ({ data }: { readonly data: string }): void => void parts.push(Buffer.from(data, 'base64'))
  valueOf(await client.call('bundles.export', { corpus, scope }, { onProgress }))
  return Buffer.concat(parts)
}
const json = async ({ client, corpus }: Desk): Promise<string> => {
  let all = ''
  const onProgress = ({ text }: { readonly text: string }): void => {
    all += text
  }
  const wanted = { corpus, scope: { kind: 'all' }, format: 'json', options: {} } as const
  valueOf(await client.call('exports.make', wanted, { onProgress }))
  return all
}
const saved = (content: string | Uint8Array, name = 'from Bob.oopsdesk-bundle'): string => {
  const file = join(mkdtempSync(join(folder, 'file-')), name)
  writeFileSync(file, content)
  return file
}
const bring = (
  { client, corpus }: Desk,
  path: string,
  options: Parameters<typeof client.call<'bundles.import'>>[2] = {}
): ReturnType<typeof client.call<'bundles.import'>> =>
  client.call('bundles.import', { corpus, source: { kind: 'path', path } }, options)
const take = async (to: Desk, content: string | Uint8Array): Promise<BundleSummary> =>
  valueOf(await bring(to, saved(content)))

/** What is left of imports on disk. */
const leftovers = ({ data }: Desk): readonly string[] => {
  try {
    return readdirSync(join(data, 'bundles'), { recursive: true })
      .map(String)
      .filter((name) => name.endsWith('.log'))
  } catch {
    return []
  }
}

let logs = ''
let ada: Desk
let bundled: Buffer
/** Whom nothing should happen to. */
let carol: Desk

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'oopsdesk-engine-'))
  logs = join(folder, 'logs')
  mkdirSync(logs)
  writeFileSync(join(logs, 'one.log'), bug)
  writeFileSync(join(logs, 'two.log'), bug.replaceAll('PID: ', 'PID: 1'))
  // A copy, older and by a name that tells a time; and a log too large for one piece.
  mkdirSync(join(logs, 'crash-2024-05-01-12:34:56'))
  writeFileSync(join(logs, 'crash-2024-05-01-12:34:56', 'three.log'), bug)
  utimesSync(join(logs, 'crash-2024-05-01-12:34:56', 'three.log'), 1_730_000_000, 1_730_000_000)
  writeFileSync(
    join(logs, 'large.log'),
    '[    1.0] usb 1-1: new device\n'.repeat(400_000) + bug.replaceAll('PID: ', 'PID: 2')
  )
  ada = await desk('Ada')
  await addLogs(ada, golden, logs)
  const { client, corpus } = ada
  const [a, b, c, d] = (await rowsOf(ada)).map(({ bucket }) => bucket) as [BucketId, BucketId, BucketId, BucketId]
  await write(ada, { kind: 'bucket', bucket: a }, '# What it is\n<img onerror=x> \ud83d\ude00')
  await write(ada, { kind: 'bucket', bucket: b }, 'another')
  await write(ada, { kind: 'report', report: (await reportsOf(ada, a))[0] as ReportId }, 'of a report')
  const status = { kind: 'fixed', commit: '1234567', title: 'mm: fix it', release: '6.12' } as const
  valueOf(await client.call('triage.change', { corpus, buckets: [a, b], change: { kind: 'status', status } }))
  valueOf(await client.call('triage.change', { corpus, buckets: [c], change: { kind: 'tag', tag: 'net', on: true } }))
  const [report] = await reportsOf(ada, a)
  if (report === undefined) throw new Error('no report')
  const at = { report, startLine: 2, endLine: 3, mark: 'remark', text: 'look', over: [] } as const
  valueOf(await client.call('annotations.save', { corpus, annotation: null, ...at }))
  valueOf(await client.call('decisions.merge', { corpus, into: a, buckets: [b] }))
  valueOf(await client.call('decisions.duplicate', { corpus, bucket: c, of: d }))
  valueOf(await client.call('activity.undo', { corpus }))
  valueOf(await client.call('activity.redo', { corpus }))
  valueOf(await client.call('decisions.not-same', { corpus, a: c, b: d }))
  valueOf(await client.call('activity.undo', { corpus }))
  bundled = await bundle(ada)
  carol = await desk('Carol')
  await addLogs(carol, join(logs, 'one.log'))
}, 120_000)
afterEach(async () => {
  for (const engine of engines.splice(2)) await engine.close()
})
afterAll(async () => {
  for (const engine of engines) await engine.close()
  rmSync(folder, { recursive: true, force: true })
})

test('a bundle goes into an empty corpus, and out again with the same bytes', { timeout: 120_000 }, async () => {
  expect((await bundle(ada)).equals(bundled)).toBe(true)
  const bob = await desk('Bob')
  const told: number[] = []
  const summary = valueOf(await bring(bob, saved(bundled), { onProgress: ({ done, of }) => told.push(done / of) }))
  expect(summary).toMatchObject({ acts: { known: 0 }, conflicts: [], waiting: 0 })
  expect(summary.reports).toBe((await reportsOf(ada, null)).length)
  expect(told.at(-1)).toBe(1)
  expect(told).toEqual(told.toSorted((a, b) => a - b))
  expect((await bundle(bob)).equals(bundled)).toBe(true)
  expect(await rowsOf(bob)).toEqual(await rowsOf(ada))
  expect(await json(bob)).toBe(await json(ada))
  expect(leftovers(bob)).toEqual([])

  const { running, imports } = valueOf(await bob.client.call('imports.list', { corpus: bob.corpus }))
  expect(running).toBeNull()
  expect(imports).toMatchObject([{ summary: { added: summary.logs.added, cancelled: false, skipped: 0 } }])
  expect(imports[0]?.sources[0]).toMatch(/from Bob\.oopsdesk-bundle$/)
  const undo = valueOf(await bob.client.call('activity.list', { corpus: bob.corpus, page: {} }))
  expect(undo.undo).toBeNull()
  expect(undo.rows.every((row) => row.imported && row.author === 'Ada')).toBe(true)

  const again = await take(bob, bundled)
  expect(again).toMatchObject({ logs: { added: 0, known: summary.logs.added }, reports: 0, acts: { added: 0 } })
  expect((await bundle(bob)).equals(bundled)).toBe(true)
})

test('a bundle says nothing of when, where and by which account it was made', () => {
  const text = zstdDecompressSync(bundled).toString()
  expect(text.startsWith('{"format":"oopsdesk-bundle","version":1}\n')).toBe(true)
  expect(text).not.toContain(ada.corpus)
  expect(text).not.toContain(ada.data)
})

test('some buckets take their logs with them, and what was said of them', { timeout: 120_000 }, async () => {
  const [row] = await rowsOf(ada)
  if (!row) throw new Error('no bucket')
  const some = await bundle(ada, { kind: 'buckets', buckets: [row.bucket] })
  const bob = await desk('Bob')
  const summary = await take(bob, some)
  expect(summary.waiting).toBe(0)
  const [first] = await rowsOf(bob)
  expect(first).toEqual(row)
  expect(await textsOf(bob, { kind: 'bucket', bucket: row.bucket })).toEqual(
    await textsOf(ada, { kind: 'bucket', bucket: row.bucket })
  )
  expect((await bundle(bob)).equals(some)).toBe(true)
})

test('two who wrote apart in one note see both texts, whoever brings which first', { timeout: 120_000 }, async () => {
  const [bob, eve] = [await desk('Bob'), await desk('Eve')]
  for (const one of [bob, eve]) await take(one, bundled)
  const [row] = await rowsOf(bob)
  if (!row) throw new Error('no bucket')
  const of = { kind: 'bucket', bucket: row.bucket } as const
  await write(bob, of, 'Bob says so')
  await write(eve, of, 'Eve says so')
  const [ofBob, ofEve] = [await bundle(bob), await bundle(eve)]
  expect(await take(bob, ofEve)).toMatchObject({ conflicts: [{ bucket: row.bucket, title: row.title }] })
  expect(await take(eve, ofBob)).toMatchObject({ acts: { added: 1 }, conflicts: [{ bucket: row.bucket }] })
  expect((await bundle(bob)).equals(await bundle(eve))).toBe(true)
  const texts = (await textsOf(bob, of)).map(({ text }) => text)
  expect(texts).toContain('Bob says so')
  expect(texts).toContain('Eve says so')
  expect((await take(bob, ofEve)).conflicts).toEqual([])
  await write(eve, of, 'both say so')
  expect((await take(bob, await bundle(eve))).conflicts).toEqual([])
  expect((await textsOf(bob, of)).map(({ text }) => text)).not.toContain('Bob says so')
})

test('a JSON export brings each note to the bucket that has its reports there', { timeout: 120_000 }, async () => {
  const bob = await desk('Bob')
  await addLogs(bob, golden, logs)
  const rows = await rowsOf(ada)
  const [x, y] = rows
    .filter(({ hasNote, duplicateOf, count }) => !hasNote && duplicateOf === null && count === 1)
    .slice(-2)
  const z = rows.find(({ hasNote, count }) => !hasNote && count >= 3)
  if (!x || !y || !z) throw new Error('too few buckets')
  for (const { bucket, title } of [x, y, z]) await write(ada, { kind: 'bucket', bucket }, `on ${title}`)

  // Bob groups otherwise: two of Ada's are one, and another is two.
  const bobs = async (row: BucketRow): Promise<BucketId> =>
    bucketOf(bob, (await reportsOf(ada, row.bucket))[0] as ReportId)
  const { client, corpus } = bob
  valueOf(await client.call('decisions.merge', { corpus, into: await bobs(x), buckets: [await bobs(y)] }))
  const [first, ...others] = await reportsOf(bob, await bobs(z))
  if (first === undefined) throw new Error('no report')
  const parted = valueOf(await client.call('decisions.split', { corpus, bucket: await bobs(z), reports: others }))
  expect(await bucketOf(bob, first)).not.toBe(parted.bucket)

  expect(await take(bob, await json(ada))).toMatchObject({ logs: { added: 0, known: 0 }, reports: 0, waiting: 0 })
  const words = async (bucket: BucketId): Promise<readonly string[]> =>
    (await textsOf(bob, { kind: 'bucket', bucket })).map(({ text }) => text)
  expect(await bobs(x)).toBe(await bobs(y))
  expect((await words(await bobs(x))).toSorted()).toEqual([`on ${x.title}`, `on ${y.title}`].toSorted())
  // The bucket of that name, though most of the reports are in the other.
  const named = await bucketOf(bob, first)
  expect(await words(named === z.bucket ? named : parted.bucket)).toEqual([`on ${z.title}`])
  expect((await take(bob, await json(ada))).acts.added).toBe(0)
})

const plain = ({ title, count, triage, hasNote, duplicateOf }: BucketRow) => ({
  title,
  count,
  triage,
  hasNote,
  isDuplicate: duplicateOf !== null
})

test('what is said of reports that are not there waits for them', { timeout: 120_000 }, async () => {
  const bob = await desk('Bob')
  const summary = await take(bob, await json(ada))
  expect(summary.waiting).toBeGreaterThan(3)
  expect(await rowsOf(bob)).toEqual([])
  await addLogs(bob, golden, logs)
  expect((await rowsOf(bob)).map(plain)).toEqual((await rowsOf(ada)).map(plain))
})

/** The lines of the bundle, changed. */
const changed = (change: (lines: string[]) => readonly string[]): Buffer =>
  zstdCompressSync(`${change(zstdDecompressSync(bundled).toString().trimEnd().split('\n')).join('\n')}\n`)
const replacing = (what: RegExp, by: string): Buffer =>
  changed((lines) => {
    const at = lines.findIndex((line) => what.test(line))
    if (at < 0) throw new Error(`no line has ${what.source}`)
    return lines.with(at, (lines[at] ?? '').replace(what, by))
  })
const moved = (from: RegExp): Buffer =>
  changed((lines) => {
    const at = lines.findIndex((line) => from.test(line))
    return [...lines.toSpliced(at, 1), lines[at] ?? '']
  })

const hostile: readonly (readonly [string, () => string | Buffer, RegExp])[] = [
  ['nothing', () => '', /empty/i],
  ['a text', () => 'all is well\n', /neither packed nor whole JSON/],
  ['a log', () => bug, /neither packed nor whole JSON/],
  ['other JSON', () => '{"a": [1]}', /no export/],
  ['cut JSON', () => '{"format": "oopsdesk-export", "version": 1, "buckets": [', /neither packed nor whole JSON/],
  ['malformed JSON', () => '{"format":"oopsdesk-export","version":1,"buckets":[],"acts":[{}]}', /malformed at acts\.0/],
  ['other lines', () => zstdCompressSync('{"a":1}\n'), /does not begin as a bundle/],
  ['no JSON', () => zstdCompressSync('{"format":"oopsdesk-bundle","version":1}\n{\n'), /line 2 is no JSON/],
  ['half of it', () => bundled.subarray(0, bundled.length / 2), /damaged or cut off/],
  ['all but the end', () => bundled.subarray(0, -1), /damaged or cut off/],
  ['more than it', () => Buffer.concat([bundled, bundled]), /more in the file/],
  ['a bent byte', () => Buffer.from(bundled).fill(0x55, 9000, 9009), /./],
  ['no end', () => changed((lines) => lines.slice(0, -1)), /cut off/],
  ['a line less', () => changed((lines) => lines.toSpliced(-2, 1)), /parts of it are missing/],
  ['a line twice', () => changed((lines) => lines.toSpliced(-1, 0, lines.at(-2) ?? '')), /there twice|not in order/],
  ['a log behind the acts', () => moved(/"kind":"log"/), /line \d+ (?:is out of order|has other bytes)/],
  ['bytes of another log', () => replacing(/"data":"[A-Za-z0-9+/]{8}/, '"data":"AAAAAAAA'), /are not its own/],
  ['fewer bytes than it says', () => replacing(/"size":/, '"size":1'), /other bytes|not whole/],
  ['an absurd size', () => replacing(/"size":\d+/, '"size":1e300'), /malformed at size/],
  ['a negative size', () => replacing(/"size":/, '"size":-'), /malformed at size/],
  ['a log of another id', () => replacing(/"log":"./, '"log":"../../'), /malformed at log/],
  ['a file name with a line end', () => replacing(/"file":"/, '"file":"a\\nb'), /malformed at origins/],
  ['a file name with an escape code', () => replacing(/"file":"/, '"file":"\\u001b[2J'), /malformed at origins/],
  ['an act that nobody knows', () => replacing(/"kind":"triage"/, '"kind":"format disk"'), /malformed at act\.deed/],
  [
    'an act of the far future',
    () => replacing(/"author":"Ada","time":\d+/, '"author":"Ada","time":8640000000000000'),
    /impossible time/
  ],
  [
    'an act of a clock that is wrong',
    () =>
      changed((lines) =>
        lines.with(
          lines.length - 2,
          (lines.at(-2) ?? '').replace(/"author":"Ada","time":\d+/, `"author":"Ada","time":${Date.UTC(2200, 0, 1)}`)
        )
      ),
    /act \w+ of Ada is of 2200-01-01 00:00 UTC.* clock/
  ],
  [
    'a decision of a clock that is wrong',
    () => replacing(/"made":\d+/, `"made":${Date.UTC(2200, 0, 1)}`),
    /is of 2200-01-01 00:00 UTC.* clock/
  ],
  [
    'a bucket of a clock that is wrong',
    () => replacing(/"opened":\d+/, `"opened":${Date.UTC(2200, 0, 1)}`),
    /its bucket \w+ is of 2200-01-01 00:00 UTC.* clock/
  ],
  ['a decision of the far future', () => replacing(/"made":\d+/, '"made":9007199254740991'), /impossible time/],
  ['a file of no date', () => replacing(/"modified":\d+/, '"modified":9007199254740991'), /malformed at modified/],
  ['a tag with a line end', () => replacing(/"tag":"net"/, '"tag":"net\\nX-Evil: 1"'), /malformed at act/],
  ['a line without end', () => zstdCompressSync(Buffer.alloc(70 * 1024 * 1024, 'a')), /line of it is too long/]
]
test.each(hostile)('%s is refused in one sentence, and nothing of it is taken', { timeout: 60_000 }, async (...one) => {
  const [, content, detail] = one
  const before = await bundle(carol)
  const failure = failureOf(await bring(carol, saved(content())))
  expect(failure).toMatchObject({ kind: 'bundle-unreadable', detail: expect.stringMatching(detail) })
  expect((await bundle(carol)).equals(before)).toBe(true)
  expect(valueOf(await carol.client.call('imports.list', { corpus: carol.corpus })).imports).toHaveLength(1)
  expect(leftovers(carol)).toEqual([])
})

test('a newer bundle or export is told by its version', async () => {
  const newer = changed((lines) => ['{"format":"oopsdesk-bundle","version":7,"more":1}', ...lines.slice(1)])
  const known = { kind: 'bundle-newer', version: 7, known: 1 }
  expect(failureOf(await bring(carol, saved(newer)))).toMatchObject(known)
  const newerJson = '{"format":"oopsdesk-export","version":7,"everything":{}}'
  expect(failureOf(await bring(carol, saved(newerJson)))).toMatchObject(known)
})

test('a bundle comes from where imports may come from', { timeout: 60_000 }, async () => {
  const allowed = join(folder, 'allowed')
  mkdirSync(allowed, { recursive: true })
  const bob = await desk('Bob', [allowed])
  const outside = saved(bundled)
  expect(failureOf(await bring(bob, outside))).toMatchObject({ kind: 'path-not-allowed', path: outside })
  expect(failureOf(await bring(bob, join(allowed, 'absent')))).toMatchObject({ kind: 'path-missing' })
  mkdirSync(join(allowed, 'both'))
  for (const name of ['one', 'two']) writeFileSync(join(allowed, 'both', name), bundled)
  expect(failureOf(await bring(bob, join(allowed, 'both')))).toMatchObject({ detail: 'it is several files' })
  const own = await desk('Eve', null)
  const corpusFile = join(own.data, 'crashes.oopsdesk')
  expect(failureOf(await bring(own, corpusFile))).toMatchObject({ kind: 'bundle-unreadable' })

  const { client, corpus } = bob
  const { upload } = valueOf(await client.call('uploads.open', {}))
  for (let offset = 0; offset < bundled.length; offset += 700_000) {
    const data = bundled.subarray(offset, offset + 700_000).toString('base64')
    valueOf(await client.call('uploads.write', { upload, path: 'b.oopsdesk-bundle', modified: 1, offset, data }))
  }
  const source = { kind: 'upload', upload, name: 'b.oopsdesk-bundle' } as const
  expect(valueOf(await client.call('bundles.import', { corpus, source })).reports).toBeGreaterThan(50)
  expect((await bundle(bob)).equals(bundled)).toBe(true)
  expect(failureOf(await client.call('bundles.import', { corpus, source }))).toMatchObject({ kind: 'not-found' })
  expect(valueOf(await client.call('imports.list', { corpus })).imports).toMatchObject([
    { sources: ['b.oopsdesk-bundle'] }
  ])
})

test(
  'one that is cancelled leaves no act, and importing again ends where it would have',
  { timeout: 120_000 },
  async () => {
    const file = saved(bundled)
    for (const share of [0.01, 0.55, 0.9]) {
      const bob = await desk('Bob')
      const controller = new AbortController()
      const options = {
        signal: controller.signal,
        onProgress: ({ done, of }: { readonly done: number; readonly of: number }) => {
          if (done >= share * of) controller.abort()
        }
      }
      const result = await bring(bob, file, options)
      if (!result.ok) expect(result.failure).toMatchObject({ kind: 'cancelled' })
      // The engine ends the import after the caller has its answer.
      let running: string | null = ''
      while (running !== null) {
        ;({ running } = valueOf(await bob.client.call('imports.list', { corpus: bob.corpus })))
      }
      const rows = valueOf(await bob.client.call('activity.list', { corpus: bob.corpus, page: {} })).total
      if (!result.ok && share < 0.9) expect(rows).toBe(0)
      await take(bob, bundled)
      expect((await bundle(bob)).equals(bundled)).toBe(true)
      expect(leftovers(bob)).toEqual([])
    }
  }
)

test('an export is cancelled, and a corpus that cannot be written takes nothing', { timeout: 60_000 }, async () => {
  const controller = new AbortController()
  const { client, corpus } = ada
  const ended = await client.call(
    'bundles.export',
    { corpus, scope: { kind: 'all' } },
    { signal: controller.signal, onProgress: () => controller.abort() }
  )
  expect(failureOf(ended)).toMatchObject({ kind: 'cancelled' })
  const absent = { kind: 'buckets', buckets: ['000000000000' as BucketId] } as const
  expect(failureOf(await client.call('bundles.export', { corpus, scope: absent }))).toMatchObject({ kind: 'not-found' })
})
