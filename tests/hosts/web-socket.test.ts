import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { WebSocket } from 'ws'
import { createClient } from '../../src/shared/protocol/client.ts'
import { chunkLimit } from '../../src/shared/protocol/methods.ts'
import { defaultLimits } from '../../src/main/web/limits.ts'
import { socketTransport } from './ws-transport.ts'
import { closeCode, logIn, nextMessage, openSocket, startHost, upgradeStatus, type Served } from './web-fixture.ts'

let host: Served
let cookie: string
const opened: WebSocket[] = []
const open = async (): Promise<WebSocket> => {
  const socket = await openSocket(host)
  opened.push(socket)
  return socket
}
beforeAll(async () => {
  host = await startHost()
  cookie = await logIn(host)
})
afterEach(() => {
  for (const socket of opened.splice(0)) socket.terminate()
})
afterAll(() => host.stop())

const own = (): Record<string, string> => ({ Origin: host.origin, Cookie: cookie })
const unknownMethod = (method: string) => ({ kind: 'failed', failure: { kind: 'unknown-method', method } })

describe('an upgrade', () => {
  it('is taken with Host, Origin, cookie and subprotocol', async () => {
    expect(await upgradeStatus(host, { headers: own() })).toBe(101)
    expect(await upgradeStatus(host, { headers: { ...own(), 'Sec-Fetch-Site': 'same-origin' } })).toBe(101)
    expect((await open()).protocol).toBe('oopsdesk')
  })

  it('is refused without the cookie', async () => {
    expect(await upgradeStatus(host, { headers: { Origin: host.origin } })).toBe(401)
    expect(await upgradeStatus(host, { headers: { ...own(), Cookie: `oopsdesk-${host.port}=wrong` } })).toBe(401)
  })

  it('is refused with the token instead of the cookie', async () => {
    const headers = { Origin: host.origin, Authorization: `Bearer ${host.token}` }
    expect(await upgradeStatus(host, { headers, path: `/engine?t=${host.token}` })).toBe(404)
    expect(await upgradeStatus(host, { headers })).toBe(401)
  })

  it('is refused without an Origin, or with a foreign one', async () => {
    expect(await upgradeStatus(host, { headers: { Cookie: cookie } })).toBe(403)
    for (const origin of ['null', 'http://evil.example', `http://localhost:${host.port}`]) {
      expect(await upgradeStatus(host, { headers: { ...own(), Origin: origin } })).toBe(403)
    }
  })

  it('is refused from another site, whatever its Origin', async () => {
    expect(await upgradeStatus(host, { headers: { ...own(), 'Sec-Fetch-Site': 'same-site' } })).toBe(403)
  })

  it('is refused with a foreign Host', async () => {
    const headers = { ...own(), Host: 'evil.example', Origin: 'http://evil.example' }
    expect(await upgradeStatus(host, { headers })).toBe(403)
  })

  it('is refused elsewhere', async () => {
    for (const path of ['/', '/session', '/engine/', '/engine/../engine?x']) {
      expect(await upgradeStatus(host, { headers: own(), path })).toBe(404)
    }
  })

  it('is refused without the subprotocol, or with another', async () => {
    expect(await upgradeStatus(host, { headers: own(), protocol: null })).toBe(400)
    expect(await upgradeStatus(host, { headers: own(), protocol: 'graphql-ws' })).toBe(400)
  })

  it('is refused when too many windows are open', async () => {
    const small = await startHost({ limits: { sockets: 1 } })
    const first = await openSocket(small)
    const headers = { Origin: small.origin, Cookie: await logIn(small) }
    expect(await upgradeStatus(small, { headers })).toBe(503)
    first.terminate()
    await small.stop()
  })
})

const describeCall = (call: number): string =>
  JSON.stringify({ kind: 'call', call, method: 'engine.describe', input: {} })

describe('messages', () => {
  it('reach the engine, and its answers the client', async () => {
    const client = createClient(socketTransport(await open()))
    expect(await client.call('engine.describe', {})).toMatchObject({
      ok: true,
      value: { version: '0.0.0', roots: null }
    })
  })

  it('of one window are answered apart from those of another', async () => {
    const clients = await Promise.all(
      [open(), open()].map(async (socket) => createClient(socketTransport(await socket)))
    )
    const answers = await Promise.all(clients.map((client) => client.call('corpora.recent', {})))
    expect(answers.map(({ ok }) => ok)).toEqual([true, true])
  })

  it('that are no JSON close the socket', async () => {
    const socket = await open()
    socket.send('{"kind":"call"')
    expect(await closeCode(socket)).toBe(1007)
  })

  it('that are no requests close the socket', async () => {
    for (const text of ['1', 'null', '[]', '{}', '{"kind":"call","call":-1,"method":"engine.describe"}']) {
      const socket = await open()
      socket.send(text)
      expect(await closeCode(socket)).toBe(1007)
    }
  })

  it('that are binary close the socket', async () => {
    const socket = await open()
    socket.send(Buffer.from(describeCall(0)))
    expect(await closeCode(socket)).toBe(1003)
  })

  it('that are no UTF-8 close the socket', async () => {
    const socket = await open()
    socket.send(Buffer.from([0x22, 0xff, 0xfe, 0x22]), { binary: false })
    expect(await closeCode(socket)).toBe(1007)
  })

  it('larger than 4 MiB close the socket', async () => {
    const socket = await open()
    socket.send(JSON.stringify({ kind: 'call', call: 0, method: 'x', input: 'a'.repeat(defaultLimits.frameBytes) }))
    expect(await closeCode(socket)).toBe(1009)
  })

  it('with an unknown method, a wrong shape or prototype keys are refused, and the socket lives', async () => {
    const socket = await open()
    const refusal = async (text: string): Promise<unknown> => {
      socket.send(text)
      return nextMessage(socket)
    }
    for (const method of ['engine.stop', '__proto__', 'constructor', 'toString']) {
      expect(await refusal(JSON.stringify({ kind: 'call', call: 1, method, input: {} }))).toMatchObject(
        unknownMethod(method)
      )
    }
    const wrong = { kind: 'failed', call: 2, failure: { kind: 'invalid-input', method: 'corpus.describe' } }
    for (const input of ['null', '[]', '{}', '{"corpus":{"__proto__":1}}', '{"__proto__":{"corpus":"x"}}']) {
      const text = `{"kind":"call","call":2,"method":"corpus.describe","input":${input}}`
      expect(await refusal(text)).toMatchObject(wrong)
    }
    expect(await refusal(describeCall(3))).toMatchObject({ kind: 'done', call: 3 })
  })

  it('nested a million levels deep are refused, and the socket lives', async () => {
    const socket = await open()
    const deep = '['.repeat(1_000_000) + ']'.repeat(1_000_000)
    socket.send(`{"kind":"call","call":7,"method":"corpus.describe","input":${deep}}`)
    expect(await nextMessage(socket)).toMatchObject({ kind: 'failed', call: 7, failure: { kind: 'invalid-input' } })
    socket.send(describeCall(8))
    expect(await nextMessage(socket)).toMatchObject({ kind: 'done', call: 8 })
  })

  it('in a flood are read only as fast as the limit allows, while another window is served', async () => {
    const slow = await startHost({ limits: { messageBurst: 100, messagesPerSecond: 5000 } })
    const [socket, other] = [await openSocket(slow), await openSocket(slow)]
    const started = performance.now()
    for (let messages = 0; messages < 10_000; messages += 1) socket.send('{"kind":"cancel","call":0}')
    socket.send(describeCall(1))
    const answer = nextMessage(socket)
    other.send(describeCall(2))
    expect(await nextMessage(other)).toMatchObject({ kind: 'done', call: 2 })
    expect(performance.now() - started).toBeLessThan(1000)
    expect(await answer).toMatchObject({ kind: 'done', call: 1 })
    // 9,900 messages over the burst take two seconds, less those of the last read, which are in already.
    expect(performance.now() - started).toBeGreaterThan(1000)
    await slow.stop()
  })

  it('that wait for an answer may not be without number', async () => {
    const small = await startHost({ limits: { openCalls: 2 } })
    const socket = await openSocket(small)
    const client = createClient(socketTransport(socket))
    const opened = await client.call('corpora.open', { kind: 'default' })
    if (!opened.ok) throw new Error(opened.failure.kind)
    const closed = closeCode(socket)
    const watch = () => client.call('corpus.watch', { corpus: opened.value.corpus })
    const watching = [watch(), watch(), watch()]
    expect(await closed).toBe(1008)
    for (const answer of await Promise.all(watching))
      expect(answer).toMatchObject({ failure: { kind: 'engine-stopped' } })
    await small.stop()
  })
})

describe('an upload', () => {
  it('of 60 chunks, four in flight, passes the limits', async () => {
    const client = createClient(socketTransport(await open()))
    const begun = await client.call('uploads.open', {})
    if (!begun.ok) throw new Error(begun.failure.kind)
    const { upload } = begun.value
    const data = Buffer.alloc(chunkLimit, 'kernel log\n').toString('base64')
    const chunks = 60
    for (let first = 0; first < chunks; first += 4) {
      const answers = await Promise.all(
        [0, 1, 2, 3].map((lane) =>
          client.call('uploads.write', {
            upload,
            path: `lane-${lane}.log`,
            modified: 0,
            offset: (first / 4) * chunkLimit,
            data
          })
        )
      )
      expect(answers.map(({ ok }) => ok)).toEqual([true, true, true, true])
    }
    expect(await client.call('uploads.discard', { upload })).toMatchObject({ ok: true })
  })
})
