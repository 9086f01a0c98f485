import { expect, it } from 'vitest'
import { createClient, type Client } from '../../shared/protocol/client.ts'
import { createMemoryTransports } from '../../shared/protocol/memory-transport.ts'
import { requestSchema } from '../../shared/protocol/wire.ts'
import { ownCorpus } from './own-corpus.ts'

const facts = {
  corpus: 'klmnopqrst',
  file: '/corpora/mine.oopsdesk',
  name: 'mine',
  logs: 0,
  reports: 0,
  buckets: 0,
  rawBytes: 0,
  fileBytes: 0,
  readOnly: false
}

const engineOf = (first: string | null): { readonly client: Client; readonly asked: string[] } => {
  const [near, far] = createMemoryTransports()
  const asked: string[] = []
  far.onMessage((message) => {
    const request = requestSchema.parse(message)
    if (request.kind !== 'call') return
    asked.push(request.method)
    const output = request.method === 'engine.describe' ? { version: '1', corpus: first, roots: null } : facts
    far.send({ kind: 'done', call: request.call, output })
  })
  return { client: createClient(near), asked }
}

it('is the corpus the engine was started for', async () => {
  const { client, asked } = engineOf('abcdefghij')
  expect(await ownCorpus(client)).toEqual({ ok: true, value: 'abcdefghij' })
  expect(asked).toEqual(['engine.describe'])
})

it('is made where the engine has none', async () => {
  const { client, asked } = engineOf(null)
  expect(await ownCorpus(client)).toEqual({ ok: true, value: 'klmnopqrst' })
  expect(asked).toEqual(['engine.describe', 'corpora.open'])
})
