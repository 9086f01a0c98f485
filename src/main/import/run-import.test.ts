import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { importIdSchema, logIdSchema } from '../../shared/model/ids.ts'
import type { ImportProgress, ImportSummary } from '../../shared/model/import.ts'
import type { Result } from '../../shared/model/result.ts'
import type { Corpus, CorpusWriter, WriteFailure } from '../corpus/corpus.ts'
import { openReadOnly } from '../corpus/embedded/connection.ts'
import { openEmbeddedCorpus } from '../corpus/embedded/open.ts'
import { runImport, type ImportOptions, type ImportRoot } from './run-import.ts'

const threadFile = fileURLToPath(new URL('parse-thread.fixture.ts', import.meta.url))
let folder = ''
let corpora: Corpus[] = []
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'oopsdesk-import-'))
  mkdirSync(join(folder, 'logs'))
})
afterEach(async () => {
  await Promise.all(corpora.map((corpus) => corpus.close()))
  corpora = []
  rmSync(folder, { recursive: true, force: true })
})

const put = (path: string, data: string | Uint8Array): string => {
  const file = join(folder, 'logs', path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, data)
  return file
}

const openCorpus = async (name = 'test.oopsdesk'): Promise<Corpus> => {
  const opened = await openEmbeddedCorpus({ file: join(folder, name), create: true })
  if (!opened.ok) throw new Error(opened.failure.kind)
  corpora.push(opened.value)
  return opened.value
}

const writerOf = ({ writer }: Corpus): CorpusWriter => {
  if (!writer) throw new Error('read-only')
  return writer
}

let imports = 0
const importInto = (
  corpus: Corpus,
  options: Partial<ImportOptions> = {}
): Promise<Result<ImportSummary, WriteFailure>> =>
  runImport({
    id: importIdSchema.parse(`import-${++imports}`),
    corpus,
    writer: writerOf(corpus),
    roots: [{ path: join(folder, 'logs'), label: '' }],
    signal: new AbortController().signal,
    onProgress: () => undefined,
    pool: { threadFile, threads: 2 },
    ...options
  })

const summaryOf = (result: Result<ImportSummary, WriteFailure>): ImportSummary => {
  if (!result.ok) throw new Error(result.failure.kind)
  const { files, added, duplicates, skipped } = result.value
  expect(files).toBe(added + duplicates + skipped)
  return result.value
}

const idOf = (data: string | Uint8Array): ReturnType<typeof logIdSchema.parse> =>
  logIdSchema.parse(createHash('sha256').update(data).digest('hex'))

const everyPage = { offset: 0, limit: 1000 }

const root = (name: string): ImportRoot => ({ path: join(folder, 'logs', name), label: name })

const contents = async (name: string, roots: ImportOptions['roots'], threads: number): Promise<unknown> => {
  const corpus = await openCorpus(name)
  const { added, duplicates } = summaryOf(await importInto(corpus, { roots, pool: { threadFile, threads } }))
  const { rows } = await corpus.reader.logs(false, everyPage)
  // The path shown is the one stored last, which of two copies is left to chance.
  const facts = rows.map(({ log, size, lineCount }) => ({ log, size, lineCount }))
  return { added, duplicates, facts: facts.sort((a, b) => (a.log < b.log ? -1 : 1)) }
}

const line = (index: number): string => `[${String(index).padStart(12)}] line ${index} of a long run\n`

const stored = async (each: Corpus): Promise<readonly string[]> => {
  const pages = await Promise.all([0, 1000].map((offset) => each.reader.logs(false, { offset, limit: 1000 })))
  return pages.flatMap(({ rows }) => rows.map(({ log, size, lineCount }) => `${log} ${size} ${lineCount}`)).sort()
}

test('imports a folder, tells what it skipped, and keeps the bytes exactly', async () => {
  const raw = Buffer.from('[    0.0] one\r\n[    0.1] t\0wo \xff\xfe\n', 'latin1')
  put('a.log', raw)
  put('sub/b.log.gz', gzipSync('[    1.0] packed\n'))
  put('sub/copy.log', raw)
  put('empty.log', '')
  put('bad.log', 'THROW\n')
  put('exit.log', 'EXIT\n')
  put('core', Buffer.concat([Buffer.from('\x7fELF'), Buffer.alloc(100)]))
  symlinkSync('/etc', join(folder, 'logs', 'etc'))
  const corpus = await openCorpus()
  const id = importIdSchema.parse('first')
  const progress: ImportProgress[] = []
  const summary = summaryOf(await importInto(corpus, { id, onProgress: (each) => progress.push(each) }))
  expect(summary).toMatchObject({ files: 8, added: 2, duplicates: 1, skipped: 5, cancelled: false })
  expect(progress.at(-1)).toMatchObject({ walking: false, filesFound: 8, filesDone: 8, skipped: 5 })
  expect(progress.at(-1)?.bytesDone).toBe(progress.at(-1)?.bytesFound)

  expect(await corpus.reader.bytes(idOf(raw), 0, 1000)).toEqual(new Uint8Array(raw))
  expect(Buffer.from((await corpus.reader.bytes(idOf('[    1.0] packed\n'), 0, 99)) ?? []).toString()).toBe(
    '[    1.0] packed\n'
  )
  const skipped = await corpus.reader.skipped(id, everyPage)
  expect(skipped?.rows.map(({ file, reason }) => `${file}: ${reason}`).sort()).toEqual([
    'bad.log: parser-failed',
    'core: binary',
    'empty.log: empty',
    'etc: link-out-of-folder',
    'exit.log: parser-failed'
  ])
  expect(await corpus.reader.imports()).toMatchObject([
    { import: id, sources: ['files dropped on the window'], summary }
  ])
})

test('importing again changes nothing', async () => {
  for (let index = 0; index < 250; index++) put(`${index}.log`, `log number ${index}\n`)
  put('large.log', Buffer.alloc(9 * 1024 * 1024, 'a line of a large log\n'))
  const corpus = await openCorpus()
  expect(summaryOf(await importInto(corpus))).toMatchObject({ added: 251, duplicates: 0 })
  const before = await corpus.reader.logs(false, everyPage)
  expect(summaryOf(await importInto(corpus))).toMatchObject({ added: 0, duplicates: 251 })
  expect(await corpus.reader.logs(false, everyPage)).toEqual(before)
})

test('stores the same whatever the order of files and sources', async () => {
  for (let index = 0; index < 40; index++) put(`${index % 2}/${index}.log`, `log number ${index % 30}\n`)
  const one = await contents('one', [root('0'), root('1')], 1)
  expect(one).toMatchObject({ added: 30, duplicates: 10 })
  expect(await contents('two', [root('1'), root('0')], 3)).toEqual(one)
})

test('streams a log of 64 MiB and keeps it exactly', async () => {
  const block = Array.from({ length: 10_000 }, (_, index) => line(index)).join('')
  const file = put('large.log', '')
  const hash = createHash('sha256')
  let size = 0
  for (; size < 64 * 1024 * 1024; size += block.length) {
    appendFileSync(file, block)
    hash.update(block)
  }
  const corpus = await openCorpus()
  const before = process.memoryUsage().rss
  let most = before
  const onProgress = (): void => {
    most = Math.max(most, process.memoryUsage().rss)
  }
  expect(summaryOf(await importInto(corpus, { onProgress }))).toMatchObject({ added: 1, bytes: size })
  expect(most - before).toBeLessThan(300 * 1024 * 1024)
  const [log] = (await corpus.reader.logs(false, everyPage)).rows
  expect(log).toMatchObject({ log: hash.digest('hex'), size, lineCount: (size / block.length) * 10_000 })
  if (!log) throw new Error('no log')
  const lines = await corpus.reader.lines(log.log, 1_234_567, 2)
  expect(Buffer.from(lines ?? []).toString()).toBe(line(1_234_566 % 10_000) + line(1_234_567 % 10_000))
})

test('cancel ends it at once and keeps what was stored', async () => {
  for (let index = 0; index < 3000; index++) put(`${index}.log`, `log number ${index}\n`.repeat(50))
  put('large.log', Buffer.alloc(40 * 1024 * 1024, 'a line of a large log\n'))
  const corpus = await openCorpus()
  const controller = new AbortController()
  const { signal } = controller
  const writer = writerOf(corpus)
  // What a cancel waits for is what the corpus is given: nothing once it was asked for.
  const given: { readonly logs: number; readonly late: boolean }[] = []
  const give = <Args extends readonly unknown[], Answer>(logs: number, call: (...args: Args) => Answer) => {
    given.push({ logs, late: signal.aborted })
    return call
  }
  const watched: CorpusWriter = {
    ...writer,
    addLogs: (logs) => give(logs.length, writer.addLogs)(logs),
    openLog: () => give(0, writer.openLog)(),
    addChunk: (log, chunk) => give(0, writer.addChunk)(log, chunk),
    finishLog: (id, log) => give(1, writer.finishLog)(id, log)
  }
  let doneAtCancel = 0
  const summary = summaryOf(
    await importInto(corpus, {
      signal,
      writer: watched,
      onProgress: ({ filesDone, walking }) => {
        if (filesDone < 100 || walking || signal.aborted) return
        doneAtCancel = filesDone
        controller.abort()
      }
    })
  )
  expect(given.filter(({ late }) => late)).toEqual([])
  expect(summary.added).toBe(given.reduce((sum, { logs }) => sum + logs, 0))
  expect(summary.added - doneAtCancel).toBeLessThanOrEqual(100)
  expect(summary).toMatchObject({ cancelled: true, found: 3001 })
  expect(await corpus.reader.imports()).toMatchObject([{ summary: { files: summary.files, found: 3001 } }])
  expect(summary.added).toBeGreaterThanOrEqual(100)
  expect(summary.added).toBeLessThan(3001)
  expect((await corpus.reader.describe()).logs).toBe(summary.added)
  expect(summaryOf(await importInto(corpus))).toMatchObject({
    files: 3001,
    added: 3001 - summary.added,
    cancelled: false
  })
})

test('an import cancelled before it began takes nothing', async () => {
  put('a.log', 'a\n')
  const summary = summaryOf(await importInto(await openCorpus(), { signal: AbortSignal.abort() }))
  expect(summary).toMatchObject({ files: 0, cancelled: true })
})

test('leaves its own corpus and other open ones alone', async () => {
  const corpus = await openCorpus('logs/own.oopsdesk')
  const other = await openCorpus('logs/other.oopsdesk')
  put('a.log', 'a\n')
  const id = importIdSchema.parse('beside')
  expect(summaryOf(await importInto(corpus, { id, otherCorpora: () => [other.file] }))).toMatchObject({ added: 1 })
  const { rows = [] } = (await corpus.reader.skipped(id, everyPage)) ?? {}
  expect(new Set(rows.map(({ reason }) => reason))).toEqual(new Set(['corpus-file']))
})

test('leaves alone a corpus that is opened while the import runs', async () => {
  const corpus = await openCorpus()
  for (let index = 0; index < 20; index++) put(`${String(index).padStart(2, '0')}.log`, `log number ${index}\n`)
  // It is there when the walk comes by, and is opened before it is read.
  const closed = await openCorpus('logs/other.oopsdesk')
  await writerOf(closed).startImport(importIdSchema.parse('to-be-unsealed'), [], 1)
  const id = importIdSchema.parse('opened-while')
  let asked = 0
  const otherCorpora = (): readonly string[] => (asked++ === 0 ? [] : [closed.file])
  expect(summaryOf(await importInto(corpus, { id, otherCorpora }))).toMatchObject({ added: 20 })
  const { rows = [] } = (await corpus.reader.skipped(id, everyPage)) ?? {}
  expect(rows.length).toBeGreaterThan(1)
  // Of a shared memory file that had been read, the reason would be that it is no text.
  expect(new Set(rows.map(({ reason }) => reason))).toEqual(new Set(['corpus-file']))
})

test('stops when the disk is full, says so, and finishes once there is room', async () => {
  for (let index = 0; index < 600; index++) put(`${index}.log`, `log number ${index}\n`)
  const corpus = await openCorpus()
  const writer = writerOf(corpus)
  let room = 2
  // A disk cannot be filled in a test; the corpus's own tests show that SQLite's refusal becomes this failure.
  const full: CorpusWriter = {
    ...writer,
    addLogs: async (logs) =>
      room-- > 0 ? writer.addLogs(logs) : { ok: false, failure: { kind: 'disk-full', file: corpus.file } }
  }
  expect(await importInto(corpus, { writer: full })).toEqual({
    ok: false,
    failure: { kind: 'disk-full', file: corpus.file }
  })
  const { logs } = await corpus.reader.describe()
  expect(logs).toBeGreaterThan(0)
  expect(logs).toBeLessThan(600)
  expect(summaryOf(await importInto(corpus))).toMatchObject({ added: 600 - logs, duplicates: logs })
})

test('goes on when another process has written for long, and ends when it never stops', async () => {
  for (let index = 0; index < 300; index++) put(`${index}.log`, `log number ${index}\n`)
  const corpus = await openCorpus()
  const writer = writerOf(corpus)
  const busy = { ok: false, failure: { kind: 'corpus-busy', file: corpus.file } } as const
  let [adding, settling] = [7, 3]
  const waiting: CorpusWriter = {
    ...writer,
    addLogs: async (logs) => (adding-- > 0 ? busy : writer.addLogs(logs)),
    settle: async (signal) => (settling-- > 0 ? busy : writer.settle(signal))
  }
  expect(summaryOf(await importInto(corpus, { writer: waiting }))).toMatchObject({ added: 300 })
  put('more.log', 'one more\n')
  expect(await importInto(corpus, { writer: { ...writer, addLogs: async () => busy } })).toEqual(busy)
})

test('a failed import keeps why, and what it skipped', async () => {
  for (let index = 0; index < 300; index++) put(`${index}.log`, `log number ${index}\n`)
  // Met before any log is read.
  symlinkSync('/etc', join(folder, 'logs', '0-etc'))
  const corpus = await openCorpus()
  const { promise: walked, resolve } = Promise.withResolvers<null>()
  const writer: CorpusWriter = {
    ...writerOf(corpus),
    addLogs: () => walked.then(() => ({ ok: false, failure: { kind: 'corpus-busy', file: corpus.file } }))
  }
  const onProgress = ({ walking }: ImportProgress): void => {
    if (!walking) resolve(null)
  }
  const id = importIdSchema.parse('fails')
  expect(await importInto(corpus, { id, writer, onProgress })).toMatchObject({
    ok: false,
    failure: { kind: 'corpus-busy' }
  })
  expect(await corpus.reader.imports()).toMatchObject([
    {
      import: id,
      finished: expect.any(Number),
      summary: { added: 0, skipped: 1, found: 301, failure: expect.any(String) }
    }
  ])
  expect(await corpus.reader.skipped(id, everyPage)).toMatchObject({
    total: 1,
    rows: [{ file: '0-etc', reason: 'link-out-of-folder' }]
  })
})

test('what is skipped can be listed while the import runs', async () => {
  put('empty.log', '')
  put('large.log', Buffer.alloc(40 * 1024 * 1024, 'a line of a large log\n'))
  const corpus = await openCorpus()
  const id = importIdSchema.parse('runs')
  const { promise: listed, resolve } = Promise.withResolvers<unknown>()
  const controller = new AbortController()
  const onProgress = ({ skipped }: ImportProgress): void => {
    if (skipped > 0) resolve(corpus.reader.skipped(id, everyPage).finally(() => controller.abort()))
  }
  const done = importInto(corpus, { id, onProgress, signal: controller.signal })
  expect(await listed).toMatchObject({ total: 1, rows: [{ file: 'empty.log', reason: 'empty' }] })
  await done
})

test('a bug in the corpus ends the import with that error, which is kept', async () => {
  for (let index = 0; index < 300; index++) put(`${index}.log`, `log number ${index}\n`)
  const corpus = await openCorpus()
  const writer: CorpusWriter = { ...writerOf(corpus), addLogs: () => Promise.reject(new Error('a bug')) }
  const id = importIdSchema.parse('bug')
  await expect(importInto(corpus, { id, writer })).rejects.toThrow('a bug')
  const failure: unknown = expect.stringContaining('a bug')
  expect(await corpus.reader.imports()).toMatchObject([{ import: id, summary: { failure } }])
})

test('a bug leaves nothing of a large log that was half stored', async () => {
  put('large.log', Buffer.alloc(20 * 1024 * 1024, 'a line of a large log\n'))
  const corpus = await openCorpus()
  let chunks = 0
  const writer: CorpusWriter = {
    ...writerOf(corpus),
    addChunk: (...args) => (++chunks > 3 ? Promise.reject(new Error('a bug')) : writerOf(corpus).addChunk(...args))
  }
  await expect(importInto(corpus, { writer })).rejects.toThrow('a bug')
  await corpus.close()
  const db = openReadOnly(corpus.file)
  for (const table of ['unfinished_log', 'chunk']) {
    expect(db.prepare(`SELECT count(*) FROM ${table}`).pluck().get()).toBe(0)
  }
  db.close()
})

test('after a kill at any moment, importing again makes the corpus whole', async () => {
  for (let index = 0; index < 1500; index++) put(`${index}.log`, `log number ${index}\n`.repeat(20))
  put('large.log', Buffer.alloc(20 * 1024 * 1024, 'a line of a large log\n'))
  const file = join(folder, 'killed.oopsdesk')
  const child = fileURLToPath(new URL('import-child.fixture.ts', import.meta.url))
  for (const moment of [1, 4, 9]) {
    const importing = spawn(process.execPath, [child, file, join(folder, 'logs'), threadFile], {
      stdio: ['ignore', 'pipe', 'inherit']
    })
    // The child says a byte with each progress, so the kill falls at another moment each time.
    let heard = 0
    importing.stdout.on('data', (data: Buffer) => {
      heard += data.length
      if (heard >= moment) importing.kill('SIGKILL')
    })
    await once(importing, 'exit')
  }
  const corpus = await openCorpus('killed.oopsdesk')
  const { logs } = await corpus.reader.describe()
  const summary = summaryOf(await importInto(corpus))
  expect(summary).toMatchObject({ files: 1501, added: 1501 - logs, duplicates: logs })
  const whole = await openCorpus('whole.oopsdesk')
  await importInto(whole)
  expect(await stored(corpus)).toEqual(await stored(whole))
  expect((await corpus.reader.describe()).rawBytes).toBe((await whole.reader.describe()).rawBytes)
})

const consoleLogs = fileURLToPath(new URL('../../../../shared/corpus/console/logs', import.meta.url))
const haveLogs = ((): boolean => {
  try {
    return readdirSync(consoleLogs).length > 0
  } catch {
    return false
  }
})()
test.skipIf(!haveLogs)('imports every log of ../shared/corpus/console with the real parser', async () => {
  cpSync(consoleLogs, join(folder, 'logs'), { recursive: true })
  const corpus = await openCorpus()
  const summary = summaryOf(await importInto(corpus, { pool: {} }))
  expect(summary).toMatchObject({ files: 453, skipped: 0 })
  expect(summary.reports).toBeGreaterThan(300)
})
