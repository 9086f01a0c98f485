import type { FailureOf } from '../model/failure.ts'
import { failed, success, type Result } from '../model/result.ts'
import { methods, type ErrorsOf, type InputOf, type MethodName, type OutputOf, type ProgressOf } from './methods.ts'
import type { Transport } from './transport.ts'
import { responseSchema, type Request, type Response } from './wire.ts'

/** The part of AbortSignal that a call needs; Node and browsers both have it. */
export type CancelSignal = {
  readonly aborted: boolean
  readonly addEventListener: (kind: 'abort', listener: () => void) => void
  readonly removeEventListener: (kind: 'abort', listener: () => void) => void
}

/** Failures any method can have besides those it declares. */
export type CommonFailure = 'invalid-input' | 'unknown-method' | 'cancelled' | 'engine-stopped' | 'engine-bug'
export type MethodFailure<Name extends MethodName> = FailureOf<ErrorsOf<Name> | CommonFailure>

export type CallOptions<Name extends MethodName> = {
  readonly signal?: CancelSignal | undefined
  readonly onProgress?: ((progress: ProgressOf<Name>) => void) | undefined
}

/** Calls answer values, bugs of the engine included: whoever calls may be a view that nothing else would tell. */
export type Client = {
  readonly call: <Name extends MethodName>(
    name: Name,
    input: InputOf<Name>,
    options?: CallOptions<Name>
  ) => Promise<Result<OutputOf<Name>, MethodFailure<Name>>>
  readonly onClose: (listener: () => void) => void
  readonly close: () => void
}

type Pending = {
  readonly answer: (response: Exclude<Response, { kind: 'progress' }>) => void
  readonly progress: (value: unknown) => void
  readonly closed: () => void
}

export const createClient = (transport: Transport): Client => {
  const pending = new Map<number, Pending>()
  const closeListeners: (() => void)[] = []
  let next = 0
  let open = true
  const send = (request: Request): void => transport.send(request)

  transport.onMessage((message) => {
    const response = responseSchema.parse(message)
    const call = pending.get(response.call)
    if (!call) return
    if (response.kind === 'progress') return call.progress(response.value)
    pending.delete(response.call)
    call.answer(response)
  })
  transport.onClose(() => {
    open = false
    for (const call of pending.values()) call.closed()
    pending.clear()
    for (const listener of closeListeners) listener()
  })

  const call: Client['call'] = (name, input, options = {}) =>
    new Promise((resolve) => {
      type Outcome = Parameters<typeof resolve>[0]
      const { signal, onProgress } = options
      if (!open) return resolve(failed({ kind: 'engine-stopped' }))
      if (signal?.aborted) return resolve(failed({ kind: 'cancelled' }))
      const id = next++
      const cancel = (): void => send({ kind: 'cancel', call: id })
      const settle = (finish: () => void): void => {
        signal?.removeEventListener('abort', cancel)
        finish()
      }
      signal?.addEventListener('abort', cancel)
      const bug = (message: string): void => resolve(failed({ kind: 'engine-bug', message }))
      pending.set(id, {
        progress: (value) => {
          const progress = methods[name].progress?.safeParse(value)
          if (progress?.success) return onProgress?.(progress.data as ProgressOf<typeof name>)
          pending.delete(id)
          cancel()
          return settle(() => bug(`${name} streamed out of its schema`))
        },
        closed: () => settle(() => resolve(failed({ kind: 'engine-stopped' }))),
        answer: (response) =>
          settle(() => {
            if (response.kind === 'failed') return resolve(failed(response.failure) as Outcome)
            if (response.kind === 'broken') return bug(response.message)
            const output = methods[name].output.safeParse(response.output)
            if (!output.success) return bug(`${name} answered out of its schema`)
            return resolve(success(output.data) as Outcome)
          })
      })
      send({ kind: 'call', call: id, method: name, input })
    })

  return { call, onClose: (listener) => closeListeners.push(listener), close: () => transport.close() }
}
