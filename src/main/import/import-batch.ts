import type { ImportId } from '../../shared/model/ids.ts'
import type { SkippedFile } from '../../shared/model/import.ts'
import type { CorpusWriter, NewLog, WriteFailure } from '../corpus/corpus.ts'
import type { ImportTally } from './import-tally.ts'

/** A batch is stored when it holds so many logs or bytes, or its first log has waited so long: a kill loses no more. */
const batchLogs = 100
const batchBytes = 8 * 1024 * 1024
const batchMilliseconds = 200
/** What a report weighs against `batchBytes`: as data it is much larger than the lines it was made of. */
const reportBytes = 64 * 1024

/** Buckets are put in order so often while logs are added, and for at most a tenth of the time. */
const settleMilliseconds = 3000
const settleShare = 10

/** Gathers logs and skipped files, and stores them a batch at a time. */
export type ImportBatches = {
  /** Resolves at once while the batch fills, else when it is stored: so the readers wait for the writer. */
  readonly addLog: (log: NewLog) => Promise<void>
  readonly addSkipped: (file: SkippedFile) => Promise<void>
  /**
   * Stores what is left and puts the buckets in order, and from then on nothing. After a cancel or a failure logs that
   * wait are let go; the skip list is kept where the corpus still takes it.
   */
  readonly close: (keepLogs: boolean) => Promise<void>
}

export const createImportBatches = (options: {
  readonly id: ImportId
  readonly writer: CorpusWriter
  readonly tally: ImportTally
  readonly onFailure: (failure: WriteFailure) => void
  /** Once it is aborted, logs that wait for the writer are let go; buckets are put in order as far as that is quick; the next import does the rest. */
  readonly signal: AbortSignal
}): ImportBatches => {
  const { id, writer, tally, onFailure, signal } = options
  let logs: NewLog[] = []
  let skipped: SkippedFile[] = []
  let bytes = 0
  let timer: NodeJS.Timeout | undefined
  let stopped = false
  let closed = false
  let stored: Promise<void> = Promise.resolve()
  let settleFrom = performance.now() + settleMilliseconds

  const stop = (failure: WriteFailure): void => {
    stopped = true
    onFailure(failure)
  }

  const storeSkipped = async (files: readonly SkippedFile[]): Promise<void> => {
    if (files.length === 0) return
    const noted = await writer.addSkipped(id, files)
    if (noted.ok) return tally.skipped(files.length)
    skipped.unshift(...files)
    if (!stopped) stop(noted.failure)
  }

  const store = async (batch: readonly NewLog[], files: readonly SkippedFile[]): Promise<void> => {
    const added = batch.length > 0 && !stopped && !signal.aborted ? await writer.addLogs(batch) : null
    if (added?.ok) tally.stored(added.value)
    else if (added) stop(added.failure)
    // A corpus that refused is asked once more, at the end.
    if (stopped && !closed) skipped.unshift(...files)
    else await storeSkipped(files)
    if (added?.ok && performance.now() >= settleFrom) await settle()
  }

  const settle = async (): Promise<void> => {
    const begun = performance.now()
    const settled = await writer.settle(signal)
    const ended = performance.now()
    settleFrom = ended + Math.max(settleMilliseconds, settleShare * (ended - begun))
    if (!settled.ok && !stopped) stop(settled.failure)
  }

  const flush = (): Promise<void> => {
    clearTimeout(timer)
    timer = undefined
    const [batch, files] = [logs, skipped]
    logs = []
    skipped = []
    bytes = 0
    if (batch.length > 0 || files.length > 0) stored = stored.then(() => store(batch, files))
    return stored
  }

  const grown = async (): Promise<void> => {
    if (closed || stopped) return
    if (logs.length + skipped.length >= batchLogs || bytes >= batchBytes) await flush()
    else timer ??= setTimeout(() => void flush().catch(() => undefined), batchMilliseconds)
  }

  return {
    addLog: (log) => {
      logs.push(log)
      bytes += log.size + log.reports.length * reportBytes
      return grown()
    },
    addSkipped: (file) => {
      skipped.push(file)
      return grown()
    },
    close: (keepLogs) => {
      if (!keepLogs) logs = []
      closed = true
      // A log too large for a batch was stored apart from them, so there may be something to settle after none.
      return flush().then(settle)
    }
  }
}
