import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { failed } from '../../src/shared/model/result.ts'
import { createClient } from '../../src/shared/protocol/client.ts'
import { serve } from '../../src/main/web/serve.ts'
import { serveFailureText } from '../../src/main/web/serve-failure.ts'
import { socketTransport } from './ws-transport.ts'
import { openSlowLink } from './slow-link.ts'
import { createMortalEngine } from './test-engine.ts'
import {
  ask,
  closeCode,
  logIn,
  nextMessage,
  openSocket,
  startHost,
  upgradeStatus,
  writeRenderer
} from './web-fixture.ts'

const baseOptions = { corpusFile: null, roots: null, readOnly: false, version: '0.0.0', port: 0 }

it('hangs up on an upgrade that it refuses, and ends although the client keeps its half open', async () => {
  const host = await startHost()
  const socket = connect({ port: host.port, host: '127.0.0.1', allowHalfOpen: true })
  socket.on('error', () => undefined)
  const ended = new Promise((resolve) => socket.on('end', resolve))
  socket.write(
    `GET /engine HTTP/1.1\r\nHost: 127.0.0.1:${host.port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`
  )
  const [head] = await new Promise<readonly string[]>((resolve) =>
    socket.once('data', (data: Buffer) => resolve(data.toString().split('\r\n')))
  )
  expect(head).toBe('HTTP/1.1 403 Forbidden')
  await ended
  await host.stop()
  expect(socket.writable).toBe(true)
  socket.destroy()
})

it('answers calls in flight with engine-stopped when the server closes, and says so to the sockets', async () => {
  const host = await startHost()
  const socket = await openSocket(host)
  const client = createClient(socketTransport(socket))
  const corpus = await client.call('corpora.open', { kind: 'default' })
  if (!corpus.ok) throw new Error(corpus.failure.kind)
  const watching = client.call('corpus.watch', { corpus: corpus.value.corpus })
  const closed = closeCode(socket)
  await host.stop()
  expect(await closed).toBe(1001)
  expect(await watching).toEqual({ ok: false, failure: { kind: 'engine-stopped' } })
  expect(await host.ended).toBe('closed')
  await expect(ask(host.port, {})).rejects.toThrow('ECONNREFUSED')
})

it('starts a dead engine again, drops the sockets, and takes the same cookie', async () => {
  const engine = createMortalEngine()
  const host = await startHost({ startEngine: engine.start })
  const socket = await openSocket(host)
  const closed = closeCode(socket)
  engine.kill()
  expect(await closed).toBe(1012)
  const headers = { Origin: host.origin, Cookie: await logIn(host) }
  expect(await upgradeStatus(host, { headers })).toBe(503)
  await expect.poll(() => upgradeStatus(host, { headers })).toBe(101)
  expect(engine.starts()).toBe(2)
  const again = await openSocket(host)
  again.send('{"kind":"call","call":0,"method":"echo","input":"still here"}')
  expect(await nextMessage(again)).toEqual({ kind: 'done', call: 0, output: 'still here' })
  again.terminate()
  await host.stop()
})

it('gives up on an engine that cannot be started again', async () => {
  const engine = createMortalEngine()
  let first = true
  const host = await startHost({
    startEngine: async (options) => {
      if (!first) return failed({ kind: 'engine-stopped' })
      first = false
      return engine.start(options)
    }
  })
  engine.kill()
  expect(await host.ended).toBe('engine-failed')
  await host.stop()
})

it('ends by itself when nobody has come for a while', async () => {
  const host = await startHost({ limits: { idleEnd: 200 } })
  const socket = await openSocket(host)
  // Three idle times with a window open, measured by the engine's own answers.
  const client = createClient(socketTransport(socket))
  const started = performance.now()
  while (performance.now() - started < 600) await client.call('engine.describe', {})
  expect(socket.readyState).toBe(socket.OPEN)
  expect(await client.call('engine.describe', {})).toMatchObject({ ok: true })
  socket.close()
  expect(await host.ended).toBe('idle')
  await host.stop()
})

it('drops a client that does not answer pings', async () => {
  const host = await startHost({ limits: { pingInterval: 100 } })
  const deaf = await openSocket(host, { autoPong: false })
  const lively = await openSocket(host)
  expect(await closeCode(deaf)).toBe(1006)
  expect(lively.readyState).toBe(lively.OPEN)
  lively.terminate()
  await host.stop()
})

it('keeps a client that takes a large answer slowly, though its pongs come late', async () => {
  const answer = 'a'.repeat(40_000_000)
  const engine = createMortalEngine(() => answer)
  const pingInterval = 250
  const host = await startHost({ startEngine: engine.start, limits: { pingInterval } })
  const link = await openSlowLink(host.port, 16_000_000)
  const socket = await openSocket(host, {}, link.port)
  const started = performance.now()
  const answered = Promise.race([nextMessage(socket), closeCode(socket)])
  socket.send('{"kind":"call","call":0,"method":"big","input":null}')
  expect(await answered).toEqual({ kind: 'done', call: 0, output: answer })
  // Longer than a silent client would be kept.
  expect(performance.now() - started).toBeGreaterThan(5 * pingInterval)
  socket.terminate()
  link.close()
  await host.stop()
})

it('stops reading from a client that does not take its answers', async () => {
  const engine = createMortalEngine()
  const host = await startHost({ startEngine: engine.start, limits: { unsentBytes: 1024 * 1024 } })
  const socket = await openSocket(host)
  let answers = 0
  socket.on('message', () => {
    answers += 1
  })
  socket.pause()
  const frames = 100
  const input = 'a'.repeat(1024 * 1024)
  for (let call = 0; call < frames; call += 1) {
    socket.send(JSON.stringify({ kind: 'call', call, method: 'echo', input }))
  }
  // Most of it stays on the client's side, because the server has stopped reading.
  await expect.poll(() => socket.bufferedAmount).toBeLessThan(99 * input.length)
  const before = socket.bufferedAmount
  expect(before).toBeGreaterThan(40 * input.length)
  socket.resume()
  await expect.poll(() => answers, { timeout: 20_000 }).toBe(frames)
  socket.terminate()
  await host.stop()
})

it('comes back at the same port: the usual one, or else the last', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'oopsdesk-web-'))
  const rendererFolder = await writeRenderer(folder)
  const options = { ...baseOptions, port: null, rendererFolder, dataFolder: folder, sampleFolder: folder }
  const portOnce = async (): Promise<number> => {
    const served = await serve(options, { startEngine: createMortalEngine().start })
    if (!served.ok) throw new Error(serveFailureText(served.failure).message)
    await served.value.close()
    return served.value.port
  }
  // Another program may have the usual port here; then the test has what it wants.
  const other = createServer()
  const held = await new Promise<boolean>((resolve) => {
    other.once('error', () => resolve(false))
    other.listen(4777, '127.0.0.1', () => resolve(true))
  })
  const last = await portOnce()
  expect(last).not.toBe(4777)
  expect([await portOnce(), await portOnce()]).toEqual([last, last])
  if (held) {
    await new Promise((resolve) => other.close(resolve))
    expect(await portOnce()).toBe(4777)
  }
  await rm(folder, { recursive: true })
})

it('says which port is taken', async () => {
  const other = createServer()
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
  const { port } = other.address() as AddressInfo
  const folder = await mkdtemp(join(tmpdir(), 'oopsdesk-web-'))
  const rendererFolder = await writeRenderer(folder)
  const served = await serve({ ...baseOptions, port, rendererFolder, dataFolder: folder, sampleFolder: folder })
  expect(served).toMatchObject({ ok: false, failure: { kind: 'port-taken', port } })
  if (!served.ok) expect(serveFailureText(served.failure).message).toContain(`Port ${port}`)
  await new Promise((resolve) => other.close(resolve))
  await rm(folder, { recursive: true })
})

it('says that the window is not built', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'oopsdesk-web-'))
  const served = await serve({ ...baseOptions, rendererFolder: folder, dataFolder: folder, sampleFolder: folder })
  expect(served).toEqual({ ok: false, failure: { kind: 'renderer-missing', folder } })
  await rm(folder, { recursive: true })
})

it('hands on the failure of a corpus that cannot be opened, and frees the port', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'oopsdesk-web-'))
  const rendererFolder = await writeRenderer(folder)
  const corpusFile = join(folder, 'secret.js')
  const options = { ...baseOptions, rendererFolder, corpusFile, dataFolder: folder, sampleFolder: folder }
  expect(await serve(options)).toMatchObject({ ok: false, failure: { kind: 'corpus-foreign', file: corpusFile } })
  await rm(folder, { recursive: true })
})
