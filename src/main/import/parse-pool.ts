import { availableParallelism } from 'node:os'
import { MessageChannel } from 'node:worker_threads'
import { Piscina } from 'piscina'
import type { LogId } from '../../shared/model/ids.ts'
import type { SkippedFile } from '../../shared/model/import.ts'
import type { LogChunk } from '../corpus/corpus.ts'
import { entryFile } from '../threads/entry-file.ts'
import type { ParsedAgain, ReadOutcome, ReadTask, ThreadAnswer, ThreadMessage } from './parse-messages.ts'
import { skippedFile } from './skip-text.ts'

export type PoolHooks = {
  readonly signal: AbortSignal
  readonly isKnown: (log: LogId) => Promise<boolean>
  /** Stores a chunk of a large log; false ends the reading. */
  readonly takeChunk: (chunk: LogChunk) => Promise<boolean>
  readonly onRead: (bytes: number) => void
}

type Question = Exclude<ThreadMessage, { readonly kind: 'read' }>

/** A task that did not come to its end. */
type Ended = { readonly kind: 'cancelled' } | { readonly kind: 'skipped'; readonly file: SkippedFile }

export type ParsePool = {
  /** Threads, so how many files are read at once. */
  readonly size: number
  readonly read: (file: Pick<ReadTask, 'path' | 'location' | 'isLog'>, hooks: PoolHooks) => Promise<ReadOutcome | Ended>
  /** Parses a log that the corpus has; `next` answers its bytes from the front, a piece each time, and null at the end. */
  readonly parseStored: (
    file: string,
    hooks: { readonly signal: AbortSignal; readonly next: () => Promise<Uint8Array | null> }
  ) => Promise<ParsedAgain | Ended>
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
  const piscina = new Piscina({
    filename: options.threadFile ?? entryFile('parse-thread', new URL('./parse-thread.ts', import.meta.url)),
    minThreads: 1,
    maxThreads: size,
    idleTimeout: 10_000,
    // Waiting on an atomic would block the thread's event loop, and with it the closing of a task's port.
    atomics: 'disabled',
    resourceLimits: { maxOldGenerationSizeMb: heapLimit, maxYoungGenerationSizeMb: 16 }
  })
  const stallLimit = options.stallMilliseconds ?? stallMilliseconds

  /** Runs one task, answers what its thread asks meanwhile, and ends a thread that makes no headway. */
  const converse = async <Outcome>(
    { name, file, signal }: { readonly name: string; readonly file: string; readonly signal: AbortSignal },
    task: object,
    hear: {
      readonly read?: (bytes: number) => void
      readonly answer: (question: Question) => Promise<ThreadAnswer>
    }
  ): Promise<Outcome | Ended> => {
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
        return hear.read?.(message.bytes)
      }
      const answer = async (): Promise<void> => {
        // The thread waits for the corpus now, which may take its time.
        clearTimeout(alarm)
        try {
          port1.postMessage(await hear.answer(message))
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
      const outcome: unknown = await piscina.run(
        { ...task, port: port2 },
        { name, transferList: [port2], signal: AbortSignal.any([signal, stalled.signal]) }
      )
      await heard
      await answered
      return outcome as Outcome
    } catch (thrown) {
      if (bugs.length > 0) throw bugs[0]
      if (signal.aborted) return { kind: 'cancelled' }
      const detail = stalled.signal.aborted
        ? `no headway for ${Math.round(stallLimit / 1000)} seconds`
        : (thrown as Error).message
      const text = `The parser stopped on it (${detail}); report this with the file attached, if you may share it.`
      return { kind: 'skipped', file: skippedFile(file, 'parser-failed', text) }
    } finally {
      port1.close()
      await answered
      clearTimeout(alarm)
    }
  }

  return {
    size,
    read: async (file, hooks) => {
      const task: Omit<ReadTask, 'port'> = { ...file, wholeLimit, corpusApplicationId: options.corpusApplicationId }
      return converse<ReadOutcome>({ name: 'readFileTask', file: file.path, signal: hooks.signal }, task, {
        read: hooks.onRead,
        answer: (question) => {
          switch (question.kind) {
            case 'known':
              return hooks.isKnown(question.log)
            case 'chunk':
              return hooks.takeChunk(question.chunk)
            case 'more':
              throw new Error('a file has its own bytes')
          }
        }
      })
    },
    parseStored: (file, { signal, next }) =>
      converse<ParsedAgain>({ name: 'parseStoredTask', file, signal }, {}, { answer: next }),
    close: () => piscina.destroy()
  }
}
