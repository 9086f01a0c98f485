import type { Result } from '../../shared/model/result.ts'
import type { CorpusWriter, LargeLogId, LogChunk, NewLog, WriteFailure } from '../corpus/corpus.ts'

/** A log on its way to the corpus chunk by chunk. It is opened with its first chunk, since most logs have none. */
export type LargeLog = {
  /** False when the corpus refused; `failure` says why. */
  readonly take: (chunk: LogChunk) => Promise<boolean>
  readonly finish: (
    log: Omit<NewLog, 'chunks'>
  ) => Promise<Result<{ readonly added: boolean; readonly reports: number }, WriteFailure>>
  /** Forgets what was stored of it, if anything was. */
  readonly drop: () => Promise<void>
  readonly failure: () => WriteFailure | null
}

export const createLargeLog = (writer: CorpusWriter): LargeLog => {
  let large: LargeLogId | null = null
  let failure: WriteFailure | null = null
  const open = async (): Promise<Result<LargeLogId, WriteFailure>> => {
    if (large !== null) return { ok: true, value: large }
    const opened = await writer.openLog()
    if (opened.ok) large = opened.value
    return opened
  }
  return {
    take: async (chunk) => {
      const opened = await open()
      const stored = opened.ok ? await writer.addChunk(opened.value, chunk) : opened
      if (!stored.ok) failure = stored.failure
      return stored.ok
    },
    finish: async (log) => {
      const opened = await open()
      if (!opened.ok) return opened
      const finished = await writer.finishLog(opened.value, log)
      if (finished.ok) large = null
      return finished
    },
    drop: async () => {
      if (large === null) return
      // The corpus sweeps unfinished logs when it is next opened, so a refusal here loses nothing.
      await writer.dropLog(large)
      large = null
    },
    failure: () => failure
  }
}
