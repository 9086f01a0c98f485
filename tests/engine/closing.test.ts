import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { runAllSteps } from '../../src/main/engine/closing.ts'
import { createEngine, type Engine } from '../../src/main/engine/engine.ts'
import { createClient, type Client } from '../../src/shared/protocol/client.ts'
import { createMemoryTransports } from '../../src/shared/protocol/memory-transport.ts'

const shipped = join(import.meta.dirname, '..', '..', 'resources', 'samples')
const stopped = { ok: false, failure: { kind: 'engine-stopped' } }

let folder = ''
let engines: Engine[] = []
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'oopsdesk-closing-'))
})
afterEach(async () => {
  await Promise.all(engines.map((engine) => engine.close()))
  engines = []
  rmSync(folder, { recursive: true, force: true })
})

const start = async (sampleFolder: string = shipped): Promise<{ engine: Engine; client: Client }> => {
  const options = { version: '0', corpusFile: null, roots: null, readOnly: false, create: true, remember: true }
  const opened = await createEngine({ ...options, dataFolder: join(folder, 'data'), sampleFolder })
  if (!opened.ok) throw new Error(opened.failure.kind)
  const [near, far] = createMemoryTransports()
  opened.value.connect(far)
  engines.push(opened.value)
  return { engine: opened.value, client: createClient(near) }
}

test('a close waits for the sample that is being filled, and seals it', async () => {
  const { engine, client } = await start()
  const opening = client.call('corpora.open', { kind: 'sample' })
  const sample = join(folder, 'data', 'sample.oopsdesk')
  await expect.poll(() => existsSync(sample), { interval: 1 }).toBe(true)
  await engine.close()
  expect(await opening).toMatchObject({ ok: true })
  expect(readdirSync(join(folder, 'data')).filter((name) => /-(?:wal|shm|journal)$/.test(name))).toEqual([])

  const again = await start()
  const whole = await again.client.call('corpora.open', { kind: 'sample' })
  expect(whole).toMatchObject({
    ok: true,
    value: { logs: readdirSync(shipped).filter((name) => name !== 'README.md').length }
  })
})

test('a closing engine refuses calls and lets go of those that wait', async () => {
  const { engine, client } = await start()
  const described = await client.call('engine.describe', {})
  if (!described.ok || described.value.corpus === null) throw new Error('no corpus')
  const { corpus } = described.value
  const watching = client.call('corpus.watch', { corpus })
  await client.call('corpus.describe', { corpus })
  const closing = engine.close()
  const sources = [{ kind: 'path' as const, path: shipped }]
  expect(await client.call('imports.start', { corpus, sources })).toEqual(stopped)
  expect(await client.call('corpora.open', { kind: 'sample' })).toEqual(stopped)
  expect(await watching).toEqual(stopped)
  await closing
  expect(existsSync(join(folder, 'data', 'sample.oopsdesk'))).toBe(false)
})

test('logs that a newer Oopsdesk ships arrive in a sample corpus that is there', async () => {
  const samples = join(folder, 'samples')
  mkdirSync(samples)
  const [first = '', second = ''] = readdirSync(shipped).filter((name) => name.endsWith('.log'))
  copyFileSync(join(shipped, first), join(samples, first))
  const old = await start(samples)
  expect(await old.client.call('corpora.open', { kind: 'sample' })).toMatchObject({ value: { logs: 1 } })
  await old.engine.close()
  copyFileSync(join(shipped, second), join(samples, second))
  const { client } = await start(samples)
  const opened = await client.call('corpora.open', { kind: 'sample' })
  expect(opened).toMatchObject({ value: { logs: 2 } })
  await client.call('corpora.open', { kind: 'sample' })
  if (!opened.ok) throw new Error('no sample')
  // Not one more for each time it is opened.
  const listed = await client.call('imports.list', { corpus: opened.value.corpus })
  expect(listed).toMatchObject({ value: { imports: [{}, {}] } })
})

test('an engine removes the uploads of one that was killed, and its own at the close', async () => {
  const uploads = join(folder, 'data', 'uploads')
  // No process has this number: it is past the largest that Linux gives.
  const left = join(uploads, '4194305')
  mkdirSync(left, { recursive: true })
  writeFileSync(join(left, 'a.log'), 'a')
  const { engine, client } = await start()
  expect(existsSync(left)).toBe(false)
  expect(await client.call('uploads.open', {})).toMatchObject({ ok: true })
  expect(readdirSync(uploads)).toHaveLength(1)
  await engine.close()
  expect(readdirSync(uploads)).toEqual([])
})

test('a step that fails does not keep the next from being done', async () => {
  const done: string[] = []
  const step = (name: string, error?: Error) => async (): Promise<void> => {
    done.push(name)
    if (error) throw error
  }
  const first = new Error('first')
  await expect(runAllSteps([step('a', first), step('b')])).rejects.toBe(first)
  await expect(runAllSteps([step('c', first), step('d', new Error('second'))])).rejects.toThrow(AggregateError)
  expect(done).toEqual(['a', 'b', 'c', 'd'])
})
