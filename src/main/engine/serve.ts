import { methods, type MethodName } from '../../shared/protocol/methods.ts'
import type { Transport } from '../../shared/protocol/transport.ts'
import { requestSchema, type Request, type Response } from '../../shared/protocol/wire.ts'
import type { FailureKind } from '../../shared/model/failure.ts'
import { CorpusDamaged } from '../corpus/corpus-damaged.ts'
import type { Handlers } from './handlers.ts'

type AnyHandler = (
  input: unknown,
  context: { readonly signal: AbortSignal; readonly progress: ((value: unknown) => void) | null }
) => Promise<{ readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly failure: never }>

const isMethod = (name: string): name is MethodName => Object.hasOwn(methods, name)

const declares = (name: string, kind: FailureKind): boolean => {
  if (!isMethod(name)) return false
  const errors: readonly FailureKind[] = methods[name].errors
  return errors.includes(kind)
}

/** The first complaint of a schema, with the place in the input: `page.limit: expected number`. */
const complaint = (issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[]): string => {
  const first = issues[0]
  if (!first) return 'unusable'
  return first.path.length === 0 ? first.message : `${first.path.map(String).join('.')}: ${first.message}`
}

const asError = (thrown: unknown): Error => (thrown instanceof Error ? thrown : new Error(String(thrown)))

/**
 * Answers the requests of one connection until it closes; then every call still running is aborted.
 * Input and output are checked against the declaration, so a handler never sees a shape it does not know.
 */
export const serve = (transport: Transport, handlers: Handlers, onBug: (bug: Error) => void): void => {
  const running = new Map<number, AbortController>()
  const send = (response: Response): void => transport.send(response)

  const answer = async (request: Extract<Request, { kind: 'call' }>, signal: AbortSignal): Promise<Response> => {
    const { call, method } = request
    if (!isMethod(method)) return { kind: 'failed', call, failure: { kind: 'unknown-method', method } }
    const declaration = methods[method]
    const input = declaration.input.safeParse(request.input)
    if (!input.success) {
      return { kind: 'failed', call, failure: { kind: 'invalid-input', method, detail: complaint(input.error.issues) } }
    }
    const progress = declaration.progress
      ? (value: unknown): void => {
          if (!signal.aborted) send({ kind: 'progress', call, value })
        }
      : null
    const result = await (handlers[method] as AnyHandler)(input.data, { signal, progress })
    if (!result.ok) return { kind: 'failed', call, failure: result.failure }
    return { kind: 'done', call, output: declaration.output.parse(result.value) }
  }

  const run = async (request: Extract<Request, { kind: 'call' }>): Promise<void> => {
    const controller = new AbortController()
    running.set(request.call, controller)
    try {
      send(await answer(request, controller.signal))
    } catch (thrown) {
      // A reader of a corpus throws this from wherever it meets the damage; every method that reads one declares it.
      if (thrown instanceof CorpusDamaged && declares(request.method, thrown.failure.kind)) {
        return send({ kind: 'failed', call: request.call, failure: thrown.failure })
      }
      const bug = asError(thrown)
      onBug(bug)
      send({ kind: 'broken', call: request.call, name: bug.name, message: bug.message, stack: bug.stack ?? '' })
    } finally {
      running.delete(request.call)
    }
  }

  transport.onMessage((message) => {
    const request = requestSchema.safeParse(message)
    // Without a call number there is nobody to answer; a peer that speaks another language is cut off.
    if (!request.success) return transport.close()
    if (request.data.kind === 'cancel') return running.get(request.data.call)?.abort()
    if (running.has(request.data.call)) return transport.close()
    void run(request.data)
  })
  transport.onClose(() => {
    for (const controller of running.values()) controller.abort()
  })
}
