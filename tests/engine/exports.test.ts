import { afterAll, beforeAll, expect, test } from 'vitest'
import { join } from 'node:path'
import { createEngine, type Engine } from '../../src/main/engine/engine.ts'
import { exportFormatSchema } from '../../src/shared/model/export.ts'
import type { CorpusId } from '../../src/shared/model/ids.ts'
import { createClient, type Client } from '../../src/shared/protocol/client.ts'
import { createMemoryTransports } from '../../src/shared/protocol/memory-transport.ts'
import { failureOf, tempCorpora, valueOf, type TempCorpora } from '../builders/temp-corpus.ts'

const sampleFolder = join(import.meta.dirname, '..', '..', 'resources', 'samples')

let temp: TempCorpora
let engine: Engine
let client: Client
let corpus: CorpusId

beforeAll(async () => {
  temp = tempCorpora()
  const options = { version: '0', corpusFile: null, dataFolder: temp.folder, roots: null, sampleFolder }
  engine = valueOf(await createEngine({ ...options, readOnly: false, create: true, remember: true }))
  const [near, far] = createMemoryTransports()
  engine.connect(far)
  client = createClient(near)
  corpus = valueOf(await client.call('corpora.open', { kind: 'sample' })).corpus
})
afterAll(async () => {
  await engine?.close()
  await temp?.end()
})

test('a preview is how the file begins, in every format', async () => {
  const { rows } = valueOf(await client.call('buckets.list', { corpus, query: {}, page: {} }))
  const [row] = rows
  if (!row) throw new Error('the sample has no bucket')
  for (const format of exportFormatSchema.options) {
    const buckets = format === 'mail' ? [row.bucket] : rows.map(({ bucket }) => bucket)
    const request = { corpus, scope: { kind: 'buckets', buckets }, format, options: {} } as const
    const preview = valueOf(await client.call('exports.preview', request))
    let text = ''
    let last = 0
    const made = valueOf(
      await client.call('exports.make', request, {
        onProgress: (piece) => {
          text += piece.text
          expect(piece.done).toBeGreaterThanOrEqual(last)
          expect(piece.of).toBe(buckets.length)
          last = piece.done
        }
      })
    )
    expect(last).toBe(buckets.length)
    expect(text.startsWith(preview.text)).toBe(true)
    expect(preview.whole).toBe(preview.text.length === text.length)
    expect(made).toEqual({ fileName: preview.fileName, buckets: buckets.length, reports: preview.reports })
    expect(text).toContain(format === 'mail' ? row.title : row.bucket)
  }
})

test('what cannot be made is refused with the reason', async () => {
  const scope = { kind: 'all' } as const
  const mail = failureOf(await client.call('exports.preview', { corpus, scope, format: 'mail', options: {} }))
  expect(mail).toMatchObject({ kind: 'one-bucket-only', format: 'mail' })
  const forged = { mail: { subject: 'a\r\nBcc: everyone@example.org' } }
  const refused = failureOf(await client.call('exports.make', { corpus, scope, format: 'mail', options: forged }))
  expect(refused).toMatchObject({ kind: 'invalid-input', method: 'exports.make' })
})

test('a cancelled export ends at once', async () => {
  const controller = new AbortController()
  const request = { corpus, scope: { kind: 'all' }, format: 'html', options: {} } as const
  const made = client.call('exports.make', request, {
    signal: controller.signal,
    onProgress: () => controller.abort()
  })
  controller.abort()
  expect(failureOf(await made)).toEqual({ kind: 'cancelled' })
})
