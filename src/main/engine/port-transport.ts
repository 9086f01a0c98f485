import type { Transport } from '../../shared/protocol/transport.ts'

/** What Node's MessagePort and Electron's MessagePortMain have in common. */
export type PortLike = {
  readonly postMessage: (message: unknown) => void
  readonly on: (event: 'message' | 'close', listener: (value: unknown) => void) => unknown
  readonly start?: () => void
  readonly close: () => void
}

/** `unwrap` takes the message out of what the port's event carries: Electron wraps it as `{ data }`. */
export const portTransport = (port: PortLike, unwrap: (event: unknown) => unknown = (event) => event): Transport => ({
  send: (message) => port.postMessage(message),
  onMessage: (listener) => {
    port.on('message', (event) => listener(unwrap(event)))
    port.start?.()
  },
  onClose: (listener) => port.on('close', () => listener()),
  close: () => port.close()
})
