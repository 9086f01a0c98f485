import { describe, expect, expectTypeOf, test } from 'vitest'
import { createMemoryTransports } from '../../src/shared/protocol/memory-transport.ts'
import { createClient, type Client } from '../../src/shared/protocol/client.ts'
import { methods, type MethodName } from '../../src/shared/protocol/methods.ts'
import type { Transport } from '../../src/shared/protocol/transport.ts'
import { corpusIdSchema } from '../../src/shared/model/ids.ts'
import { failed, success } from '../../src/shared/model/result.ts'
import type { Handlers } from '../../src/main/engine/handlers.ts'
import { serve } from '../../src/main/engine/serve.ts'

const corpus = corpusIdSchema.parse('abcdefghij')

const unused = async (): Promise<never> => {
  throw new Error('not expected to be called')
}
const noHandlers = Object.fromEntries(Object.keys(methods).map((name) => [name, unused])) as unknown as Handlers

const connect = (
  some: Partial<Handlers>
): { readonly client: Client; readonly near: Transport; readonly bugs: Error[] } => {
  const [near, far] = createMemoryTransports()
  const bugs: Error[] = []
  serve(far, { ...noHandlers, ...some }, (bug) => bugs.push(bug))
  return { client: createClient(near), near, bugs }
}

describe('the compiler', () => {
  test('wants a handler for every method, and none for others', () => {
    expectTypeOf<keyof Handlers>().toEqualTypeOf<MethodName>()
    const { 'notes.save': _left, ...rest } = noHandlers
    // @ts-expect-error: a method without a handler
    const short: Handlers = rest
    const base: Handlers = noHandlers
    const long: Handlers = {
      ...base,
      // @ts-expect-error: a handler without a declaration
      'notes.burn': unused
    }
    expect([short, long]).toHaveLength(2)
  })
})

const nothing = { statuses: {}, tags: [], owners: [], rows: [] }

describe('a call', () => {
  test('fills in defaults and answers the output', async () => {
    const { client } = connect({
      'buckets.list': async ({ query, page }) =>
        success({ ...nothing, total: page.limit, kinds: { bug: query.terms.length } })
    })
    const answer = await client.call('buckets.list', { corpus, query: {}, page: {} })
    expect(answer).toEqual(success({ ...nothing, total: 200, kinds: { bug: 0 } }))
  })

  test('answers an expected failure as a value', async () => {
    const failure = { kind: 'corpus-unknown', corpus: 'abcdefghij' } as const
    const { client } = connect({ 'corpus.describe': async () => failed(failure) })
    expect(await client.call('corpus.describe', { corpus })).toEqual(failed(failure))
  })

  test('of an unknown method is refused, and the connection lives', async () => {
    const { client } = connect({ 'corpora.recent': async () => success([]) })
    const answer = await client.call('constructor' as MethodName, {})
    expect(answer).toEqual(failed({ kind: 'unknown-method', method: 'constructor' }))
    expect(await client.call('corpora.recent', {})).toEqual(success([]))
  })

  test('with a wrong shape is refused with the place', async () => {
    const { client } = connect({})
    const input = { corpus, query: {}, page: { limit: 0 } }
    const answer = await client.call('buckets.list', input)
    expect(answer).toMatchObject({ ok: false, failure: { kind: 'invalid-input', method: 'buckets.list' } })
    expect(answer.ok ? '' : JSON.stringify(answer.failure)).toContain('page.limit')
  })

  test('that meets a bug answers a failure, tells the engine, and the connection lives', async () => {
    const { client, bugs } = connect({
      'corpora.recent': async () => {
        throw new Error('a null where none may be')
      },
      'corpora.forget': async () => success({})
    })
    expect(await client.call('corpora.recent', {})).toEqual(
      failed({ kind: 'engine-bug', message: 'a null where none may be' })
    )
    expect(bugs.map(({ message }) => message)).toEqual(['a null where none may be'])
    expect(await client.call('corpora.forget', { corpus })).toEqual(success({}))
  })

  test('answered out of its schema is a bug', async () => {
    const { client, bugs } = connect({ 'corpora.recent': async () => success('nonsense' as never) })
    expect(await client.call('corpora.recent', {})).toMatchObject({ ok: false, failure: { kind: 'engine-bug' } })
    expect(bugs).toHaveLength(1)
  })

  test('of a job that streams out of its schema is a bug, and is cancelled', async () => {
    const signals: AbortSignal[] = []
    const stopped = Promise.withResolvers<void>()
    const { client } = connect({
      'corpus.watch': async (_input, { signal, progress }) => {
        signals.push(signal)
        progress({ revision: 'nonsense' } as never)
        await new Promise((resolve) => signal.addEventListener('abort', resolve))
        stopped.resolve()
        return failed({ kind: 'cancelled' })
      }
    })
    expect(await client.call('corpus.watch', { corpus })).toMatchObject({ ok: false, failure: { kind: 'engine-bug' } })
    await stopped.promise
    expect(signals.map(({ aborted }) => aborted)).toEqual([true])
  })
})

const watching = (signals: AbortSignal[]): Partial<Handlers> => ({
  'corpus.watch': (_input, { signal, progress }) => {
    signals.push(signal)
    progress({ revision: 1 })
    progress({ revision: 2 })
    return new Promise((resolve) => {
      signal.addEventListener('abort', () => resolve(failed({ kind: 'cancelled' })))
    })
  }
})

describe('a job', () => {
  test('streams progress and ends when it is cancelled', async () => {
    const signals: AbortSignal[] = []
    const { client } = connect(watching(signals))
    const seen: number[] = []
    const controller = new AbortController()
    const answer = await client.call(
      'corpus.watch',
      { corpus },
      {
        signal: controller.signal,
        onProgress: ({ revision }) => {
          seen.push(revision)
          if (revision === 2) controller.abort()
        }
      }
    )
    expect(answer).toEqual(failed({ kind: 'cancelled' }))
    expect(seen).toEqual([1, 2])
  })

  test('is aborted when its window goes away', async () => {
    const signals: AbortSignal[] = []
    const { client, near } = connect(watching(signals))
    const started = Promise.withResolvers<void>()
    const answer = client.call('corpus.watch', { corpus }, { onProgress: () => started.resolve() })
    await started.promise
    near.close()
    expect(await answer).toEqual(failed({ kind: 'engine-stopped' }))
    expect(signals.map(({ aborted }) => aborted)).toEqual([true])
  })
})

describe('a peer that speaks another language', () => {
  test.each([[null], ['text'], [{ kind: 'call' }], [{ kind: 'call', call: -1, method: 'x', input: {} }], [[1, 2]]])(
    '%j is cut off',
    async (message) => {
      const [near, far] = createMemoryTransports()
      serve(far, noHandlers, (bug) => {
        throw bug
      })
      const closed = new Promise<void>((resolve) => near.onClose(resolve))
      near.send(message)
      await closed
    }
  )
})
