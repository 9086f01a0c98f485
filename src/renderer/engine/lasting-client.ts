import { failed } from '../../shared/model/result.ts'
import { createClient, type Client } from '../../shared/protocol/client.ts'
import type { MethodName } from '../../shared/protocol/methods.ts'
import type { Transport } from '../../shared/protocol/transport.ts'
import type { ConnectionState } from './connection.ts'
import { holdBusy } from './idle.ts'

/** What a host answers when asked for a way to the engine. */
export type Connected =
  | { readonly kind: 'connected'; readonly transport: Transport }
  | { readonly kind: 'refused' }
  | { readonly kind: 'unreachable' }

export type LastingClientParts = {
  readonly connect: () => Promise<Connected>
  /** Done on every new connection before any other call: opens again what was open. */
  readonly prepare: (client: Client) => Promise<void>
  readonly onState: (state: ConnectionState) => void
  readonly wait: (milliseconds: number) => Promise<void>
}

const longestWait = 8000

const messageOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown))

/** Streams that last as long as a view; nobody waits for their end. */
const lasting: readonly MethodName[] = ['corpus.watch', 'imports.follow']

/**
 * One client over one connection after another. A call made while there is none waits for the next; a call that was
 * under way when the engine went answers `engine-stopped`, for only its caller knows whether it may be made twice.
 * Calls never reject: a bug on the way is the failure `engine-bug`, so that no view waits for an answer for good.
 */
export const createLastingClient = ({ connect, prepare, onState, wait }: LastingClientParts): Client => {
  let current: Promise<Client | null>
  let ended = false

  const nextClient = async (): Promise<Client | null> => {
    // oxlint-disable-next-line no-unmodified-loop-condition -- `close` ends it
    for (let pause = 250; !ended; pause = Math.min(pause * 2, longestWait)) {
      const connected = await connect().catch((): Connected => ({ kind: 'unreachable' }))
      if (connected.kind === 'refused') {
        onState('refused')
        return null
      }
      if (connected.kind === 'connected') {
        const client = createClient(connected.transport)
        let gone = false
        client.onClose(() => {
          gone = true
          if (ended) return
          onState('lost')
          current = nextClient()
        })
        // A corpus that could not be opened again says so to the view that reads it; the others go on.
        await prepare(client).catch(() => undefined)
        if (gone) return current
        onState('open')
        return client
      }
      onState('lost')
      await wait(pause)
    }
    return null
  }
  current = nextClient()

  const call: Client['call'] = async (name, input, options) => {
    const release = lasting.includes(name) ? () => undefined : holdBusy()
    try {
      const client = await current
      if (!client) return failed({ kind: 'engine-stopped' })
      return await client.call(name, input, options)
    } catch (thrown) {
      return failed({ kind: 'engine-bug', message: messageOf(thrown) })
    } finally {
      release()
    }
  }

  return {
    call,
    onClose: () => undefined,
    close: () => {
      ended = true
      void current.then((client) => client?.close())
    }
  }
}
