import { STATUS_CODES, type ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { securityHeaders } from '../hosts/security-headers.ts'
import type { Refusal } from './guards.ts'

const headersOf = (body: string, allow: string | undefined): Readonly<Record<string, string>> => ({
  ...securityHeaders,
  ...(allow === undefined ? {} : { Allow: allow }),
  'Content-Type': 'text/plain; charset=utf-8',
  'Content-Length': String(Buffer.byteLength(body)),
  'Cache-Control': 'no-store',
  // A body that may still be coming is not worth reading.
  Connection: 'close'
})

export const refuseRequest = (response: ServerResponse, { status, reason, allow }: Refusal): void => {
  const body = `${reason}\n`
  response.writeHead(status, headersOf(body, allow)).end(body)
}

/**
 * The same for an upgrade, where Node leaves the socket to us: hung up with the answer, for a client that keeps its half
 * open would take a connection for as long as it likes, and the server could not stop.
 */
export const refuseUpgrade = (socket: Duplex, { status, reason, allow }: Refusal): void => {
  const body = `${reason}\n`
  const head = Object.entries(headersOf(body, allow)).map(([name, value]) => `${name}: ${value}`)
  socket.once('finish', () => socket.destroy())
  socket.end([`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`, ...head, '', body].join('\r\n'))
}
