import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildLog } from '../../../tests/builders/new-log.ts'
import { buildReport } from '../../../tests/builders/report.ts'
import { exportOptions, hostileTexts } from '../../../tests/builders/gathered-bucket.ts'
import { failureOf, tempCorpora, valueOf, type TempCorpora } from '../../../tests/builders/temp-corpus.ts'
import type { ExportFormat, ExportOptions, ExportScope } from '../../shared/model/export.ts'
import { bucketIdSchema, type BucketId } from '../../shared/model/ids.ts'
import type { Corpus, CorpusReader, CorpusWriter } from '../corpus/corpus.ts'
import { exportFileSchema, type ExportFile } from './json/export-file.ts'
import { planExport } from './plan.ts'
import { inHandyPieces, previewOf } from './preview.ts'

let corpora: TempCorpora
let corpus: Corpus & { readonly writer: CorpusWriter }
let time = Date.UTC(2026, 10, 3)

const formats: readonly ExportFormat[] = ['markdown', 'html', 'json', 'csv']
const all: ExportScope = { kind: 'all' }
const by = (author = 'Mia Example <mia@example.org>') => ({ author, now: (time += 1000) })

const logs = [
  ['alpha', 1],
  ['beta', 2],
  ['alpha', 3],
  ['gamma', 4]
].map(([name, at]) =>
  buildLog(`log ${at}`, {
    file: `/logs/${at}.log`,
    modified: Date.UTC(2025, 0, Number(at)),
    reports: [buildReport({ title: `kernel BUG in ${name}`, lines: ['Oops: 0000', 'Call Trace:'] })]
  })
)

beforeAll(async () => {
  corpora = tempCorpora()
  corpus = await corpora.open()
  valueOf(await corpus.writer.addLogs(logs))
  valueOf(await corpus.writer.settle())
})
afterAll(() => corpora.end())

const bucketOf = async (name: string, reader: CorpusReader = corpus.reader): Promise<BucketId> => {
  const query = { text: '', terms: [] }
  const { rows } = await reader.buckets({ ...query, sort: 'title', descending: false }, { offset: 0, limit: 100 })
  const row = rows.find(({ title }) => title === `kernel BUG in ${name}`)
  if (!row) throw new Error(`no bucket of ${name}`)
  return row.bucket
}

const textOf = async (
  format: ExportFormat,
  scope: ExportScope = all,
  options: ExportOptions = exportOptions(),
  reader: CorpusReader = corpus.reader
): Promise<string> => {
  let text = ''
  for await (const piece of valueOf(await planExport(reader, scope, format, options)).pieces()) text += piece.text
  return text
}

const fileOf = async (scope: ExportScope = all): Promise<ExportFile> =>
  exportFileSchema.parse(JSON.parse(await textOf('json', scope)))

const undoAll = async (): Promise<void> => {
  while (valueOf(await corpus.writer.undoGesture(null, by())) !== null);
}

/** Notes of every sort, a status, a tag, a remark, and marks as duplicates. */
const work = async (words: string): Promise<void> => {
  const [alpha, beta] = [await bucketOf('alpha'), await bucketOf('beta')]
  const { rows } = await corpus.reader.reports({ bucket: alpha, text: '' }, { offset: 0, limit: 10 })
  const report = rows[0]?.report
  if (!report) throw new Error('a report is expected')
  const { writer } = corpus
  const note = valueOf(await writer.saveNote({ kind: 'bucket', bucket: alpha }, null, words, [], by()))
  valueOf(
    await writer.saveNote(
      { kind: 'bucket', bucket: alpha },
      note.note,
      `${words}!`,
      note.texts.map(({ act }) => act),
      by()
    )
  )
  valueOf(await writer.saveNote({ kind: 'report', report }, null, `${words} on a report`, [], by('Noor')))
  valueOf(await writer.changeTriage([alpha, beta], { kind: 'status', status: { kind: 'looking' } }, by()))
  valueOf(await writer.changeTriage([beta], { kind: 'tag', tag: 'fs', on: true }, by()))
  const place = { report, startLine: 1, endLine: 1, quote: [words], frame: null }
  valueOf(await writer.saveAnnotation(null, place, 'remark', words, [], by()))
  valueOf(await writer.markDuplicate(beta, alpha, by()))
}

const titles = async (scope: ExportScope): Promise<readonly string[]> =>
  [...(await textOf('csv', scope)).matchAll(/^[0-9a-f]{12},kernel BUG in (\w+)/gm)].map(([, name = '']) => name)

test('a scope is named buckets in their order and each once, a view, all that was noted, or all', async () => {
  const [alpha, beta, gamma] = [await bucketOf('alpha'), await bucketOf('beta'), await bucketOf('gamma')]
  expect(await titles({ kind: 'buckets', buckets: [gamma, alpha, gamma] })).toEqual(['gamma', 'alpha'])
  expect((await titles(all)).toSorted()).toEqual(['alpha', 'beta', 'gamma'])
  expect((await titles(all))[0]).toBe('alpha')
  expect(await titles({ kind: 'noted' })).toEqual([])
  await work('word')
  expect(await titles({ kind: 'noted' })).toContain('alpha')
  const query = { text: '', terms: [{ field: 'tag', values: ['fs'], not: false }] as const }
  expect(await titles({ kind: 'view', query: { ...query, sort: 'title', descending: false } })).toEqual(['beta'])
  const unknown = bucketIdSchema.parse('000000000000')
  const refused = await planExport(corpus.reader, { kind: 'buckets', buckets: [beta, unknown] }, 'csv', exportOptions())
  expect(failureOf(refused)).toEqual({ kind: 'not-found', what: 'bucket', id: unknown })
  await undoAll()
})

test('a mail is about one bucket', async () => {
  const refused = await planExport(corpus.reader, all, 'mail', exportOptions())
  expect(failureOf(refused)).toEqual({ kind: 'one-bucket-only', format: 'mail', buckets: 3 })
  await work('word')
  const mail = await textOf('mail', { kind: 'buckets', buckets: [await bucketOf('beta')] })
  expect(mail).toMatch(/^Subject: kernel BUG in beta\r\n/)
  expect(mail).toMatch(/\r\n\r\n#syz dup: kernel BUG in alpha\r\n/)
  await undoAll()
})

test('every format has what was said, and no act that was undone', async () => {
  const before = await Promise.all(formats.map((format) => textOf(format)))
  await work('Zebra')
  for (const format of formats) {
    const text = await textOf(format)
    expect(text).toContain('Zebra!')
    expect(text).toContain('Zebra on a report')
    expect(text).toContain('looking')
    expect(await textOf(format, all, { ...exportOptions(), notes: false, annotations: false })).not.toMatch(
      format === 'json' ? /"notes": \[\n/ : /Zebra/
    )
  }
  await undoAll()
  expect(await Promise.all(formats.map((format) => textOf(format)))).toEqual(before)
  await work('Zebra')
  const { acts } = await fileOf()
  expect(acts.map(({ deed }) => deed.kind)).toEqual([
    'note',
    'note',
    'note',
    'triage',
    'triage',
    'triage',
    'annotation',
    'decision'
  ])
  await undoAll()
})

test('JSON is valid against the published schema, whatever people and logs say', async () => {
  const schema: unknown = JSON.parse(
    readFileSync(join(import.meta.dirname, '../../../resources/export.schema.json'), 'utf8')
  )
  if (typeof schema !== 'object' || schema === null) throw new Error('the schema is no object')
  const validate = new Ajv2020({ strict: false, allErrors: true }).compile(schema)
  expect(validate({ format: 'oopsdesk-export', version: 2, buckets: [], acts: [] })).toBe(false)
  const other = await corpora.open(corpora.file('hostile.oopsdesk'))
  const hostile = hostileTexts.map((text, at) =>
    buildLog(`log ${at}`, {
      file: text,
      reports: [buildReport({ title: text, frames: [`f${at}`], lines: [text], kernel: text })]
    })
  )
  valueOf(await other.writer.addLogs(hostile))
  const { rows } = await other.reader.reports({ bucket: null, text: '' }, { offset: 0, limit: 1000 })
  const texts = new Map(
    rows.map(({ report, log }) => [report, hostileTexts[hostile.findIndex((one) => one.log === log)]])
  )
  for (const { report } of rows) {
    const text = texts.get(report) ?? ''
    valueOf(await other.writer.saveNote({ kind: 'report', report }, null, text, [], by()))
    const place = { report, startLine: 1, endLine: 1, quote: [text], frame: { function: text, stack: 'crash' } }
    valueOf(await other.writer.saveAnnotation(null, place, 'remark', text, [], by()))
  }
  const written = await textOf('json', all, exportOptions(), other.reader)
  const read: unknown = JSON.parse(written)
  expect(validate(read), JSON.stringify(validate.errors)).toBe(true)
  expect(written).not.toMatch(/[\p{Cf}\p{Cs}\u2028\u2029]|(?!\n)\p{Cc}/u)
  const notes = exportFileSchema.parse(read).buckets.flatMap((bucket) => bucket.notes)
  expect(notes.length).toBe(hostileTexts.filter((text) => text.trim() !== '').length)
  for (const { of, texts: standing } of notes) {
    const text = of.kind === 'report' ? texts.get(of.report) : undefined
    expect(standing[0]?.text.toWellFormed()).toBe(text?.toWellFormed())
  }
})

test('the order of imports leaves no trace', async () => {
  const other = await corpora.open(corpora.file('crashes-too.oopsdesk'))
  for (const log of logs.toReversed()) valueOf(await other.writer.addLogs([log]))
  valueOf(await other.writer.settle())
  for (const format of ['json', 'csv', 'markdown'] as const) {
    expect(await textOf(format, all, exportOptions(), other.reader)).toBe(await textOf(format))
  }
})

test('buckets are read one after the other, as the file is asked for', async () => {
  let read = 0
  const reader: CorpusReader = {
    ...corpus.reader,
    bucketDetail: (bucket) => {
      read += 1
      return corpus.reader.bucketDetail(bucket)
    }
  }
  for (const format of formats) {
    read = 0
    for await (const { done } of valueOf(await planExport(reader, all, format, exportOptions())).pieces()) {
      expect(read).toBeLessThanOrEqual(done + 1)
    }
    expect(read).toBe(3)
  }
})

const planOf = (texts: readonly string[]) => ({
  fileName: 'a',
  buckets: texts.length,
  reports: 0,
  pieces: async function* () {
    for (const [at, text] of texts.entries()) yield { text, done: at + 1 }
  }
})

test('a preview is the beginning, of whole lines', async () => {
  for (const format of formats) {
    const plan = valueOf(await planExport(corpus.reader, all, format, exportOptions()))
    expect(await previewOf(plan)).toEqual({ text: await textOf(format), whole: true })
  }
  const lines = Array.from({ length: 20_000 }, (_, at) => `${at} ä\n`)
  const { text, whole } = await previewOf(planOf(lines))
  expect(whole).toBe(false)
  expect(lines.join('').startsWith(text)).toBe(true)
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(64 * 1024)
  expect(Buffer.byteLength(text)).toBeGreaterThan(64 * 1024 - 20)
  expect(text.endsWith('\n')).toBe(true)
  const long = (await previewOf(planOf(['ä'.repeat(100_000)]))).text
  expect(long).toBe('ä'.repeat(32 * 1024))
})

test('pieces are neither tiny nor huge, and are the file', async () => {
  const texts = [...Array.from({ length: 5000 }, (_, at) => `line ${at}\n`), '😀'.repeat(400_000), 'end']
  const pieces: string[] = []
  let last = 0
  for await (const { text, done } of inHandyPieces(planOf(texts).pieces())) {
    pieces.push(text)
    expect(text.isWellFormed()).toBe(true)
    expect(done).toBeGreaterThanOrEqual(last)
    last = done
  }
  expect(pieces.join('')).toBe(texts.join(''))
  expect(last).toBe(texts.length)
  expect(pieces.every((piece) => piece.length <= 256 * 1024)).toBe(true)
  expect(pieces.length).toBeLessThan(6)
})
