import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { failed, success, type Result } from '../../shared/model/result.ts'

export type PortTaken = { readonly kind: 'port-taken'; readonly port: number; readonly detail: string }

const listenAt = (server: Server, host: string, port: number): Promise<Result<number, string>> =>
  new Promise((resolve) => {
    const refuse = (error: NodeJS.ErrnoException): void => resolve(failed(error.code ?? error.message))
    server.once('error', refuse)
    server.listen({ host, port, exclusive: true, ipv6Only: true }, () => {
      server.off('error', refuse)
      resolve(success((server.address() as AddressInfo).port))
    })
  })

/** What a machine without IPv6 says to ::1. */
const noIpv6 = new Set(['EADDRNOTAVAIL', 'EAFNOSUPPORT'])
const portTries = 10

/**
 * Binds one server to 127.0.0.1 and the other to ::1 at the same port; 0 takes a free one. Answers the port and the
 * servers that listen. A taken port on ::1 alone is refused as well: `localhost` would lead to a stranger there.
 */
export const listenOnLoopback = async (
  createServer: () => Server,
  port: number
): Promise<Result<{ readonly port: number; readonly servers: readonly Server[] }, PortTaken>> => {
  for (let tries = 1; ; tries += 1) {
    const server4 = createServer()
    const bound = await listenAt(server4, '127.0.0.1', port)
    if (!bound.ok) return failed({ kind: 'port-taken', port, detail: bound.failure })
    const server6 = createServer()
    const bound6 = await listenAt(server6, '::1', bound.value)
    if (bound6.ok) return success({ port: bound.value, servers: [server4, server6] })
    if (noIpv6.has(bound6.failure)) return success({ port: bound.value, servers: [server4] })
    server4.close()
    if (port !== 0 || tries === portTries) {
      return failed({ kind: 'port-taken', port: bound.value, detail: bound6.failure })
    }
  }
}
