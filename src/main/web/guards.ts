import type { IncomingMessage } from 'node:http'

/** Why a request is turned away, before anything is done for it. */
export type Refusal = {
  readonly status: 400 | 401 | 403 | 404 | 405 | 415 | 503
  readonly reason: string
  readonly allow?: string
}

const loopbackNames = ['127.0.0.1', '[::1]', 'localhost']

/**
 * The names a browser may know this server by, without the port where that is the scheme's own (RFC 9110, 7.2). A name of
 * anyone else means DNS rebinding.
 */
export const hostsOf = (port: number): readonly string[] => [
  ...loopbackNames.map((name) => `${name}:${port}`),
  ...(port === 80 ? loopbackNames : [])
]

/** The header when it came exactly once; Node would keep the first of several and hide the rest. */
const single = (request: IncomingMessage, name: string): string | null => {
  const values = request.headersDistinct[name]
  return values?.length === 1 ? (values[0] ?? null) : null
}

const refusedHost = (request: IncomingMessage, port: number): Refusal | null => {
  const host = single(request, 'host')
  return host !== null && hostsOf(port).includes(host)
    ? null
    : { status: 403, reason: 'This server answers only to its loopback address and port.' }
}

/** Pages of other origins cannot forge Origin, and programs that send none have no business here. */
const refusedOrigin = (request: IncomingMessage): Refusal | null => {
  const own = `http://${single(request, 'host') ?? ''}`
  const site = request.headers['sec-fetch-site']
  return single(request, 'origin') === own && (site === undefined || site === 'same-origin')
    ? null
    : { status: 403, reason: 'The request comes from another origin.' }
}

const isNavigation = (request: IncomingMessage): boolean =>
  request.headers['sec-fetch-mode'] === 'navigate' && request.headers['sec-fetch-dest'] === 'document'

/** A link on another page may open a view; nothing else of another site gets an answer. */
const refusedSite = (request: IncomingMessage): Refusal | null => {
  const site = request.headers['sec-fetch-site']
  const fine = site === undefined || site === 'same-origin' || site === 'none' || isNavigation(request)
  return fine ? null : { status: 403, reason: 'The request comes from another site.' }
}

const isJson = (request: IncomingMessage): boolean =>
  /^application\/json(?:\s*;\s*charset=utf-8)?$/i.test(request.headers['content-type'] ?? '')

/** `GET http://elsewhere/ HTTP/1.1` and `OPTIONS *` are for proxies. */
const isPath = (target: string | undefined): boolean => target !== undefined && target.startsWith('/')

/** Checks a plain request: Host first, then shape, then where it comes from. Null when it may go on. */
export const refusedRequest = (request: IncomingMessage, port: number): Refusal | null => {
  const host = refusedHost(request, port)
  if (host) return host
  if (!isPath(request.url)) return { status: 400, reason: 'The request names no path.' }
  const toSession = request.url?.split('?', 1)[0] === '/session'
  if (request.method === 'GET' || request.method === 'HEAD') return refusedSite(request)
  if (request.method !== 'POST' || !toSession) {
    const allow = toSession ? 'GET, HEAD, POST' : 'GET, HEAD'
    return { status: 405, reason: 'This method is not answered here.', allow }
  }
  if (!isJson(request)) return { status: 415, reason: 'The body must be application/json.' }
  return refusedOrigin(request)
}

export const enginePath = '/engine'

/** Checks a WebSocket upgrade all but its cookie. Null when it may go on. */
export const refusedUpgrade = (request: IncomingMessage, port: number): Refusal | null => {
  const host = refusedHost(request, port)
  if (host) return host
  if (request.method !== 'GET') return { status: 405, reason: 'This method is not answered here.', allow: 'GET' }
  const refusal = refusedOrigin(request)
  if (refusal) return refusal
  return request.url === enginePath ? null : { status: 404, reason: 'There is no WebSocket at this path.' }
}
