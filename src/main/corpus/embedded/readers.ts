import { entryFile } from '../../threads/entry-file.ts'
import { startCallThread, ThreadEnded, type Call, type CallThread } from '../../threads/typed-calls.ts'
import type { CorpusReader } from '../corpus.ts'
import type { ReaderThread, ThreadData } from './thread-methods.ts'

/** The reader threads of one corpus. */
export type Readers = {
  readonly reader: CorpusReader
  readonly changes: () => Promise<number>
  /** Waits for the reads under way. */
  readonly close: () => Promise<void>
}

export type ReaderFile = Omit<Extract<ThreadData, { readonly role: 'reader' }>, 'role'>

const readerCount = 2

export const startReaders = (file: ReaderFile): Readers => {
  const threads: (CallThread<ReaderThread> | null)[] = Array.from({ length: readerCount }, () => null)
  let closed = false

  const start = (): CallThread<ReaderThread> =>
    startCallThread<ReaderThread>(entryFile('corpus-thread'), { role: 'reader', ...file } satisfies ThreadData)

  /** Started when they are needed, so that a thread that dies at its start does not die for ever. */
  const leastBusy = (): CallThread<ReaderThread> => {
    if (closed) throw new Error('the corpus is closed')
    let best: CallThread<ReaderThread> | null = null
    for (const [slot, thread] of threads.entries()) {
      const live = thread === null || thread.ended() ? null : thread
      if (live === null && best !== null && best.pending() === 0) continue
      const candidate = live ?? start()
      threads[slot] = candidate
      if (best === null || candidate.pending() < best.pending()) best = candidate
    }
    if (best === null) throw new Error('a corpus needs a reader')
    return best
  }

  const call: Call<ReaderThread> = async (name, ...args) => {
    try {
      return await leastBusy().call(name, ...args)
    } catch (thrown) {
      // A read changes nothing, so it can be made again in another thread.
      if (!(thrown instanceof ThreadEnded)) throw thrown
      return leastBusy().call(name, ...args)
    }
  }

  return {
    reader: {
      describe: () => call('describe'),
      buckets: (...args) => call('buckets', ...args),
      bucket: (...args) => call('bucket', ...args),
      reports: (...args) => call('reports', ...args),
      report: (...args) => call('report', ...args),
      logs: (...args) => call('logs', ...args),
      log: (...args) => call('log', ...args),
      bytes: (...args) => call('bytes', ...args),
      lines: (...args) => call('lines', ...args),
      hasLog: (...args) => call('hasLog', ...args),
      note: (...args) => call('note', ...args),
      notedBuckets: () => call('notedBuckets'),
      imports: () => call('imports'),
      skipped: (...args) => call('skipped', ...args)
    },
    changes: () => call('changes'),
    close: async () => {
      closed = true
      const open = threads.filter((thread) => thread !== null)
      // Calls are answered in order, so the close comes after all reads; a thread that is gone needs none.
      await Promise.allSettled(open.map((thread) => thread.call('close')))
      await Promise.all(open.map((thread) => thread.stop()))
    }
  }
}
