import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contentSecurityPolicy } from '../../src/main/hosts/security-headers.ts'
import { hostsOf } from '../../src/main/web/guards.ts'
import { ask, askRaw, startHost, type Served } from './web-fixture.ts'

let host: Served
beforeAll(async () => {
  host = await startHost()
})
afterAll(() => host.stop())

const status = async (path: string, headers: Record<string, string> = {}): Promise<number> =>
  (await ask(host.port, { path, headers })).status

describe('files of the renderer', () => {
  it.each(['/', '/c/1/buckets', '/c/1/buckets?text=kasan', '/index.html'])(
    'answers %s with the index',
    async (path) => {
      const answer = await ask(host.port, { path })
      expect(answer.status).toBe(200)
      expect(answer.body).toContain('<title>Oopsdesk</title>')
      expect(answer.headers['content-type']).toBe('text/html; charset=utf-8')
      expect(answer.headers['cache-control']).toBe('no-store')
    }
  )

  it('lets a browser keep files that are named by their content', async () => {
    const answer = await ask(host.port, { path: '/assets/main-B1x2.js' })
    expect(answer.body).toBe('export const main = 1\n')
    expect(answer.headers['content-type']).toBe('text/javascript; charset=utf-8')
    expect(answer.headers['cache-control']).toBe('public, max-age=31536000, immutable')
  })

  it('packs long scripts for those who take it', async () => {
    const path = '/assets/long-C4.js'
    const packed = await ask(host.port, { path, headers: { 'Accept-Encoding': 'gzip, br' } })
    expect(packed.headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'Accept-Encoding' })
    const plain = await ask(host.port, { path })
    expect(plain.headers['content-encoding']).toBeUndefined()
    expect(plain.body).toHaveLength(12_000)
    expect(packed.body.length).toBeLessThan(1000)
  })

  it('answers HEAD without a body', async () => {
    const answer = await ask(host.port, { method: 'HEAD', path: '/assets/codicon-C3.ttf' })
    expect(answer).toMatchObject({ status: 200, body: '' })
    expect(answer.headers['content-type']).toBe('font/ttf')
  })

  it.each([
    '/secret.js',
    '/../secret.js',
    '/assets/../../secret.js',
    '/%2e%2e/secret.js',
    '/..%2fsecret.js',
    '/assets/..%5c..%5csecret.js',
    '/assets/main-B1x2.js%00.html',
    '//etc/passwd',
    '//[',
    '/%',
    '/assets',
    '/assets/',
    '/assets/main-B1x2.js.map',
    '/__proto__',
    '/constructor'
  ])('has nothing at %s', async (path) => {
    const answer = await ask(host.port, { path })
    expect([400, 404]).toContain(answer.status)
    expect(answer.body).not.toContain('secret')
  })
})

describe('headers', () => {
  const expected = {
    'content-security-policy': contentSecurityPolicy,
    'x-content-type-options': 'nosniff',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-embedder-policy': 'require-corp',
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'no-referrer'
  }

  it.each([
    ['a page', { path: '/' }],
    ['an asset', { path: '/assets/main-B1x2.js' }],
    ['a missing page', { path: '/nowhere' }],
    ['the session', { path: '/session' }],
    ['a refused method', { method: 'DELETE', path: '/' }],
    ['a refused host', { path: '/', headers: { Host: 'evil.example' } }]
  ])('guard %s', async (_what, asked) => {
    const { headers } = await ask(host.port, asked)
    expect(headers).toMatchObject(expected)
    for (const name of Object.keys(headers)) expect(name).not.toMatch(/^access-control-/)
  })

  it('keep refusals and the session out of caches', async () => {
    expect((await ask(host.port, { path: '/session' })).headers['cache-control']).toBe('no-store')
    expect((await ask(host.port, { path: '/nowhere' })).headers['cache-control']).toBe('no-store')
  })
})

describe('the Host header', () => {
  it('may be any loopback name with the port', async () => {
    for (const name of ['127.0.0.1', 'localhost', '[::1]']) {
      expect(await status('/', { Host: `${name}:${host.port}` })).toBe(200)
    }
  })

  it.each(['evil.example', 'localhost', '127.0.0.1', 'localhost.evil.example:PORT', '127.0.0.1:1', '0.0.0.0:PORT'])(
    'is refused as %j',
    async (name) => {
      expect(await status('/', { Host: name.replace('PORT', String(host.port)) })).toBe(403)
    }
  )

  it('may leave out the port of the scheme, as browsers do', () => {
    for (const name of ['127.0.0.1', '[::1]', 'localhost']) expect(hostsOf(80)).toContain(name)
    expect(hostsOf(80)).toContain('localhost:80')
    expect(hostsOf(4777)).not.toContain('localhost')
  })

  it('may not come twice, nor be empty or missing', async () => {
    expect(await askRaw(host.port, 'GET / HTTP/1.1\r\nHost: \r\n\r\n')).toMatch(/^HTTP\/1\.1 403 /)
    const own = `Host: 127.0.0.1:${host.port}\r\n`
    expect(await askRaw(host.port, `GET / HTTP/1.1\r\n${own}Host: evil.example\r\n\r\n`)).toMatch(/^HTTP\/1\.1 40[03] /)
    expect(await askRaw(host.port, 'GET / HTTP/1.1\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /)
    expect(await askRaw(host.port, 'GET / HTTP/1.0\r\n\r\n')).toMatch(/^HTTP\/1\.1 403 /)
  })

  it('is not overruled by an absolute request target', async () => {
    const text = `GET http://evil.example/ HTTP/1.1\r\nHost: 127.0.0.1:${host.port}\r\n\r\n`
    expect(await askRaw(host.port, text)).toMatch(/^HTTP\/1\.1 400 /)
  })
})

describe('other sites', () => {
  it.each(['cross-site', 'same-site'])('get nothing when a page of theirs embeds ours (%s)', async (site) => {
    const headers = { 'Sec-Fetch-Site': site, 'Sec-Fetch-Mode': 'no-cors', 'Sec-Fetch-Dest': 'script' }
    expect(await status('/assets/main-B1x2.js', headers)).toBe(403)
    expect(await status('/', { ...headers, 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'iframe' })).toBe(403)
  })

  it('may link to a view', async () => {
    const headers = { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'document' }
    expect(await status('/c/1/buckets', headers)).toBe(200)
  })
})

describe('methods', () => {
  it.each(['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND'])('refuses %s', async (method) => {
    const answer = await ask(host.port, { method })
    expect(answer.status).toBe(405)
    expect(answer.headers.allow).toBe('GET, HEAD')
  })

  it('names those of the session', async () => {
    const answer = await ask(host.port, { method: 'OPTIONS', path: '/session' })
    expect(answer).toMatchObject({ status: 405, headers: { allow: 'GET, HEAD, POST' } })
  })

  it('hangs up on CONNECT', async () => {
    expect(await askRaw(host.port, 'CONNECT evil.example:80 HTTP/1.1\r\nHost: evil.example:80\r\n\r\n')).toBe('')
  })
})

describe('slow and malformed clients', () => {
  it('are cut off when the head does not end', async () => {
    const slow = await startHost({ limits: { headersTimeout: 300, requestTimeout: 300 } })
    expect(await askRaw(slow.port, `GET / HTTP/1.1\r\nHost: 127.0.0.1:${slow.port}\r\nX-Slow: `)).toMatch(/ 408 /)
    await slow.stop()
  })

  it('are cut off when the body does not come', async () => {
    const slow = await startHost({ limits: { headersTimeout: 300, requestTimeout: 300 } })
    const head = `POST /session HTTP/1.1\r\nHost: 127.0.0.1:${slow.port}\r\nOrigin: ${slow.origin}\r\n`
    const answer = await askRaw(slow.port, `${head}Content-Type: application/json\r\nContent-Length: 50\r\n\r\n{`)
    expect(answer).not.toContain('204')
    expect(answer).not.toContain('Set-Cookie')
    await slow.stop()
  })

  it('are refused with a head of 20 kB', async () => {
    const text = `GET / HTTP/1.1\r\nHost: 127.0.0.1:${host.port}\r\nX-Long: ${'a'.repeat(20_000)}\r\n\r\n`
    expect(await askRaw(host.port, text)).toMatch(/^HTTP\/1\.1 431 /)
  })

  it('are refused when they do not speak HTTP', async () => {
    expect(await askRaw(host.port, '\u0016\u0003\u0001garbage\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /)
  })
})

it('answers on ::1 as well, where the machine has it', async (context) => {
  const { networkInterfaces } = await import('node:os')
  const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? [])
  if (!addresses.some(({ address }) => address === '::1')) context.skip('this machine has no ::1')
  expect((await ask(host.port, { address: '::1' })).status).toBe(200)
})

it('listens on no other address', async (context) => {
  const { networkInterfaces } = await import('node:os')
  const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? [])
  const outside = addresses.find(({ internal, family }) => !internal && family === 'IPv4')
  if (!outside) return context.skip('this machine has no address but loopback')
  await expect(ask(host.port, { address: outside.address })).rejects.toThrow('ECONNREFUSED')
})
