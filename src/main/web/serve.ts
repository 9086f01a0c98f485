import type { MessagePort } from 'node:worker_threads'
import { getRequestListener } from '@hono/node-server'
import { WebSocketServer } from 'ws'
import { failed, success, type Result } from '../../shared/model/result.ts'
import { userDataFolder } from '../engine/data-folder.ts'
import { startEngineThread } from '../engine/start-engine.ts'
import { readRendererFiles } from '../hosts/renderer-files.ts'
import { createApp } from './app.ts'
import { closeCodes, joinSocket } from './engine-socket.ts'
import { refusedRequest, refusedUpgrade, type Refusal } from './guards.ts'
import { createIdleEnd } from './idle-end.ts'
import { defaultLimits, type Limits } from './limits.ts'
import type { PortTaken } from './listen.ts'
import { openLoopbackServers, type LoopbackServers } from './loopback-servers.ts'
import { ownPorts, rememberPort } from './own-port.ts'
import { refuseRequest, refuseUpgrade } from './refusals.ts'
import type { ServeFailure } from './serve-failure.ts'
import { createSession } from './session.ts'
import { superviseEngine, type StartEngine } from './supervised-engine.ts'

export type ServeOptions = {
  /** 0 takes a free port; null the same as last time, if it can be had. */
  readonly port: number | null
  readonly corpusFile: string | null
  readonly dataFolder: string | null
  /** Folders that may be imported by path; uploads need none. */
  readonly roots: readonly string[] | null
  /** The built renderer, `out/renderer`. */
  readonly rendererFolder: string
  readonly sampleFolder: string
  readonly readOnly: boolean
  readonly version: string
}

/** Why the server ended: it was closed, nobody came for half a day, or the engine kept dying. */
export type EndReason = 'closed' | 'idle' | 'engine-failed'

export type WebHost = {
  /** With the token in its fragment: for the terminal and the browser, not for logs. */
  readonly url: string
  readonly origin: string
  readonly port: number
  /** A port to the engine for the host's own use, such as importing what the command line names. */
  readonly connect: () => MessagePort | null
  readonly close: () => Promise<void>
  readonly ended: Promise<EndReason>
}

/** Only tests pass these: shorter times, an engine that dies. */
export type ServeParts = { readonly limits?: Partial<Limits>; readonly startEngine?: StartEngine }

const subprotocol = 'oopsdesk'

/** Takes the wanted port and no other, or without one the first of its own ports that is free. */
const openServers = async (
  wanted: number | null,
  dataFolder: string,
  limits: Limits
): Promise<Result<LoopbackServers, PortTaken>> => {
  if (wanted !== null) return openLoopbackServers(wanted, limits)
  for (const port of ownPorts(dataFolder)) {
    const opened = await openLoopbackServers(port, limits)
    if (!opened.ok && port !== 0) continue
    if (opened.ok) rememberPort(dataFolder, opened.value.port)
    return opened
  }
  throw new Error('there is always port 0 to try')
}

/** Starts the engine and serves it, with the renderer, on loopback. */
export const serve = async (
  { rendererFolder, port: wantedPort, ...engineOptions }: ServeOptions,
  { limits: someLimits = {}, startEngine = startEngineThread }: ServeParts = {}
): Promise<Result<WebHost, ServeFailure>> => {
  const limits: Limits = { ...defaultLimits, ...someLimits }
  const files = await readRendererFiles(rendererFolder)
  if (!files.ok) return files
  const opened = await openServers(wantedPort, engineOptions.dataFolder ?? userDataFolder(), limits)
  if (!opened.ok) return opened
  const servers = opened.value
  const { port } = servers

  const sockets = new WebSocketServer({ noServer: true, maxPayload: limits.frameBytes, perMessageDeflate: false })
  const dropSockets = (code: number, reason: string): void => {
    for (const socket of sockets.clients) socket.close(code, reason)
  }
  const supervised = await superviseEngine(
    startEngine,
    { ...engineOptions, create: true, remember: true },
    {
      onGone: () => dropSockets(closeCodes.engineGone, 'the engine is being started again'),
      onGivenUp: () => void close('engine-failed')
    }
  )
  if (!supervised.ok) {
    await servers.close()
    return failed(supervised.failure)
  }
  const engine = supervised.value
  const session = createSession(port, limits.wrongTokenDelay)
  const idle = createIdleEnd(
    limits.idleEnd,
    () => sockets.clients.size,
    () => void close('idle')
  )

  const { promise: ended, resolve: end } = Promise.withResolvers<EndReason>()
  let closing: Promise<void> | null = null
  const stop = async (reason: EndReason): Promise<void> => {
    idle.stop()
    dropSockets(closeCodes.stopping, 'the server is stopping')
    await engine.close()
    for (const socket of sockets.clients) socket.terminate()
    await servers.close()
    end(reason)
  }
  const close = (reason: EndReason): Promise<void> => (closing ??= stop(reason))

  const listener = getRequestListener(createApp(files.value, session, limits.bodyBytes).fetch)
  const noSocket = (request: Parameters<typeof refusedUpgrade>[0]): Refusal | null => {
    const refusal = refusedUpgrade(request, port)
    if (refusal) return refusal
    if (!session.holds(request.headers.cookie)) {
      return { status: 401, reason: 'There is no session. Open the URL that the server printed.' }
    }
    if (request.headers['sec-websocket-protocol'] !== subprotocol) {
      return { status: 400, reason: `The subprotocol must be ${subprotocol}.` }
    }
    return sockets.clients.size < limits.sockets ? null : { status: 503, reason: 'Too many windows are open.' }
  }
  servers.handle({
    answer: (request, response) => {
      // Only those who have the token keep the server from ending.
      if (session.holds(request.headers.cookie)) idle.touch()
      const refusal = refusedRequest(request, port)
      if (refusal) return refuseRequest(response, refusal)
      return void listener(request, response)
    },
    upgrade: (request, socket, head) => {
      const refusal = closing ? { status: 503 as const, reason: 'The server is stopping.' } : noSocket(request)
      if (refusal) return refuseUpgrade(socket, refusal)
      const enginePort = engine.connect()
      if (!enginePort) return refuseUpgrade(socket, { status: 503, reason: 'The engine is being started again.' })
      // Should the handshake fail, the port must not stay open in the engine.
      socket.once('close', () => enginePort.close())
      return sockets.handleUpgrade(request, socket, head, (client) => {
        client.on('close', () => idle.touch())
        joinSocket(client, enginePort, limits)
      })
    }
  })

  const origin = `http://127.0.0.1:${port}`
  return success({
    url: `${origin}/#t=${session.token}`,
    origin,
    port,
    connect: () => engine.connect(),
    close: () => close('closed'),
    ended
  })
}
