import { writeSync } from 'node:fs'
import { parentPort, workerData, type MessagePort } from 'node:worker_threads'
import { createEngine } from './engine.ts'
import type { EngineMessage, HostMessage } from './host-messages.ts'
import { engineOptionsSchema } from './options.ts'
import { portTransport, type PortLike } from './port-transport.ts'

/** The host as seen from here: the thread's parent, or Electron's main process. */
type HostPort = {
  readonly options: unknown
  readonly say: (message: EngineMessage) => void
  readonly listen: (listener: (message: HostMessage, port: PortLike | null) => void) => void
  readonly unwrap: (event: unknown) => unknown
}

type ElectronParentPort = {
  readonly postMessage: (message: unknown) => void
  readonly on: (
    event: 'message',
    listener: (event: { readonly data: HostMessage; readonly ports: readonly PortLike[] }) => void
  ) => void
}

const dataOf = (event: unknown): unknown => (event as { readonly data: unknown }).data

const findHost = (): HostPort => {
  const port = parentPort
  if (port) {
    return {
      options: workerData,
      say: (message) => port.postMessage(message),
      listen: (listener) => {
        port.on('message', (message: HostMessage) =>
          listener(message, message.kind === 'connect' ? ((message.port as MessagePort & PortLike) ?? null) : null)
        )
      },
      unwrap: (event) => event
    }
  }
  // Electron's utilityProcess has no worker parent; it puts its own port on `process`.
  const electron = (process as { parentPort?: ElectronParentPort }).parentPort
  if (!electron) throw new Error('the engine was started without a host')
  return {
    options: JSON.parse(process.argv[2] ?? 'null'),
    say: (message) => electron.postMessage(message),
    listen: (listener) => electron.on('message', (event) => listener(event.data, event.ports[0] ?? null)),
    unwrap: dataOf
  }
}

const host = findHost()
const opened = await createEngine(engineOptionsSchema.parse(host.options))
if (opened.ok) {
  const engine = opened.value
  host.listen((message, port) => {
    if (message.kind === 'connect') {
      if (port) engine.connect(portTransport(port, host.unwrap))
      return
    }
    engine.close().then(
      () => {
        host.say({ kind: 'closed' })
        process.exit(0)
      },
      (thrown: unknown) => {
        const text = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)
        // A thread's own stderr goes through the host, which may not get to it before the exit.
        writeSync(2, `oopsdesk: the engine could not close in order: ${text}\n`)
        process.exit(1)
      }
    )
  })
  host.say({ kind: 'ready' })
} else {
  host.say({ kind: 'refused', failure: opened.failure })
}
