import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'

/** Answer to a token: the cookie to set, a plain no, or no more tries for now. */
export type Exchange =
  | { readonly kind: 'accepted'; readonly cookie: string }
  | { readonly kind: 'wrong' }
  | { readonly kind: 'crowded' }

export type Session = {
  /** For the fragment of the printed URL; 32 random bytes in base64url. */
  readonly token: string
  readonly exchange: (token: string) => Promise<Exchange>
  /** Whether a Cookie header carries this server's session. */
  readonly holds: (cookieHeader: string | undefined) => boolean
}

const freeWrongTokens = 5
const waitingTokens = 8

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

/** Hashed first, so that neither length nor content shows in the time it takes. */
const sameSecret = (given: string, own: string): boolean => timingSafeEqual(digest(given), digest(own))

const cookiesNamed = (header: string, name: string): readonly string[] =>
  header
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1))

/**
 * One person's session with this server, for as long as it runs. Cookies do not keep ports apart, so the cookie's name
 * carries the port. After five wrong tokens in a row every further one waits, one behind the other.
 */
export const createSession = (port: number, wrongTokenDelay: number): Session => {
  const token = randomBytes(32).toString('base64url')
  const secret = randomBytes(32).toString('base64url')
  const name = `oopsdesk-${port}`
  let wrong = 0
  let waiting = 0
  let turn: Promise<unknown> = Promise.resolve()

  const check = (given: string): Exchange => {
    if (!sameSecret(given, token)) {
      wrong += 1
      return { kind: 'wrong' }
    }
    wrong = 0
    return { kind: 'accepted', cookie: `${name}=${secret}; HttpOnly; SameSite=Strict; Path=/` }
  }

  const exchange = async (given: string): Promise<Exchange> => {
    if (wrong < freeWrongTokens) return check(given)
    if (waiting >= waitingTokens) return { kind: 'crowded' }
    waiting += 1
    const mine = turn.then(() => wait(wrongTokenDelay))
    turn = mine
    await mine
    waiting -= 1
    return check(given)
  }

  return {
    token,
    exchange,
    holds: (header) => cookiesNamed(header ?? '', name).some((value) => sameSecret(value, secret))
  }
}
