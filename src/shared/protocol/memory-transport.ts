import type { Transport } from './transport.ts'

type Side = { deliver: ((message: unknown) => void) | null; closed: (() => void)[]; waiting: unknown[] }

/**
 * Two ends of one channel in this process. Messages pass through JSON, so that nothing works here that a
 * socket would lose, and arrive in a later microtask, as they do from another thread.
 */
export const createMemoryTransports = (): readonly [Transport, Transport] => {
  const sides: readonly [Side, Side] = [
    { deliver: null, closed: [], waiting: [] },
    { deliver: null, closed: [], waiting: [] }
  ]
  let open = true
  const end = (own: Side, other: Side): Transport => ({
    send: (message) => {
      if (!open) return
      const copy: unknown = JSON.parse(JSON.stringify(message))
      const deliver = async (): Promise<void> => {
        await Promise.resolve()
        if (!open) return
        if (other.deliver) other.deliver(copy)
        else other.waiting.push(copy)
      }
      void deliver()
    },
    onMessage: (listener) => {
      own.deliver = listener
      for (const message of own.waiting.splice(0)) listener(message)
    },
    onClose: (listener) => own.closed.push(listener),
    close: () => {
      if (!open) return
      open = false
      for (const listener of [...own.closed, ...other.closed]) listener()
    }
  })
  return [end(sides[0], sides[1]), end(sides[1], sides[0])]
}
