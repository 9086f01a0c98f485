import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { WebSocket, type ClientOptions } from 'ws'
import { serve, type ServeParts, type WebHost } from '../../src/main/web/serve.ts'
import { serveFailureText } from '../../src/main/web/serve-failure.ts'

export type Served = WebHost & { readonly token: string; readonly folder: string; readonly stop: () => Promise<void> }

/** A small renderer, and a file beside it that nobody may get. */
export const writeRenderer = async (folder: string): Promise<string> => {
  const renderer = join(folder, 'renderer')
  await mkdir(join(renderer, 'assets'), { recursive: true })
  await writeFile(join(renderer, 'index.html'), '<!doctype html><title>Oopsdesk</title>')
  await writeFile(join(renderer, 'assets', 'main-B1x2.js'), 'export const main = 1\n')
  await writeFile(join(renderer, 'assets', 'long-C4.js'), 'const a = 1\n'.repeat(1000))
  await writeFile(join(renderer, 'assets', 'main-B1x2.js.map'), '{}')
  await writeFile(join(renderer, 'assets', 'codicon-C3.ttf'), 'font')
  await writeFile(join(folder, 'secret.js'), 'secret')
  return renderer
}

export const startHost = async (parts: ServeParts = {}, port: number | null = 0): Promise<Served> => {
  const folder = await mkdtemp(join(tmpdir(), 'oopsdesk-web-'))
  const rendererFolder = await writeRenderer(folder)
  const dataFolder = join(folder, 'data')
  const sampleFolder = join(folder, 'samples')
  const options = { corpusFile: null, roots: null, readOnly: false, version: '0.0.0' }
  const served = await serve({ port, dataFolder, rendererFolder, sampleFolder, ...options }, parts)
  if (!served.ok) throw new Error(serveFailureText(served.failure).message)
  const host = served.value
  const stop = async (): Promise<void> => {
    await host.close()
    await rm(folder, { recursive: true, force: true })
  }
  return { ...host, token: new URL(host.url).hash.slice('#t='.length), folder, stop }
}

export type Answer = { readonly status: number; readonly headers: IncomingHttpHeaders; readonly body: string }

export type Asked = {
  readonly method?: string
  readonly path?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  readonly address?: string
}

/** One request on a connection of its own, its target sent as it is written here. */
export const ask = (
  port: number,
  { method = 'GET', path = '/', headers = {}, body, address }: Asked
): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const options = { host: address ?? '127.0.0.1', port, method, path, headers, agent: false }
    const request = httpRequest(options, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks).toString('utf8')
        })
      )
    })
    request.on('error', reject)
    request.end(body)
  })

/** Sends bytes as they are; answers all that came back until the server hung up. */
export const askRaw = (port: number, text: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(text))
    const chunks: Buffer[] = []
    socket.on('data', (chunk) => chunks.push(chunk))
    socket.on('close', () => resolve(Buffer.concat(chunks).toString('latin1')))
    socket.on('error', reject)
  })

export const sessionHeaders = (origin: string): Record<string, string> => ({
  Origin: origin,
  'Content-Type': 'application/json'
})

export const exchange = (host: Served, token: string = host.token): Promise<Answer> =>
  ask(host.port, {
    method: 'POST',
    path: '/session',
    headers: sessionHeaders(host.origin),
    body: JSON.stringify({ token })
  })

/** The session's cookie as a browser would send it back. */
export const logIn = async (host: Served): Promise<string> => {
  const { headers } = await exchange(host)
  return headers['set-cookie']?.[0]?.split(';', 1)[0] ?? ''
}

export type SocketAsked = {
  readonly headers?: Readonly<Record<string, string>>
  readonly path?: string
  readonly protocol?: string | null
  readonly options?: ClientOptions
}

const socketTo = (host: Served, { headers = {}, path = '/engine', protocol = 'oopsdesk', options }: SocketAsked) =>
  new WebSocket(`ws://127.0.0.1:${host.port}${path}`, protocol === null ? [] : [protocol], { headers, ...options })

/** Status of an upgrade that must be refused; 101 when it was not. */
export const upgradeStatus = (host: Served, asked: SocketAsked): Promise<number> =>
  new Promise((resolve, reject) => {
    const socket = socketTo(host, asked)
    socket.on('unexpected-response', (_request, response) => {
      resolve(response.statusCode ?? 0)
      socket.terminate()
    })
    socket.on('open', () => {
      resolve(101)
      socket.terminate()
    })
    socket.on('error', reject)
  })

/** `through` is the port of a proxy in front of the host. */
export const openSocket = async (
  host: Served,
  options: ClientOptions = {},
  through: number = host.port
): Promise<WebSocket> => {
  const cookie = await logIn(host)
  return new Promise((resolve, reject) => {
    const headers = { Origin: host.origin, Cookie: cookie, Host: `127.0.0.1:${host.port}` }
    const socket = socketTo({ ...host, port: through }, { headers, options })
    socket.on('open', () => resolve(socket))
    socket.on('error', reject)
  })
}

export const closeCode = (socket: WebSocket): Promise<number> =>
  new Promise((resolve) => socket.on('close', (code) => resolve(code)))

export const nextMessage = (socket: WebSocket): Promise<unknown> =>
  new Promise((resolve) => socket.once('message', (data: Buffer) => resolve(JSON.parse(data.toString('utf8')))))
