import { parentPort, workerData } from 'node:worker_threads'
import { serveCalls } from './typed-calls.ts'

const methods = {
  add: (a: number, b: number): number => a + b,
  given: (): unknown => workerData,
  later: async (value: string): Promise<string> => {
    await Promise.resolve()
    return value
  },
  fail: (message: string): never => {
    throw new RangeError(message)
  },
  bytes: (size: number): Uint8Array => new Uint8Array(size).fill(7),
  /** A view into a larger buffer, which must arrive as itself and without the rest. */
  view: (): Uint8Array => new Uint8Array(100).fill(9).subarray(10, 14),
  firstByte: (bytes: Uint8Array): number | undefined => bytes[0],
  unclonable: (): unknown => () => undefined,
  end: (code: number): never => process.exit(code),
  crash: (): void => {
    queueMicrotask(() => {
      throw new Error('out of luck')
    })
  },
  /** Ends the thread that was started first. */
  endFirst: (): string => (workerData === 0 ? process.exit(1) : `answered by thread ${String(workerData)}`),
  never: (): Promise<never> => new Promise(() => undefined)
}

export type FixtureMethods = typeof methods

if (parentPort) serveCalls(parentPort, methods)
