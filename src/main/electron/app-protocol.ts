import { protocol, type Session } from 'electron'
import { rendererFileAt, rendererFileHeaders, type RendererFiles } from '../hosts/renderer-files.ts'
import { securityHeaders } from '../hosts/security-headers.ts'
import { isAppUrl, scheme, schemes } from './security.ts'

/** Before the app is ready. */
export const registerScheme = (): void => protocol.registerSchemesAsPrivileged([...schemes])

export const answerAppRequest = (files: RendererFiles, method: string, url: string): Response => {
  if (method !== 'GET' && method !== 'HEAD') return new Response(null, { status: 405, headers: securityHeaders })
  const file = isAppUrl(url) ? rendererFileAt(files, new URL(url).pathname) : null
  if (!file) return new Response('There is no such page.\n', { status: 404, headers: securityHeaders })
  return new Response(file.body, { headers: rendererFileHeaders(file) })
}

/** Gives the window the files of the built renderer, from memory. */
export const serveRenderer = (session: Session, files: RendererFiles): void =>
  session.protocol.handle(scheme, (request) => answerAppRequest(files, request.method, request.url))
