import { EventEmitter } from 'node:events'
import { MessageChannel } from 'node:worker_threads'

// Loaded before the engine's entry in a plain child process, this gives it what Electron's utilityProcess gives:
// `process.parentPort`, whose messages come as events with `data` and `ports`, and ports of the same kind.
// The test stands for the window; its requests go through the child's IPC channel.

type FromTest = { readonly kind: 'connect' | 'close' } | { readonly kind: 'request'; readonly value: unknown }

const parent = new EventEmitter()
const { port1, port2 } = new MessageChannel()
port2.on('message', (value: unknown) => process.send?.({ kind: 'answer', value }))

const enginePort = {
  postMessage: (message: unknown) => port1.postMessage(message),
  on: (event: 'message' | 'close', listener: (value: unknown) => void) =>
    event === 'message'
      ? port1.on('message', (data: unknown) => listener({ data, ports: [] }))
      : port1.on(event, listener),
  start: () => port1.start(),
  close: () => port1.close()
}

Object.assign(process, {
  parentPort: Object.assign(parent, { postMessage: (message: unknown) => process.send?.(message) })
})
process.on('message', (message: FromTest) => {
  if (message.kind === 'request') port2.postMessage(message.value)
  else parent.emit('message', { data: message, ports: message.kind === 'connect' ? [enginePort] : [] })
})
