import { fork, type ChildProcess } from 'node:child_process'
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { engineFile } from '../../src/main/engine/engine-file.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'oopsdesk-utility-'))
})
afterAll(() => rm(folder, { recursive: true }))

const fixture = pathToFileURL(join(import.meta.dirname, 'utility-process.fixture.ts')).href

const start = (corpusFile: string | null, dataFolder: string = folder): ChildProcess => {
  const options = {
    corpusFile,
    dataFolder,
    roots: null,
    sampleFolder: folder,
    readOnly: false,
    version: '1.2.3'
  }
  const text = JSON.stringify({ ...options, create: true, remember: true })
  return fork(engineFile(), [text], { execArgv: ['--import', fixture] })
}
const next = (child: ChildProcess): Promise<unknown> => new Promise((resolve) => child.once('message', resolve))
const exit = (child: ChildProcess): Promise<number | null> => new Promise((resolve) => child.once('exit', resolve))

it('runs the engine as Electron would: ready, a port, an answer, a clean end', async () => {
  const child = start(null)
  expect(await next(child)).toEqual({ kind: 'ready' })
  child.send({ kind: 'connect' })
  child.send({ kind: 'request', value: { kind: 'call', call: 0, method: 'engine.describe', input: {} } })
  expect(await next(child)).toMatchObject({
    kind: 'answer',
    value: { kind: 'done', call: 0, output: { version: '1.2.3', roots: null } }
  })
  const ended = exit(child)
  child.send({ kind: 'close' })
  expect(await next(child)).toEqual({ kind: 'closed' })
  expect(await ended).toBe(0)
})

it('says why it cannot start', async () => {
  const foreign = join(folder, 'foreign.oopsdesk')
  await writeFile(foreign, 'not a corpus')
  const child = start(foreign)
  const ended = exit(child)
  expect(await next(child)).toMatchObject({ kind: 'refused', failure: { kind: 'corpus-foreign', file: foreign } })
  child.kill()
  await ended
})

it('seals the corpora even if another step of closing fails, and then ends with an error', async () => {
  const dataFolder = join(folder, 'blocked')
  await mkdir(dataFolder)
  // A file where the folder of the uploads should be.
  await writeFile(join(dataFolder, 'uploads'), '')
  const child = start(null, dataFolder)
  expect(await next(child)).toEqual({ kind: 'ready' })
  const ended = exit(child)
  child.send({ kind: 'close' })
  expect(await ended).toBe(1)
  expect((await readdir(dataFolder)).toSorted()).toEqual(['crashes.oopsdesk', 'recent.json', 'uploads'])
})
