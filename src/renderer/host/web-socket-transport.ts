import type { Transport } from '../../shared/protocol/transport.ts'

/** Resolves once the socket is open; null when it does not come to that. */
export const openWebSocket = (url: string, protocol: string): Promise<Transport | null> =>
  new Promise((resolve) => {
    const socket = new WebSocket(url, protocol)
    const closed: (() => void)[] = []
    const waiting: unknown[] = []
    let deliver: ((message: unknown) => void) | null = null
    socket.addEventListener('message', (event: MessageEvent<string>) => {
      const message: unknown = JSON.parse(event.data)
      if (deliver) deliver(message)
      else waiting.push(message)
    })
    socket.addEventListener('close', () => {
      resolve(null)
      for (const listener of closed) listener()
    })
    socket.addEventListener('open', () =>
      resolve({
        send: (message) => {
          if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message))
        },
        onMessage: (listener) => {
          deliver = listener
          for (const message of waiting.splice(0)) listener(message)
        },
        onClose: (listener) => void closed.push(listener),
        close: () => socket.close()
      })
    )
  })
