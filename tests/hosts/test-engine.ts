import { MessageChannel } from 'node:worker_threads'
import { success } from '../../src/shared/model/result.ts'
import type { StartEngine } from '../../src/main/web/supervised-engine.ts'

type Call = { readonly kind: 'call'; readonly call: number; readonly method: string; readonly input: unknown }
type Exit = { readonly expected: boolean; readonly error: Error | null }

/** An engine that can be told to die, for what the real one must not do in a test. Calls are echoed, or answered so. */
export const createMortalEngine = (answer: (input: unknown) => unknown = (input) => input) => {
  let starts = 0
  let die: (() => void) | null = null
  const start: StartEngine = async () => {
    starts += 1
    const listeners: ((exit: Exit) => void)[] = []
    const ports: MessageChannel['port1'][] = []
    const end = (exit: Exit): void => {
      for (const port of ports) port.close()
      for (const listener of listeners) listener(exit)
    }
    die = () => end({ expected: false, error: new Error('killed by the test') })
    return success({
      connect: () => {
        const { port1, port2 } = new MessageChannel()
        port2.on('message', ({ call, input }: Call) => port2.postMessage({ kind: 'done', call, output: answer(input) }))
        ports.push(port2)
        return port1
      },
      close: async () => end({ expected: true, error: null }),
      onExit: (listener) => listeners.push(listener)
    })
  }
  return { start, kill: () => die?.(), starts: () => starts }
}
