import { MessageChannelMain, utilityProcess, type MessagePortMain, type UtilityProcess } from 'electron'
import { setTimeout as wait } from 'node:timers/promises'
import type { Failure } from '../../shared/model/failure.ts'
import { failed, success, type Result } from '../../shared/model/result.ts'
import { engineFile } from '../engine/engine-file.ts'
import type { EngineMessage, HostMessage } from '../engine/host-messages.ts'
import type { EngineOptions } from '../engine/options.ts'
import { createRestarts } from '../hosts/restart-policy.ts'

/** The engine in a process of its own, started again when it dies. */
export type ElectronEngine = {
  /** A new port for the window; null when the engine is gone for good. */
  readonly connect: () => Promise<MessagePortMain | null>
  /** Finishes what is being written and ends the process. */
  readonly close: () => Promise<void>
}

/** Longer than any write takes; then the process is killed, which costs at most the batch at hand. */
const closeTimeout = 10_000

const tell = (child: UtilityProcess, message: HostMessage, ports: MessagePortMain[] = []): void =>
  child.postMessage(message, ports)

const startChild = (options: EngineOptions): Promise<Result<UtilityProcess, Failure>> =>
  new Promise((resolve) => {
    const child = utilityProcess.fork(engineFile(), [JSON.stringify(options)], {
      serviceName: 'Oopsdesk engine',
      stdio: 'inherit'
    })
    child.on('message', (message: EngineMessage) => {
      if (message.kind === 'ready') resolve(success(child))
      if (message.kind !== 'refused') return
      resolve(failed(message.failure))
      child.kill()
    })
    child.once('exit', () => resolve(failed({ kind: 'engine-stopped' })))
  })

/** Starts the engine; the failure of this first start is the caller's to show. Later deaths are made good. */
export const startEngineProcess = async (
  options: EngineOptions,
  onGivenUp: () => void
): Promise<Result<ElectronEngine, Failure>> => {
  const first = await startChild(options)
  if (!first.ok) return first
  const closing = new AbortController()
  const restart = createRestarts(() => startChild(options), closing.signal, onGivenUp)
  let exited: Promise<unknown> = Promise.resolve()
  // Windows that ask while the engine is down wait here for the next one.
  let current: Promise<UtilityProcess | null>

  const watch = (child: UtilityProcess): UtilityProcess => {
    const { promise, resolve } = Promise.withResolvers<number>()
    exited = promise
    child.once('exit', (code) => {
      resolve(code)
      if (closing.signal.aborted) return
      process.stderr.write(`oopsdesk: the engine died (exit code ${code}) and is started again\n`)
      current = restart().then((again) => again && watch(again))
    })
    return child
  }
  current = Promise.resolve(watch(first.value))

  return success({
    connect: async () => {
      const child = await current
      if (!child || closing.signal.aborted) return null
      const { port1, port2 } = new MessageChannelMain()
      tell(child, { kind: 'connect' }, [port1])
      return port2
    },
    close: async () => {
      closing.abort()
      const child = await current
      if (!child) return
      tell(child, { kind: 'close' })
      const ended = await Promise.race([exited.then(() => true), wait(closeTimeout, false, { ref: false })])
      if (!ended) child.kill()
    }
  })
}
