import { availableParallelism } from 'node:os'
import { MessageChannel } from 'node:worker_threads'
import { Piscina } from 'piscina'
import type { LogId } from '../../shared/model/ids.ts'
import type { LogChunk } from '../corpus/corpus.ts'
import { entryFile } from '../threads/entry-file.ts'
import type { ReadOutcome, ReadTask, ThreadMessage } from './parse-messages.ts'
import { skippedFile } from './skip-text.ts'

export type PoolHooks = {
  readonly signal: AbortSignal
  readonly isKnown: (log: LogId) => Promise<boolean>
  /** Stores a chunk of a large log; false ends the reading. */
  readonly takeChunk: (chunk: LogChunk) => Promise<boolean>
  readonly onRead: (bytes: number) => void
}

export type ParsePool = {
  /** Threads, so how many files are read at once. */
  readonly size: number
  readonly read: (
    file: Pick<ReadTask, 'path' | 'location' | 'isLog'>,
    hooks: PoolHooks
  ) => Promise<ReadOutcome | { readonly kind: 'cancelled' }>
  /** Ends all threads at once, whatever they do. */
  readonly close: () => Promise<void>
}

/** Raw bytes up to which a log is read into memory whole. */
const wholeLimit = 8 * 1024 * 1024
/** A thread that says nothing for so long after its task began is ended, and its file skipped. */
const stallMilliseconds = 120_000
/** Heap of one thread in MiB: a log that the parser cannot hold ends its thread, not the engine. */
const heapLimit = 1024

export const createParsePool = (options: {
  readonly corpusApplicationId: number
  readonly threads?: number
  /** File of the thread, for tests with a parser of their own. */
  readonly threadFile?: string
  readonly stallMilliseconds?: number
}): ParsePool => {
  // One core stays free for the corpus writer; more than eight threads only wait for it.
  const size = options.threads ?? Math.min(8, Math.max(1, availableParallelism() - 1))
  const piscina = new Piscina<ReadTask, ReadOutcome>({
    filename: options.threadFile ?? entryFile('parse-thread', new URL('./parse-thread.ts', import.meta.url)),
    name: 'readFileTask',
    minThreads: 1,
    maxThreads: size,
    idleTimeout: 10_000,
    // Waiting on an atomic would block the thread's event loop, and with it the closing of a task's port.
    atomics: 'disabled',
    resourceLimits: { maxOldGenerationSizeMb: heapLimit, maxYoungGenerationSizeMb: 16 }
  })
  const stallLimit = options.stallMilliseconds ?? stallMilliseconds

  return {
    size,
    read: async (file, hooks) => {
      const { port1, port2 } = new MessageChannel()
      const stalled = new AbortController()
      let alarm: NodeJS.Timeout | undefined
      const watch = (): void => {
        clearTimeout(alarm)
        alarm = setTimeout(() => stalled.abort(), stallLimit)
      }
      const bugs: unknown[] = []
      let answered = Promise.resolve()
      port1.on('message', (message: ThreadMessage) => {
        if (message.kind === 'read') {
          watch()
          return hooks.onRead(message.bytes)
        }
        const answer = async (): Promise<void> => {
          // The thread waits for the corpus now, which may take its time.
          clearTimeout(alarm)
          try {
            const known = message.kind === 'known'
            const yes = await (known ? hooks.isKnown(message.log) : hooks.takeChunk(message.chunk))
            port1.postMessage(yes)
            watch()
          } catch (thrown) {
            bugs.push(thrown)
            stalled.abort()
          }
        }
        // One after the other: the thread tells the answers apart by their order.
        answered = answered.then(answer)
      })
      // The thread closes its end last, so whatever it said has been heard then.
      const heard = new Promise<void>((resolve) => port1.once('close', resolve))
      try {
        const task: ReadTask = { ...file, wholeLimit, corpusApplicationId: options.corpusApplicationId, port: port2 }
        const outcome = await piscina.run(task, {
          transferList: [port2],
          signal: AbortSignal.any([hooks.signal, stalled.signal])
        })
        await heard
        await answered
        return outcome
      } catch (thrown) {
        if (bugs.length > 0) throw bugs[0]
        if (hooks.signal.aborted) return { kind: 'cancelled' }
        const detail = stalled.signal.aborted
          ? `no headway for ${Math.round(stallLimit / 1000)} seconds`
          : (thrown as Error).message
        const text = `The parser stopped on it (${detail}); report this with the file attached, if you may share it.`
        return { kind: 'skipped', file: skippedFile(file.path, 'parser-failed', text) }
      } finally {
        port1.close()
        await answered
        clearTimeout(alarm)
      }
    },
    close: () => piscina.destroy()
  }
}
