import { MessageChannel, Worker, type MessagePort } from 'node:worker_threads'
import type { Failure } from '../../shared/model/failure.ts'
import { failed, success, type Result } from '../../shared/model/result.ts'
import { engineFile } from './engine-file.ts'
import type { EngineMessage, HostMessage } from './host-messages.ts'
import type { EngineOptions } from './options.ts'

/** The engine in a thread of its own. */
export type EngineProcess = {
  /** A new client's end of a channel to the engine. */
  readonly connect: () => MessagePort
  /** Finishes what is being written, seals the corpora and ends the thread. */
  readonly close: () => Promise<void>
  /** Called once, when the thread has ended; `expected` is false when it died. */
  readonly onExit: (listener: (exit: { readonly expected: boolean; readonly error: Error | null }) => void) => void
}

export const startEngineThread = (options: EngineOptions): Promise<Result<EngineProcess, Failure>> =>
  new Promise((resolve) => {
    const worker = new Worker(engineFile(), { workerData: options, name: 'oopsdesk-engine' })
    const listeners: ((exit: { expected: boolean; error: Error | null }) => void)[] = []
    let closing = false
    let error: Error | null = null
    const ended = new Promise<void>((done) => {
      worker.on('error', (thrown) => {
        error = thrown instanceof Error ? thrown : new Error(String(thrown))
      })
      worker.on('exit', () => {
        // A caller that never got its engine must not wait for ever.
        resolve(failed({ kind: 'engine-stopped' }))
        for (const listener of listeners) listener({ expected: closing, error })
        done()
      })
    })
    const tell = (message: HostMessage, ports: MessagePort[] = []): void => worker.postMessage(message, ports)
    const engine: EngineProcess = {
      connect: () => {
        const { port1, port2 } = new MessageChannel()
        tell({ kind: 'connect', port: port2 }, [port2])
        return port1
      },
      close: async () => {
        closing = true
        tell({ kind: 'close' })
        await ended
      },
      onExit: (listener) => listeners.push(listener)
    }
    worker.on('message', (message: EngineMessage) => {
      if (message.kind === 'ready') resolve(success(engine))
      if (message.kind === 'refused') {
        closing = true
        resolve(failed(message.failure))
      }
    })
  })
