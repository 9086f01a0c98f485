import type { WebSocket } from 'ws'
import type { Transport } from '../../src/shared/protocol/transport.ts'

/** The engine over a WebSocket of a Node client; messages before the socket opens wait for it. */
export const socketTransport = (socket: WebSocket): Transport => {
  const unsent: string[] = []
  const unread: unknown[] = []
  let deliver: ((message: unknown) => void) | null = null
  socket.on('open', () => {
    for (const text of unsent.splice(0)) socket.send(text)
  })
  socket.on('message', (data: Buffer) => {
    const message: unknown = JSON.parse(data.toString('utf8'))
    if (deliver) deliver(message)
    else unread.push(message)
  })
  // An error is always followed by close, which is what a client acts on.
  socket.on('error', () => undefined)
  return {
    send: (message) => {
      const text = JSON.stringify(message)
      if (socket.readyState === socket.OPEN) socket.send(text)
      else if (socket.readyState === socket.CONNECTING) unsent.push(text)
    },
    onMessage: (listener) => {
      deliver = listener
      for (const message of unread.splice(0)) listener(message)
    },
    onClose: (listener) => socket.on('close', () => listener()),
    close: () => socket.close()
  }
}
