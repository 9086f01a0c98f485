import { threadFile } from './thread-file.ts'
import { createPool } from '../../threads/pool.ts'
import { startCallThread } from '../../threads/typed-calls.ts'
import { CorpusDamaged } from '../corpus-damaged.ts'
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
  const data: ThreadData = { role: 'reader', ...file }
  const pool = createPool(readerCount, () => startCallThread<ReaderThread>(threadFile(), data))
  // Of an exception only name, message and stack cross from one thread to another.
  const call: typeof pool.call = async (name, ...args) => {
    try {
      return await pool.call(name, ...args)
    } catch (thrown) {
      if (!(thrown instanceof Error) || thrown.name !== 'CorpusDamaged') throw thrown
      throw new CorpusDamaged(file.file, thrown.message)
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
    close: () => pool.close((thread) => thread.call('close'))
  }
}
