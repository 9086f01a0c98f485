import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Result } from '../../shared/model/result.ts'
import { success } from '../../shared/model/result.ts'
import type { Limits } from './limits.ts'
import { listenOnLoopback, type PortTaken } from './listen.ts'

/** What to do with requests, once it is known; until then they wait. */
export type RequestHandlers = {
  readonly answer: (request: IncomingMessage, response: ServerResponse) => void
  readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void
}

export type LoopbackServers = {
  readonly port: number
  readonly handle: (handlers: RequestHandlers) => void
  readonly close: () => Promise<void>
}

const closeServer = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })

/** Listens on loopback with bounds on time, size and number of what clients send. */
export const openLoopbackServers = async (
  port: number,
  limits: Limits
): Promise<Result<LoopbackServers, PortTaken>> => {
  const { promise: handlers, resolve: handle } = Promise.withResolvers<RequestHandlers>()
  const create = (): Server => {
    const server = createServer({
      headersTimeout: limits.headersTimeout,
      requestTimeout: limits.requestTimeout,
      connectionsCheckingInterval: Math.min(1000, limits.headersTimeout),
      keepAliveTimeout: 5000,
      maxHeaderSize: 16 * 1024
    })
    server.maxConnections = limits.connections
    server.on('request', (request, response) => void handlers.then(({ answer }) => answer(request, response)))
    server.on('upgrade', (request, socket, head) => {
      // A client that hangs up during the handshake is no error of ours.
      socket.on('error', () => socket.destroy())
      void handlers.then(({ upgrade }) => upgrade(request, socket, head))
    })
    return server
  }
  const listening = await listenOnLoopback(create, port)
  if (!listening.ok) return listening
  const { servers } = listening.value
  return success({
    port: listening.value.port,
    handle,
    close: async () => {
      await Promise.all(servers.map(closeServer))
    }
  })
}
