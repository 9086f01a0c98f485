import { Worker, type MessagePort } from 'node:worker_threads'

/** What a thread can be asked, by name. Arguments and answers must survive the structured clone. */
export type Methods = { readonly [name: string]: (...args: never[]) => unknown }

type Answer<Method> = Method extends (...args: never[]) => infer Value ? Awaited<Value> : never

export type Call<Served extends Methods> = <Name extends keyof Served & string>(
  name: Name,
  ...args: Parameters<Served[Name]>
) => Promise<Answer<Served[Name]>>

/** A thread seen from its owner. Calls are answered in the order they were made. */
export type CallThread<Served extends Methods> = {
  readonly call: Call<Served>
  /** Calls that are not answered yet. */
  readonly pending: () => number
  readonly ended: () => boolean
  /** Called once when the thread is gone, with what ended it. */
  readonly onExit: (listener: (end: ThreadEnded) => void) => void
  /** Ends the thread and waits until it is gone; open calls are rejected. */
  readonly stop: () => Promise<void>
}

/** Why a call has no answer: its thread is gone. */
export class ThreadEnded extends Error {
  override readonly name = 'ThreadEnded'
}

type Request = { readonly id: number; readonly method: string; readonly args: readonly unknown[] }
type CrossedError = { readonly name: string; readonly message: string; readonly stack: string | undefined }
type Reply =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly error: CrossedError }

const crossing = (thrown: unknown): CrossedError =>
  thrown instanceof Error
    ? { name: thrown.name, message: thrown.message, stack: thrown.stack }
    : { name: 'Error', message: String(thrown), stack: undefined }

const crossed = ({ name, message, stack }: CrossedError): Error => {
  const error = new Error(message)
  error.name = name
  if (stack !== undefined) error.stack = stack
  return error
}

/** Bytes that own their memory can be handed over without a copy; a view into a larger buffer cannot. */
const transferable = (value: unknown): readonly ArrayBuffer[] =>
  value instanceof Uint8Array && value.buffer instanceof ArrayBuffer && value.byteLength === value.buffer.byteLength
    ? [value.buffer]
    : []

/** Answers calls that come in at `port`. A `Uint8Array` answered is transferred, so the thread must not keep it. */
export const serveCalls = (port: MessagePort, methods: Methods): void => {
  const answer = async ({ method, args }: Request): Promise<unknown> => {
    const found = Object.hasOwn(methods, method) ? methods[method] : undefined
    if (!found) throw new Error(`this thread does not serve ${method}`)
    return found(...(args as never[]))
  }
  port.on('message', (request: Request) => {
    const { id } = request
    const refuse = (thrown: unknown): void => {
      port.postMessage({ id, ok: false, error: crossing(thrown) } satisfies Reply)
    }
    answer(request)
      .then((value) => port.postMessage({ id, ok: true, value } satisfies Reply, transferable(value)))
      .catch(refuse)
  })
}

type Waiting = { readonly resolve: (value: unknown) => void; readonly reject: (error: Error) => void }

/**
 * Starts a thread from `file` and speaks to it. Arguments are copied, not transferred, so that a call that failed can
 * be made again.
 */
export const startCallThread = <Served extends Methods>(file: string, workerData: unknown): CallThread<Served> => {
  const worker = new Worker(file, { workerData })
  const waiting = new Map<number, Waiting>()
  const listeners: ((end: ThreadEnded) => void)[] = []
  let lastId = 0
  let cause: unknown = null
  let end: ThreadEnded | null = null

  worker.on('message', (reply: Reply) => {
    const call = waiting.get(reply.id)
    waiting.delete(reply.id)
    if (reply.ok) call?.resolve(reply.value)
    else call?.reject(crossed(reply.error))
  })
  worker.on('error', (error) => {
    cause = error
  })
  worker.on('messageerror', (error) => {
    cause = error
    void worker.terminate()
  })
  worker.on('exit', (code) => {
    const reason = cause instanceof Error ? cause.message : `exit code ${code}`
    end = new ThreadEnded(`a thread ended before it could answer (${reason})`, { cause })
    for (const call of waiting.values()) call.reject(end)
    waiting.clear()
    for (const listener of listeners) listener(end)
  })

  return {
    call: (name, ...args) =>
      new Promise((resolve, reject) => {
        if (end) return reject(end)
        lastId += 1
        const id = lastId
        worker.postMessage({ id, method: name, args } satisfies Request)
        waiting.set(id, { resolve: resolve as (value: unknown) => void, reject })
      }),
    pending: () => waiting.size,
    ended: () => end !== null,
    onExit: (listener) => {
      if (end) listener(end)
      else listeners.push(listener)
    },
    stop: async () => {
      await worker.terminate()
    }
  }
}
