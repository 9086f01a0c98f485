import { createHash, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { zstdDecompressSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createParsePool, type ParsePool, type PoolHooks } from './parse-pool.ts'

const threadFile = fileURLToPath(new URL('parse-thread.fixture.ts', import.meta.url))
let folder = ''
let pool: ParsePool
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'oopsdesk-pool-'))
  pool = createParsePool({ corpusApplicationId: 1, threads: 2, threadFile, stallMilliseconds: 700 })
})
afterAll(async () => {
  await pool.close()
  rmSync(folder, { recursive: true, force: true })
})

const read = (text: string | Uint8Array, hooks: Partial<PoolHooks> = {}): ReturnType<ParsePool['read']> => {
  const path = join(folder, randomUUID())
  writeFileSync(path, text)
  return pool.read(
    { path, location: Buffer.from(path) },
    {
      signal: new AbortController().signal,
      isKnown: async () => false,
      takeChunk: async () => true,
      onRead: () => undefined,
      ...hooks
    }
  )
}

const skipped = (text: RegExp): unknown => ({
  kind: 'skipped',
  file: { reason: 'parser-failed', text: expect.stringMatching(text) as unknown }
})

test('brings a small log back whole', async () => {
  let bytes = 0
  const outcome = await read('one\ntwo\n', { onRead: (count) => (bytes += count) })
  if (outcome.kind !== 'whole') throw new Error(outcome.kind)
  expect(Buffer.concat(outcome.log.chunks.map(({ data }) => zstdDecompressSync(data))).toString()).toBe('one\ntwo\n')
  expect(bytes).toBe(8)
})

test('outlives a parser that throws, that ends its thread, and that never ends', async () => {
  const outcomes = await Promise.all([read('THROW'), read('EXIT'), read('HANG'), read('fine')])
  expect(outcomes).toMatchObject([
    skipped(/told to throw/),
    skipped(/./),
    skipped(/no headway/),
    { kind: 'whole', log: { size: 4 } }
  ])
})

test('streams a large log no faster than its chunks are taken', async () => {
  const raw = Buffer.alloc(20 * 1024 * 1024, '[    1.000000] a line of a large log\n')
  const hash = createHash('sha256')
  let taken = 0
  let underway = 0
  let most = 0
  const outcome = await read(raw, {
    takeChunk: async (chunk) => {
      most = Math.max(most, ++underway)
      await new Promise((resolve) => setImmediate(resolve))
      expect(chunk.startByte).toBe(taken)
      hash.update(zstdDecompressSync(chunk.data))
      taken += chunk.size
      underway--
      return true
    }
  })
  expect(outcome).toMatchObject({ kind: 'streamed', log: { size: raw.length, log: hash.digest('hex') } })
  expect(taken).toBe(raw.length)
  expect(most).toBe(1)
})

test('ends the reading when a chunk is refused', async () => {
  let taken = 0
  const takeChunk = async (): Promise<boolean> => ++taken < 3
  const outcome = await read(Buffer.alloc(30 * 1024 * 1024, 'refused line\n'), { takeChunk })
  expect(outcome.kind).toBe('skipped')
  expect(taken).toBeLessThan(10)
})

test('throws what a hook throws', async () => {
  await expect(read('some log\n', { isKnown: () => Promise.reject(new Error('a bug')) })).rejects.toThrow('a bug')
})

test('cancels a running and a waiting task at once', async () => {
  const controller = new AbortController()
  const started = Promise.withResolvers<number>()
  const takeChunk = (): Promise<boolean> => {
    started.resolve(performance.now())
    return new Promise((resolve) => controller.signal.addEventListener('abort', () => resolve(false)))
  }
  const text = Buffer.alloc(10 * 1024 * 1024, 'cancelled line\n')
  const tasks = [1, 2, 3].map(() => read(text, { signal: controller.signal, takeChunk }))
  await started.promise
  const begun = performance.now()
  controller.abort()
  expect(await Promise.all(tasks)).toEqual([{ kind: 'cancelled' }, { kind: 'cancelled' }, { kind: 'cancelled' }])
  expect(performance.now() - begun).toBeLessThan(200)
  expect(await read('after it\n')).toMatchObject({ kind: 'whole' })
})
