import { failed } from '../../shared/model/result.ts'
import type { Handlers } from './handlers.ts'

type AnyHandler = (input: never, context: { readonly signal: AbortSignal }) => Promise<AnyResult>
type AnyResult =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly failure: { readonly kind: string } }

/** Handlers that can be brought to an end. */
export type ClosingHandlers = {
  readonly handlers: Handlers
  /** From now on every call is refused as `engine-stopped`. */
  readonly refuse: () => void
  /** Aborts the calls under way and waits for them; one that only waited answers `engine-stopped`. */
  readonly end: () => Promise<void>
}

const stopped = failed({ kind: 'engine-stopped' } as const)

export const createClosingHandlers = (handlers: Handlers): ClosingHandlers => {
  const ending = new AbortController()
  const running = new Set<Promise<unknown>>()
  let refusing = false

  const wrap =
    (handler: AnyHandler): AnyHandler =>
    async (input, context) => {
      if (refusing) return stopped
      const call = handler(input, { ...context, signal: AbortSignal.any([context.signal, ending.signal]) })
      running.add(call)
      try {
        const result = await call
        return ending.signal.aborted && !result.ok && result.failure.kind === 'cancelled' ? stopped : result
      } finally {
        running.delete(call)
      }
    }

  const wrapped = Object.entries(handlers).map(
    ([name, handler]) => [name, wrap(handler as unknown as AnyHandler)] as const
  )
  return {
    // Every method may answer `engine-stopped` (`CommonFailure`), which the types of the handlers do not say.
    handlers: Object.fromEntries(wrapped) as unknown as Handlers,
    refuse: () => {
      refusing = true
    },
    end: async () => {
      ending.abort()
      await Promise.allSettled(running)
    }
  }
}

/** Runs all steps in order, whichever fails; then throws what the first failing one did. */
export const runAllSteps = async (steps: readonly (() => Promise<unknown>)[]): Promise<void> => {
  const thrown: unknown[] = []
  for (const step of steps) {
    try {
      await step()
    } catch (error) {
      thrown.push(error)
    }
  }
  if (thrown.length === 1) throw thrown[0]
  if (thrown.length > 1) throw new AggregateError(thrown, 'several steps failed')
}
