import { expect, it } from 'vitest'
import { createMemoryTransports } from '../../shared/protocol/memory-transport.ts'
import { requestSchema } from '../../shared/protocol/wire.ts'
import type { Transport } from '../../shared/protocol/transport.ts'
import { createLastingClient, type Connected } from './lasting-client.ts'

/** An engine that answers `engine.describe` with its name as version. */
const engineNamed = (version: string): { readonly connected: Connected; readonly engine: Transport } => {
  const [transport, engine] = createMemoryTransports()
  engine.onMessage((message) => {
    const request = requestSchema.parse(message)
    if (request.kind === 'call' && request.method === 'engine.describe') {
      engine.send({ kind: 'done', call: request.call, output: { version, corpus: null, roots: null } })
    }
  })
  return { connected: { kind: 'connected', transport }, engine }
}

const describe = async (client: ReturnType<typeof createLastingClient>): Promise<string> => {
  const answer = await client.call('engine.describe', {})
  return answer.ok ? answer.value.version : answer.failure.kind
}

it('waits out an engine that is away, and goes on with the next', async () => {
  const first = engineNamed('first')
  const second = engineNamed('second')
  const answers: Connected[] = [
    { kind: 'unreachable' },
    first.connected,
    { kind: 'unreachable' },
    { kind: 'unreachable' },
    second.connected
  ]
  const states: string[] = []
  const waits: number[] = []
  const client = createLastingClient({
    connect: async () => answers.shift() ?? { kind: 'refused' },
    prepare: async () => undefined,
    onState: (state) => states.push(state),
    wait: async (milliseconds) => {
      waits.push(milliseconds)
    }
  })
  expect(await describe(client)).toBe('first')
  first.engine.close()
  expect(await describe(client)).toBe('second')
  expect(states).toEqual(['lost', 'open', 'lost', 'lost', 'lost', 'open'])
  expect(waits).toEqual([250, 250, 500])
})

it('opens again what was open before it lets calls through', async () => {
  const order: string[] = []
  const client = createLastingClient({
    connect: async () => engineNamed('one').connected,
    prepare: async (inner) => {
      const answer = await inner.call('engine.describe', {})
      order.push(answer.ok ? 'prepared' : 'failed')
    },
    onState: () => undefined,
    wait: async () => undefined
  })
  await describe(client)
  order.push('called')
  expect(order).toEqual(['prepared', 'called'])
})

it('tells the caller when the engine goes in the middle of a call', async () => {
  const { connected, engine } = engineNamed('one')
  const client = createLastingClient({
    connect: async () => connected,
    prepare: async () => undefined,
    onState: () => undefined,
    wait: async () => undefined
  })
  await describe(client)
  const list = client.call('corpora.recent', {})
  engine.onMessage(() => engine.close())
  const answer = await list
  expect(answer.ok ? '' : answer.failure.kind).toBe('engine-stopped')
  client.close()
})

it('goes on when what was open cannot be opened again', async () => {
  const states: string[] = []
  const client = createLastingClient({
    connect: async () => engineNamed('one').connected,
    prepare: () => Promise.reject(new Error('a corpus with a hole')),
    onState: (state) => states.push(state),
    wait: async () => undefined
  })
  expect(await describe(client)).toBe('one')
  expect(states).toEqual(['open'])
})

it('tries again when the host fails to connect in a way of its own', async () => {
  const answers: (() => Promise<Connected>)[] = [
    () => Promise.reject(new Error('a response that was cut')),
    async () => engineNamed('one').connected
  ]
  const client = createLastingClient({
    connect: () => answers.shift()?.() ?? Promise.resolve({ kind: 'refused' }),
    prepare: async () => undefined,
    onState: () => undefined,
    wait: async () => undefined
  })
  expect(await describe(client)).toBe('one')
})

it('answers a bug of the engine, and one on the way to it, as a failure', async () => {
  const { connected, engine } = engineNamed('one')
  engine.onMessage((message) => {
    const { call } = requestSchema.parse(message)
    engine.send({ kind: 'broken', call, name: 'TypeError', message: 'a null where none may be', stack: '' })
  })
  const client = createLastingClient({
    connect: async () => connected,
    prepare: async () => undefined,
    onState: () => undefined,
    wait: async () => undefined
  })
  const bug = { ok: false, failure: { kind: 'engine-bug', message: 'a null where none may be' } }
  expect(await client.call('corpora.recent', {})).toEqual(bug)
  const unsendable = { kind: 'file', file: 1n, create: false } as unknown as { kind: 'default' }
  expect(await client.call('corpora.open', unsendable)).toMatchObject({ ok: false, failure: { kind: 'engine-bug' } })
  client.close()
})
