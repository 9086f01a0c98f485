import { threadFile } from './thread-file.ts'
import { createPool } from '../../threads/pool.ts'
import { startCallThread, ThreadEnded } from '../../threads/typed-calls.ts'
import { CorpusDamaged } from '../corpus-damaged.ts'
import type { CorpusReader } from '../corpus.ts'
import type { PreviewThread, ReaderThread, ThreadData } from './thread-methods.ts'

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
  const previewRegrouping: CorpusReader['previewRegrouping'] = async (signal, onProgress) => {
    const thread = startCallThread<PreviewThread>(threadFile(), {
      role: 'preview',
      readFile: file.readFile
    } satisfies ThreadData)
    const stop = (): void => void thread.stop()
    signal.addEventListener('abort', stop, { once: true })
    try {
      for (let ended = signal.aborted; !ended;) {
        const progress = await thread.call('step')
        onProgress(progress)
        ended = progress.done >= progress.of
      }
      return signal.aborted ? null : await thread.call('finish')
    } catch (thrown) {
      if (signal.aborted && thrown instanceof ThreadEnded) return null
      throw thrown
    } finally {
      signal.removeEventListener('abort', stop)
      await thread.stop()
    }
  }
  return {
    reader: {
      bucketDetail: (...args) => call('bucketDetail', ...args),
      stackTree: (...args) => call('stackTree', ...args),
      timeline: (...args) => call('timeline', ...args),
      similarBuckets: (...args) => call('similarBuckets', ...args),
      similarReports: (...args) => call('similarReports', ...args),
      why: (...args) => call('why', ...args),
      decisions: () => call('decisions'),
      previewRegrouping,
      describe: () => call('describe'),
      buckets: (...args) => call('buckets', ...args),
      bucket: (...args) => call('bucket', ...args),
      findIds: (...args) => call('findIds', ...args),
      reports: (...args) => call('reports', ...args),
      report: (...args) => call('report', ...args),
      logs: (...args) => call('logs', ...args),
      log: (...args) => call('log', ...args),
      bytes: (...args) => call('bytes', ...args),
      lines: (...args) => call('lines', ...args),
      hasLog: (...args) => call('hasLog', ...args),
      olderLogs: (...args) => call('olderLogs', ...args),
      notes: (...args) => call('notes', ...args),
      noteHistory: (...args) => call('noteHistory', ...args),
      noteText: (...args) => call('noteText', ...args),
      annotations: (...args) => call('annotations', ...args),
      activity: (...args) => call('activity', ...args),
      acts: (...args) => call('acts', ...args),
      compare: (...args) => call('compare', ...args),
      claims: (...args) => call('claims', ...args),
      logsOf: (...args) => call('logsOf', ...args),
      provenance: (...args) => call('provenance', ...args),
      notedBuckets: () => call('notedBuckets'),
      imports: () => call('imports'),
      skipped: (...args) => call('skipped', ...args)
    },
    changes: () => call('changes'),
    close: () => pool.close((thread) => thread.call('close'))
  }
}
