import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createEngine } from '../../src/main/engine/engine.ts'
import type { BucketId, CorpusId } from '../../src/shared/model/ids.ts'
import { createClient, type Client } from '../../src/shared/protocol/client.ts'
import { createMemoryTransports } from '../../src/shared/protocol/memory-transport.ts'
import { valueOf } from '../builders/temp-corpus.ts'

const golden = join(import.meta.dirname, '..', 'golden')
const child = join(import.meta.dirname, 'bundle-child.ts')

let folder = ''
let count = 0
type Desk = { readonly client: Client; readonly corpus: CorpusId }

/** Works on a corpus file, and closes it. */
const on = async <Value>(file: string, author: string, work: (desk: Desk) => Promise<Value>): Promise<Value> => {
  const engine = valueOf(
    await createEngine({
      version: '0',
      corpusFile: file,
      dataFolder: join(folder, 'data'),
      roots: null,
      sampleFolder: folder,
      readOnly: false,
      create: true,
      remember: false,
      author
    })
  )
  const [near, far] = createMemoryTransports()
  engine.connect(far)
  const client = createClient(near)
  const { corpus } = valueOf(await client.call('engine.describe', {}))
  if (corpus === null) throw new Error('no corpus')
  try {
    return await work({ client, corpus })
  } finally {
    await engine.close()
  }
}
const addLogs = async ({ client, corpus }: Desk, path: string): Promise<void> => {
  const started = valueOf(await client.call('imports.start', { corpus, sources: [{ kind: 'path', path }] }))
  valueOf(await client.call('imports.follow', { corpus, import: started.import }))
}
const bucketsOf = async ({ client, corpus }: Desk): Promise<readonly BucketId[]> =>
  valueOf(await client.call('buckets.list', { corpus, query: { sort: 'title' }, page: { limit: 1000 } })).rows.map(
    ({ bucket }) => bucket
  )
const bundle = async ({ client, corpus }: Desk): Promise<Buffer> => {
  const parts: Buffer[] = []
  const onProgress = ({ data }: { readonly data: string }): void => void parts.push(Buffer.from(data, 'base64'))
  valueOf(await client.call('bundles.export', { corpus, scope: { kind: 'all' } }, { onProgress }))
  return Buffer.concat(parts)
}
const take = async ({ client, corpus }: Desk, path: string): Promise<void> =>
  void valueOf(await client.call('bundles.import', { corpus, source: { kind: 'path', path } }))
const note = async ({ client, corpus }: Desk, bucket: BucketId, text: string): Promise<void> => {
  const of = { kind: 'bucket', bucket } as const
  valueOf(await client.call('notes.save', { corpus, of, note: null, text, over: [] }))
}
const merge = async ({ client, corpus }: Desk, into: BucketId, other: BucketId): Promise<void> =>
  void valueOf(await client.call('decisions.merge', { corpus, into, buckets: [other] }))

/** What Bob had, what Ada sends, and what he should have then. */
let start = ''
let sent = ''
let expected: Buffer

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'oopsdesk-kill-'))
  start = join(folder, 'start.oopsdesk')
  sent = join(folder, 'ada.oopsdesk-bundle')
  await on(join(folder, 'ada.oopsdesk'), 'Ada', async (desk) => {
    await addLogs(desk, golden)
    const [a, b, c] = (await bucketsOf(desk)) as [BucketId, BucketId, BucketId]
    await note(desk, a, 'what Ada knows')
    await merge(desk, b, a)
    await note(desk, c, 'and of another')
    writeFileSync(sent, await bundle(desk))
  })
  await on(start, 'Bob', async (desk) => {
    const some = join(folder, 'some')
    mkdirSync(some)
    for (const name of ['kasan', 'kcsan', 'warning', 'panic', 'ubsan', 'rcu-stall']) {
      copyFileSync(join(golden, `${name}.log`), join(some, `${name}.log`))
    }
    await addLogs(desk, some)
    const [a, b] = (await bucketsOf(desk)) as [BucketId, BucketId]
    await note(desk, b, 'what Bob knows')
    await merge(desk, a, b)
  })
  const whole = join(folder, 'whole.oopsdesk')
  copyFileSync(start, whole)
  expected = await on(whole, 'Bob', async (desk) => {
    await take(desk, sent)
    return bundle(desk)
  })
}, 120_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Kills an import of the bundle after so many lines and turns of the event loop. */
const killed = async (file: string, lines: number, turns: number): Promise<void> => {
  const running = spawn(process.execPath, [child, file, join(folder, 'data'), sent], {
    stdio: ['ignore', 'pipe', 'inherit']
  })
  const exited = once(running, 'exit')
  const said = createInterface({ input: running.stdout })[Symbol.asyncIterator]()
  for (let line = 0; line < lines && !(await said.next()).done;) line += 1
  for (let turn = 0; turn < turns; turn += 1) await new Promise(setImmediate)
  running.kill('SIGKILL')
  await exited
}

const moments = [
  [1, 0],
  [2, 400],
  [4, 2000],
  [6, 0],
  [7, 8000],
  [9, 0]
] as const
test.each(moments)(
  'killed after %i lines and %i turns, and imported again, all is as if it had not been',
  { timeout: 60_000 },
  async (lines, turns) => {
    count += 1
    const file = join(folder, `killed-${count}.oopsdesk`)
    copyFileSync(start, file)
    await killed(file, lines, turns)
    const found = await on(file, 'Bob', async (desk) => {
      // All acts that came are there, or none.
      const { rows } = valueOf(await desk.client.call('activity.list', { corpus: desk.corpus, page: {} }))
      expect([0, 3]).toContain(rows.filter(({ author }) => author === 'Ada').length)
      await take(desk, sent)
      return bundle(desk)
    })
    expect(found.equals(expected)).toBe(true)
  }
)
