import type { MessagePort } from 'node:worker_threads'
import type { WebSocket } from 'ws'
import type { Response } from '../../shared/protocol/wire.ts'
import type { Limits } from './limits.ts'
import { createMessageRate } from './message-rate.ts'
import { callOf, deeperThan, depthLimit, endedCall } from './message-shape.ts'
import { createSocketWriter } from './socket-writer.ts'

/** Codes that a window may see; 1009 for an oversized frame comes from ws itself. */
export const closeCodes = {
  stopping: 1001,
  notText: 1003,
  notJson: 1007,
  tooMuch: 1008,
  /** The engine died and is being started again: connect anew. */
  engineGone: 1012
} as const

const parse = (text: string): { readonly value: unknown } | null => {
  try {
    return { value: JSON.parse(text) as unknown }
  } catch {
    return null
  }
}

/**
 * Joins a window's WebSocket to its port of the engine until either closes. A window that asks faster than the engine
 * answers, or than it takes the answers, is not read from until both have caught up.
 */
export const joinSocket = (socket: WebSocket, port: MessagePort, limits: Limits): void => {
  const pauseFor = createMessageRate(limits.messageBurst, limits.messagesPerSecond)
  /** Bytes of the requests that the engine has not answered, by call. */
  const open = new Map<number, number>()
  let openBytes = 0
  /** Pings since the window was last heard of. */
  let silence = 0
  /** Runs while the window has sent more messages than it may. */
  let tooFast: NodeJS.Timeout | null = null

  const writer = createSocketWriter(socket, () => {
    silence = 0
    steady()
  })
  const behind = (): boolean =>
    tooFast !== null || openBytes > limits.openCallBytes || writer.unsent() > limits.unsentBytes
  const steady = (): void => {
    if (behind()) socket.pause()
    else if (socket.isPaused) socket.resume()
  }

  const slowDown = (milliseconds: number): void => {
    if (tooFast !== null) clearTimeout(tooFast)
    tooFast = setTimeout(() => {
      tooFast = null
      steady()
    }, milliseconds)
    steady()
  }

  const answer = (message: unknown): void => {
    const ended = endedCall(message)
    if (ended !== null) {
      openBytes -= open.get(ended) ?? 0
      open.delete(ended)
    }
    writer.send(JSON.stringify(message))
    if (writer.unsent() > limits.unsentBytesEnd) socket.terminate()
    else steady()
  }

  const pass = (text: string): void => {
    const parsed = parse(text)
    if (!parsed) return socket.close(closeCodes.notJson, 'not JSON')
    const call = callOf(parsed.value)
    if (deeperThan(parsed.value, depthLimit)) {
      if (!call) return socket.close(closeCodes.notJson, 'nested too deep')
      const detail = `nested deeper than ${depthLimit}`
      const refusal: Response = {
        kind: 'failed',
        call: call.call,
        failure: { kind: 'invalid-input', method: call.method, detail }
      }
      return answer(refusal)
    }
    if (call && !open.has(call.call)) {
      if (open.size >= limits.openCalls) return socket.close(closeCodes.tooMuch, 'too many open calls')
      open.set(call.call, text.length)
      openBytes += text.length
    }
    port.postMessage(parsed.value)
    return steady()
  }

  socket.on('message', (data: Buffer, isBinary) => {
    // Frames that were on their way when the socket was closed still arrive here.
    if (socket.readyState !== socket.OPEN) return
    silence = 0
    const pause = pauseFor()
    if (pause > 0) slowDown(pause)
    if (isBinary) return socket.close(closeCodes.notText, 'not text')
    return pass(data.toString('utf8'))
  })
  port.on('message', (message: unknown) => {
    if (socket.readyState === socket.OPEN) answer(message)
  })
  // The engine cuts off a peer that does not speak the protocol; when the engine died, the server has closed already.
  port.on('close', () => socket.close(closeCodes.notJson, 'not the protocol'))

  const beat = setInterval(() => {
    // Pongs are not read either while the engine is behind; that is no fault of the window.
    if (silence >= limits.silentPings && openBytes <= limits.openCallBytes) return socket.terminate()
    silence += 1
    return socket.ping()
  }, limits.pingInterval)
  beat.unref()
  for (const frame of ['ping', 'pong'] as const) {
    socket.on(frame, () => {
      silence = 0
    })
  }
  socket.on('close', () => {
    clearInterval(beat)
    if (tooFast !== null) clearTimeout(tooFast)
    port.close()
  })
  // ws closes the socket itself after an error such as an oversized frame.
  socket.on('error', () => undefined)
}
