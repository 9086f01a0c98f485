import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ask, exchange, logIn, sessionHeaders, startHost, type Answer, type Served } from './web-fixture.ts'

let host: Served
beforeAll(async () => {
  host = await startHost({ limits: { wrongTokenDelay: 400 } })
})
afterAll(() => host.stop())

const post = (headers: Record<string, string>, body: string = JSON.stringify({ token: host.token })): Promise<Answer> =>
  ask(host.port, { method: 'POST', path: '/session', headers, body })

const check = async (cookie: string): Promise<number> =>
  (await ask(host.port, { path: '/session', headers: { Cookie: cookie } })).status

describe('the token', () => {
  it('stands in the fragment of the URL, 32 bytes of it', () => {
    expect(host.url).toBe(`${host.origin}/#t=${host.token}`)
    expect(Buffer.from(host.token, 'base64url')).toHaveLength(32)
  })

  it('is exchanged for a cookie that scripts and other sites cannot use', async () => {
    const answer = await exchange(host)
    expect(answer.status).toBe(204)
    const [cookie] = answer.headers['set-cookie'] ?? []
    expect(cookie).toMatch(new RegExp(`^oopsdesk-${host.port}=[\\w-]{43}; HttpOnly; SameSite=Strict; Path=/$`))
    expect(cookie).not.toContain(host.token)
  })

  it('may be exchanged again', async () => {
    expect(await logIn(host)).toBe(await logIn(host))
  })

  it('opens nothing in a query or a header', async () => {
    const asked = { path: `/session?t=${host.token}`, headers: { Authorization: `Bearer ${host.token}` } }
    expect((await ask(host.port, asked)).status).toBe(401)
    expect((await post(sessionHeaders(host.origin), '{}')).status).toBe(400)
  })
})

describe('the cookie', () => {
  it('is known again', async () => {
    const cookie = await logIn(host)
    expect(await check(cookie)).toBe(204)
    expect(await check(`other=1; ${cookie}`)).toBe(204)
  })

  it('counts under its own name and value only', async () => {
    const cookie = await logIn(host)
    expect(await check('')).toBe(401)
    expect(await check(cookie.replace(`-${host.port}=`, '-1='))).toBe(401)
    expect(await check(cookie.slice(0, -1))).toBe(401)
    expect(await check(`x${cookie}`)).toBe(401)
    expect(await check(`oopsdesk-${host.port}=${host.token}`)).toBe(401)
  })

  it('does not hold at another server', async () => {
    const other = await startHost()
    const cookie = (await logIn(host)).replace(String(host.port), String(other.port))
    expect((await ask(other.port, { path: '/session', headers: { Cookie: cookie } })).status).toBe(401)
    await other.stop()
  })
})

describe('a POST', () => {
  it('must come from the own origin', async () => {
    const own = sessionHeaders(host.origin)
    const { Origin: _origin, ...without } = own
    expect((await post(without)).status).toBe(403)
    for (const origin of [
      'null',
      'http://evil.example',
      `http://localhost:${host.port}`,
      `https://127.0.0.1:${host.port}`
    ]) {
      expect((await post({ ...own, Origin: origin })).status).toBe(403)
    }
  })

  it('may use any of the three names, as long as Host and Origin agree', async () => {
    const name = `localhost:${host.port}`
    expect((await post({ ...sessionHeaders(`http://${name}`), Host: name })).status).toBe(204)
  })

  it.each(['cross-site', 'same-site', 'none'])('is refused from %s', async (site) => {
    expect((await post({ ...sessionHeaders(host.origin), 'Sec-Fetch-Site': site })).status).toBe(403)
  })

  it('must say that it is JSON', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/jsonx']) {
      expect((await post({ Origin: host.origin, 'Content-Type': type })).status).toBe(415)
    }
    expect((await post({ Origin: host.origin })).status).toBe(415)
  })

  it.each(['', 'token', '[]', 'null', '{"token":1}', '{"token":null}', '{"__proto__":{"token":"x"}}'])(
    'is refused with the body %s',
    async (body) => {
      expect((await post(sessionHeaders(host.origin), body)).status).toBe(400)
    }
  )

  it('is refused with a body of 5 kB', async () => {
    expect((await exchange(host, 'a'.repeat(5000))).status).toBe(413)
  })
})

describe('wrong tokens', () => {
  it('are slowed down from the sixth on, and so is the right one until it came', async () => {
    for (let tries = 0; tries < 5; tries += 1) expect((await exchange(host, 'wrong')).status).toBe(401)
    const started = performance.now()
    expect((await exchange(host, 'wrong')).status).toBe(401)
    expect((await exchange(host)).status).toBe(204)
    expect(performance.now() - started).toBeGreaterThanOrEqual(795)
    const quick = performance.now()
    expect((await exchange(host)).status).toBe(204)
    expect(performance.now() - quick).toBeLessThan(395)
  })

  it('are turned away when many wait', async () => {
    const other = await startHost({ limits: { wrongTokenDelay: 100 } })
    for (let tries = 0; tries < 5; tries += 1) await exchange(other, 'wrong')
    const answers = await Promise.all(Array.from({ length: 12 }, () => exchange(other, 'wrong')))
    const count = (status: number): number => answers.filter((answer) => answer.status === status).length
    expect([count(401), count(429)]).toEqual([8, 4])
    await other.stop()
  })
})
