import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { rendererFileAt, rendererFileHeaders, type RendererFiles } from '../hosts/renderer-files.ts'
import { securityHeaders } from '../hosts/security-headers.ts'
import { createCompressedFiles, takesGzip } from './compressed-files.ts'
import type { Session } from './session.ts'

const tokenOf = (body: unknown): string | null => {
  const token = typeof body === 'object' && body !== null && 'token' in body ? body.token : null
  return typeof token === 'string' ? token : null
}

/**
 * Routes of the browser host; `guards.ts` has let the request through already. `POST /session` exchanges the token for
 * the cookie, `GET /session` says whether there is one (204 or 401), all else is a file of the renderer.
 */
export const createApp = (files: RendererFiles, session: Session, bodyBytes: number): Hono => {
  const app = new Hono()
  const compressed = createCompressedFiles()

  app.use(async (context, next) => {
    await next()
    for (const [name, value] of Object.entries(securityHeaders)) context.res.headers.set(name, value)
    if (!context.res.headers.has('Cache-Control')) context.res.headers.set('Cache-Control', 'no-store')
  })

  app.post('/session', bodyLimit({ maxSize: bodyBytes }), async (context) => {
    const token = tokenOf(await context.req.json<unknown>().catch(() => null))
    if (token === null) return context.json({ message: 'The body must be {"token": "..."}.' }, 400)
    const exchange = await session.exchange(token)
    if (exchange.kind === 'accepted') return context.body(null, 204, { 'Set-Cookie': exchange.cookie })
    if (exchange.kind === 'wrong') {
      return context.json({ message: "The token is not this server's. Open the URL that it printed." }, 401)
    }
    return context.json({ message: 'Too many wrong tokens. Try again in ten seconds.' }, 429, { 'Retry-After': '10' })
  })

  app.get('/session', (context) => context.body(null, session.holds(context.req.header('Cookie')) ? 204 : 401))

  app.get('*', async (context) => {
    const file = rendererFileAt(files, context.req.path)
    if (!file) return context.text('There is no such page.', 404)
    const headers = { ...rendererFileHeaders(file), Vary: 'Accept-Encoding' }
    const gzip = takesGzip(context.req.header('Accept-Encoding')) ? await compressed(file) : null
    if (gzip) return context.body(gzip, 200, { ...headers, 'Content-Encoding': 'gzip' })
    return context.body(file.body, 200, headers)
  })

  return app
}
