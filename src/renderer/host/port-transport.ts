import type { Transport } from '../../shared/protocol/transport.ts'

/** A transport over a MessagePort; the port's `close` event tells when the engine's process went. */
export const portTransport = (port: MessagePort): Transport => {
  const closed: (() => void)[] = []
  let open = true
  const end = (): void => {
    if (!open) return
    open = false
    port.close()
    for (const listener of closed) listener()
  }
  port.addEventListener('close', end)
  return {
    send: (message) => {
      if (open) port.postMessage(message)
    },
    onMessage: (listener) => {
      port.addEventListener('message', (event) => listener(event.data))
      // A port keeps its messages until it is started.
      port.start()
    },
    onClose: (listener) => void closed.push(listener),
    close: end
  }
}
