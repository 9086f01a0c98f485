import type { WebSocket } from 'ws'

/** Of a large answer no more than this goes out at once, so that what a slow link takes of it can be seen. */
const pieceBytes = 256 * 1024

type Message = { readonly data: Buffer; sent: number }

/** Sends texts in order, large ones as several frames (RFC 6455, 5.4), each when the one before has left. */
export type SocketWriter = {
  readonly send: (text: string) => void
  /** Bytes that have not left yet. */
  readonly unsent: () => number
}

/** `onProgress` is called whenever something has left. */
export const createSocketWriter = (socket: WebSocket, onProgress: () => void): SocketWriter => {
  const waiting: Message[] = []
  let waitingBytes = 0
  let sending = false

  const next = (): void => {
    const [message] = waiting
    if (sending || !message || socket.readyState !== socket.OPEN) return
    const piece = message.data.subarray(message.sent, message.sent + pieceBytes)
    message.sent += piece.length
    waitingBytes -= piece.length
    const fin = message.sent === message.data.length
    if (fin) waiting.shift()
    sending = true
    socket.send(piece, { binary: false, fin }, (error) => {
      sending = false
      if (error) return
      onProgress()
      next()
    })
  }

  return {
    send: (text) => {
      const data = Buffer.from(text)
      waiting.push({ data, sent: 0 })
      waitingBytes += data.length
      next()
    },
    unsent: () => waitingBytes + socket.bufferedAmount
  }
}
