import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { noteText, writeNote } from '../../../tests/builders/notes.ts'
import { bucketQuerySchema } from '../../shared/model/bucket.ts'
import { importIdSchema, type LogId } from '../../shared/model/ids.ts'
import type { ImportSummary } from '../../shared/model/import.ts'
import type { Report } from '../../shared/model/report.ts'
import type { Corpus, CorpusWriter } from '../corpus/corpus.ts'
import { openForWriting } from '../corpus/embedded/connection.ts'
import { openEmbeddedCorpus } from '../corpus/embedded/open.ts'
import { parserVersion } from '../parse/parser-version.ts'
import { parseAgain } from './parse-again.ts'
import { runImport, type ImportOptions } from './run-import.ts'

const sample = fileURLToPath(new URL('../../../resources/samples/', import.meta.url))
const failingThread = fileURLToPath(new URL('parse-thread.fixture.ts', import.meta.url))
let folder = ''
let corpora: Corpus[] = []
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'oopsdesk-parse-again-'))
  mkdirSync(join(folder, 'logs'))
})
afterEach(async () => {
  await Promise.all(corpora.map((corpus) => corpus.close()))
  corpora = []
  rmSync(folder, { recursive: true, force: true })
})

const page = { offset: 0, limit: 1000 }
const quiet = { signal: new AbortController().signal, onProgress: () => undefined, pool: { threads: 2 } }

const openCorpus = async (name: string): Promise<{ readonly corpus: Corpus; readonly writer: CorpusWriter }> => {
  const opened = await openEmbeddedCorpus({ file: join(folder, name), create: true })
  if (!opened.ok || !opened.value.writer) throw new Error('the corpus did not open')
  corpora.push(opened.value)
  return { corpus: opened.value, writer: opened.value.writer }
}

type Opened = Awaited<ReturnType<typeof openCorpus>>

const imported = async (name: string): Promise<Opened> => {
  const opened = await openCorpus(name)
  const id = importIdSchema.parse('first')
  const done = await runImport({ ...quiet, ...opened, id, roots: [{ path: join(folder, 'logs'), label: '' }] })
  expect(done.ok).toBe(true)
  return opened
}

const again = async (opened: Opened, options: Partial<ImportOptions> = {}): Promise<ImportSummary> => {
  const done = await parseAgain({ ...quiet, ...opened, id: importIdSchema.parse('again'), ...options })
  if (!done.ok) throw new Error(done.failure.kind)
  return done.value
}

const reportsOf = async ({ corpus }: Opened, log: LogId): Promise<readonly Report[]> => {
  const { rows } = await corpus.reader.reports({ bucket: null, text: '' }, page)
  const found = await Promise.all(rows.map(({ report }) => corpus.reader.report(report)))
  return found
    .flatMap((one) => (one?.log.log === log ? [one] : []))
    .toSorted((a, b) => a.row.index - b.row.index)
    .map(({ report }) => report)
}

const logOf = async ({ corpus }: Opened, name: string): Promise<LogId> => {
  const found = (await corpus.reader.logs(false, page)).rows.find(({ file }) => file.endsWith(name))
  if (!found) throw new Error(`no ${name}`)
  return found.log
}

/** As if an older version had imported the log, with other reports. */
const age = async (
  opened: Opened,
  name: string,
  reports: (own: readonly Report[]) => readonly Report[]
): Promise<void> => {
  const log = await logOf(opened, name)
  const own = await reportsOf(opened, log)
  const other = await opened.writer.replaceReports(log, parserVersion - 1, reports(own))
  expect(other.ok).toBe(true)
}

const everything = async ({ corpus }: Opened): Promise<unknown> => {
  const { rows } = await corpus.reader.buckets(bucketQuerySchema.parse({ sort: 'title' }), page)
  return rows.map(({ title, count, kind, frame, firstSeen, lastSeen }) => ({
    title,
    count,
    kind,
    frame,
    firstSeen,
    lastSeen
  }))
}

test('logs that an older version read are parsed again, and the corpus is as if this one had imported them', async () => {
  for (const name of ['og_mem_badpage__c612-tasklet-3.log', 'og_sess_div__d61-direct-0.log', 'lkdtm_BUG__a612-0.log']) {
    copyFileSync(join(sample, name), join(folder, 'logs', name))
  }
  // Longer than the pieces that a thread is sent.
  const boot = readFileSync(join(sample, 'clean_boot_3.log'), 'utf8')
  const crash = readFileSync(join(sample, 'og_mem_uaf_read__kasan-kasan-direct-0.log'), 'utf8')
  writeFileSync(join(folder, 'logs', 'long.log'), boot.repeat(Math.ceil(3_000_000 / boot.length)) + crash)
  const fresh = await imported('fresh.oopsdesk')
  const old = await imported('old.oopsdesk')
  await age(old, 'long.log', () => [])
  await age(old, 'badpage__c612-tasklet-3.log', (own) => own.map((report) => ({ ...report, title: 'BUG: of old' })))
  await age(old, 'div__d61-direct-0.log', (own) => own)
  expect((await old.corpus.reader.describe()).parsers).toEqual([
    { version: parserVersion - 1, logs: 3 },
    { version: parserVersion, logs: 1 }
  ])
  expect(await everything(old)).not.toEqual(await everything(fresh))
  const bucket = (await old.corpus.reader.buckets(bucketQuerySchema.parse({ sort: 'title' }), page)).rows.find(
    ({ title }) => title === 'BUG: of old'
  )?.bucket
  if (!bucket) throw new Error('no bucket')
  await writeNote({ reader: old.corpus.reader, writer: old.writer }, bucket, 'a page was freed twice')

  expect(await again(old)).toMatchObject({
    files: 3,
    added: 0,
    duplicates: 0,
    skipped: 0,
    cancelled: false,
    parsedAgain: { logs: 3, changed: 2 }
  })
  expect(await everything(old)).toEqual(await everything(fresh))
  for (const name of ['long.log', 'badpage__c612-tasklet-3.log', 'div__d61-direct-0.log']) {
    expect(await reportsOf(old, await logOf(old, name))).toEqual(await reportsOf(fresh, await logOf(fresh, name)))
  }
  expect(await noteText(old.corpus.reader, bucket)).toBe('a page was freed twice')
  expect((await old.corpus.reader.bucket(bucket))?.title).toMatch(/^BUG: Bad page/)
  expect((await old.corpus.reader.describe()).parsers).toEqual([{ version: parserVersion, logs: 4 }])

  expect(await again(old, { id: importIdSchema.parse('third') })).toMatchObject({ files: 0, cancelled: false })
}, 60_000)

test('a log that the parser stops on keeps the reports that it has, and is told', async () => {
  writeFileSync(join(folder, 'logs', 'bad.log'), 'THROW\n')
  const { og } = { og: 'og_sess_div__d61-direct-0.log' }
  copyFileSync(join(sample, og), join(folder, 'logs', og))
  const old = await imported('old.oopsdesk')
  await age(old, 'bad.log', () => [])
  const id = importIdSchema.parse('again')
  const before = await everything(old)
  const { skipped, parsedAgain } = await again(old, { id, pool: { threads: 1, threadFile: failingThread } })
  expect({ skipped, parsedAgain }).toEqual({ skipped: 1, parsedAgain: undefined })
  expect((await old.corpus.reader.skipped(id, page))?.rows).toMatchObject([{ reason: 'parser-failed' }])
  expect(await everything(old)).toEqual(before)
  // It had its turn: it would fail the next time too.
  expect(await old.corpus.reader.olderLogs(parserVersion)).toEqual([])
}, 30_000)

test('a log that the corpus has not whole any more keeps its reports, and the others are parsed', async () => {
  const [lost, whole] = ['og_sess_div__d61-direct-0.log', 'lkdtm_BUG__a612-0.log'] as const
  for (const name of [lost, whole]) copyFileSync(join(sample, name), join(folder, 'logs', name))
  const old = await imported('old.oopsdesk')
  for (const name of [lost, whole]) await age(old, name, (own) => own.map((one) => ({ ...one, title: 'BUG: of old' })))
  await old.corpus.close()
  const db = openForWriting(join(folder, 'old.oopsdesk'))
  db.exec(`DELETE FROM chunk WHERE log = (SELECT log FROM origin WHERE file LIKE '%${lost}')`)
  db.close()
  const id = importIdSchema.parse('again')
  const damaged = await openCorpus('old.oopsdesk')
  expect(await again(damaged, { id })).toMatchObject({ skipped: 1, parsedAgain: { logs: 1, changed: 1 } })
  expect((await damaged.corpus.reader.skipped(id, page))?.rows).toMatchObject([{ reason: 'damaged' }])
  const titles = async (name: string) =>
    (await reportsOf(damaged, await logOf(damaged, name))).map(({ title }) => title)
  expect(await titles(lost)).toEqual(['BUG: of old'])
  expect(await titles(whole)).toEqual(['kernel BUG in lkdtm_BUG'])
}, 30_000)

test('cancelled before it began it does nothing, and the next goes on', async () => {
  const name = 'og_sess_div__d61-direct-0.log'
  copyFileSync(join(sample, name), join(folder, 'logs', name))
  const old = await imported('old.oopsdesk')
  await age(old, name, () => [])
  const controller = new AbortController()
  controller.abort()
  expect(await again(old, { signal: controller.signal })).toMatchObject({ cancelled: true, files: 0 })
  expect(await old.corpus.reader.olderLogs(parserVersion)).toHaveLength(1)
  const next = await again(old, { id: importIdSchema.parse('next') })
  expect(next.parsedAgain).toEqual({ logs: 1, changed: 1 })
}, 30_000)
