import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { corpusIdSchema, importIdSchema } from '../../shared/model/ids.ts'
import type { Client } from '../../shared/protocol/client.ts'
import { createMemoryTransports } from '../../shared/protocol/memory-transport.ts'
import { requestSchema } from '../../shared/protocol/wire.ts'
import { useNotices } from '../app/window-state.ts'
import { createLastingClient } from '../engine/lasting-client.ts'
import { runningImport, setRunning } from './import-state.ts'
import { sendFiles } from './upload.ts'
import { followImport, importPicked } from './use-imports.ts'

const corpus = corpusIdSchema.parse('abcdefghij')
const id = importIdSchema.parse('1')

/** The window's client to an engine that answers some methods, and meets a bug in all others. */
const clientTo = (
  answers: Readonly<Record<string, unknown>>
): { readonly client: Client; readonly asked: string[] } => {
  const [near, far] = createMemoryTransports()
  const asked: string[] = []
  far.onMessage((message) => {
    const request = requestSchema.parse(message)
    if (request.kind !== 'call') return
    const { call, method } = request
    asked.push(method)
    if (method in answers) far.send({ kind: 'done', call, output: answers[method] })
    else far.send({ kind: 'broken', call, name: 'TypeError', message: 'a null where none may be', stack: '' })
  })
  const client = createLastingClient({
    connect: async () => ({ kind: 'connected', transport: near }),
    prepare: async () => undefined,
    onState: () => undefined,
    wait: async () => undefined
  })
  return { client, asked }
}

/** A browser's reader, of which Node has none: it gives what a blob holds as a data URL. */
class Reader extends EventTarget {
  result: string | null = null
  readAsDataURL(blob: Blob): void {
    const read = async (): Promise<void> => {
      this.result = `data:;base64,${Buffer.from(await blob.arrayBuffer()).toString('base64')}`
      this.dispatchEvent(new Event('load'))
    }
    void read()
  }
}

beforeEach(() => {
  useNotices.setState({ notices: [] })
  setRunning(corpus, null)
})
afterEach(() => void vi.unstubAllGlobals())

const bug = 'The engine met a bug: a null where none may be.'
const notices = (): readonly string[] => useNotices.getState().notices.map(({ message }) => message)

it('ends an import that the engine met a bug in, so that another can be started', async () => {
  let refreshed = 0
  const refresh = async (): Promise<void> => void refreshed++
  await followImport({ client: clientTo({}).client, corpus, id, signal: new AbortController().signal, refresh })
  expect(runningImport(corpus)).toBeNull()
  expect(notices()).toEqual([bug])
  expect(refreshed).toBe(1)
})

it('says that an import could not be started', async () => {
  await importPicked(clientTo({}).client, corpus, { kind: 'paths', paths: ['/logs'] })
  expect(runningImport(corpus)).toBeNull()
  expect(notices()).toEqual([bug])
})

it('drops what it sent when the engine meets a bug, and sends no more', async () => {
  vi.stubGlobal('FileReader', Reader)
  const { client, asked } = clientTo({ 'uploads.open': { upload: '1' }, 'uploads.discard': {} })
  const files = Array.from({ length: 20 }, (_, at) => ({ file: new File(['text'], `${at}.log`), path: `${at}.log` }))
  await importPicked(client, corpus, { kind: 'files', files })
  expect(runningImport(corpus)).toBeNull()
  expect(notices()).toEqual([bug])
  expect(asked.filter((method) => method === 'uploads.write').length).toBeLessThan(20)
  expect(asked.at(-1)).toBe('uploads.discard')
})

it('sends nothing where no upload can be opened', async () => {
  const { client, asked } = clientTo({})
  const files = [{ file: new File(['text'], 'a.log'), path: 'a.log' }]
  const sent = await sendFiles(client, files, { signal: new AbortController().signal, onPiece: () => undefined })
  expect(sent).toMatchObject({ ok: false, failure: { kind: 'engine-bug' } })
  expect(asked).toEqual(['uploads.open'])
})
