import { Readable } from 'node:stream'
import { resolve } from 'node:path'
import { failureText } from '../../shared/model/failure.ts'
import type { ImportId } from '../../shared/model/ids.ts'
import type { ImportProgress, ImportSummary } from '../../shared/model/import.ts'
import { failed, success, type Result } from '../../shared/model/result.ts'
import { corpusApplicationId } from '../corpus/application-id.ts'
import type { Corpus, CorpusWriter, WriteFailure } from '../corpus/corpus.ts'
import { createImportBatches, type ImportBatches } from './import-batch.ts'
import { createImportTally, type ImportTally } from './import-tally.ts'
import { createLargeLog } from './large-log.ts'
import { createParsePool, type ParsePool } from './parse-pool.ts'
import { walk, type ImportRoot, type WalkEntry } from './walk.ts'

export type { ImportRoot }

export type ImportOptions = {
  readonly id: ImportId
  readonly corpus: Corpus
  readonly writer: CorpusWriter
  readonly roots: readonly ImportRoot[]
  /** Aborting it cancels the import. */
  readonly signal: AbortSignal
  readonly onProgress: (progress: ImportProgress) => void
  /** Other corpus files that this process has open: they must not be touched. */
  readonly otherCorpora?: readonly string[]
  readonly pool?: Omit<Parameters<typeof createParsePool>[0], 'corpusApplicationId'>
}

type Work = {
  readonly corpus: Corpus
  readonly writer: CorpusWriter
  readonly pool: ParsePool
  readonly tally: ImportTally
  readonly batches: ImportBatches
  readonly signal: AbortSignal
  readonly fail: (failure: WriteFailure) => void
  /** Ends the readers after a bug in one of them. */
  readonly stop: () => void
}

const progressMilliseconds = 100
/** Files that the walk may be ahead of the readers, so that totals are known early. */
const walkAhead = 100_000

const importFile = async (entry: Extract<WalkEntry, { kind: 'file' }>, work: Work): Promise<void> => {
  const { corpus, pool, tally, batches, signal } = work
  const large = createLargeLog(work.writer)
  let read = 0
  tally.reading(entry.path)
  const outcome = await pool.read(entry, {
    signal,
    isKnown: corpus.reader.hasLog,
    takeChunk: large.take,
    onRead: (bytes) => {
      read += bytes
      tally.read(bytes)
    }
  })
  const refused = large.failure()
  if (refused) work.fail(refused)
  if (refused || signal.aborted || outcome.kind === 'cancelled') return large.drop()
  switch (outcome.kind) {
    case 'whole':
      tally.omitted(outcome.omitted)
      return batches.addLog(outcome.log)
    case 'known':
      return batches.addLog({ ...outcome.log, chunks: [], reports: [] })
    case 'skipped':
      tally.passedOver(entry.size - read)
      await large.drop()
      return batches.addSkipped(outcome.file)
    case 'streamed': {
      const finished = await large.finish(outcome.log)
      if (!finished.ok) {
        work.fail(finished.failure)
        return large.drop()
      }
      const { added, reports } = finished.value
      tally.omitted(outcome.omitted)
      tally.stored({ added: added ? 1 : 0, duplicates: added ? 0 : 1, reports })
    }
  }
}

async function* counted(
  entries: AsyncIterable<WalkEntry>,
  { tally, signal }: Pick<Work, 'tally' | 'signal'>
): AsyncGenerator<WalkEntry> {
  for await (const entry of entries) {
    tally.found(entry.kind === 'file' ? entry.size : 0)
    yield entry
  }
  // A walk that was cut short has not found all.
  if (!signal.aborted) tally.walked()
}

/** Takes entries as the walk finds them, as many at once as the pool can read, and one waiting. */
const importAll = async (entries: AsyncIterable<WalkEntry>, work: Work): Promise<void> => {
  const ahead = Readable.from(counted(entries, work), { highWaterMark: walkAhead })
  const iterator: AsyncIterator<WalkEntry> = ahead[Symbol.asyncIterator]()
  const stop = (): void => void ahead.destroy()
  work.signal.addEventListener('abort', stop, { once: true })
  if (work.signal.aborted) stop()
  const next = async (): Promise<WalkEntry | null> => {
    try {
      const step = await iterator.next()
      return step.done === true || work.signal.aborted ? null : step.value
    } catch (thrown) {
      if (work.signal.aborted) return null
      throw thrown
    }
  }
  const loop = async (): Promise<void> => {
    try {
      for (let entry = await next(); entry; entry = await next()) {
        await (entry.kind === 'file' ? importFile(entry, work) : work.batches.addSkipped(entry.file))
      }
    } catch (bug) {
      work.stop()
      throw bug
    }
  }
  try {
    const loops = await Promise.allSettled(Array.from({ length: work.pool.size + 1 }, loop))
    // None runs any more, so nothing is written after the import has ended.
    for (const ended of loops) if (ended.status === 'rejected') throw ended.reason
  } finally {
    ahead.destroy()
    work.signal.removeEventListener('abort', stop)
  }
}

const nameOf = (root: ImportRoot): string =>
  root.name ?? (root.label === undefined ? resolve(root.path) : root.label || 'files dropped on the window')

/**
 * Imports all that lies below the roots. What was stored before a cancel, a failure or a kill stays; importing the
 * same again adds only what is missing. Files that were not reached count nowhere in the summary. Why an import failed
 * is kept with it, where the corpus still takes so much.
 */
export const runImport = async (options: ImportOptions): Promise<Result<ImportSummary, WriteFailure>> => {
  const { id, corpus, writer, roots, signal, onProgress } = options
  const begun = await writer.startImport(id, roots.map(nameOf), Date.now())
  if (!begun.ok) return begun

  const failures: WriteFailure[] = []
  const failing = new AbortController()
  const fail = (failure: WriteFailure): void => {
    failures.push(failure)
    failing.abort()
  }
  const ended = AbortSignal.any([signal, failing.signal])
  const tally = createImportTally(performance.now())
  const batches = createImportBatches({ id, writer, tally, onFailure: fail, signal: ended })
  const pool = createParsePool({ ...options.pool, corpusApplicationId })
  const report = (): void => onProgress(tally.progress(performance.now()))
  const reporting = setInterval(report, progressMilliseconds)
  const finish = (failure: string | null): Promise<Result<ImportSummary, WriteFailure>> => {
    const counts = tally.summary(performance.now(), signal.aborted || failure !== null)
    const summary = failure === null ? counts : { ...counts, failure }
    return writer.finishImport(id, summary, Date.now()).then((done) => (done.ok ? success(summary) : done))
  }
  try {
    const openCorpora = [corpus.file, ...(options.otherCorpora ?? [])]
    const work: Work = { corpus, writer, pool, tally, batches, signal: ended, fail, stop: () => failing.abort() }
    await importAll(walk(roots, { openCorpora, signal: ended }), work)
    await batches.close(!ended.aborted)
  } catch (bug) {
    const text = bug instanceof Error ? bug.message : String(bug)
    // The bug is what matters; a corpus that refuses these last words has nothing to add to it.
    await batches.close(false).catch(() => undefined)
    await finish(`A fault in Oopsdesk ended it (${text}).`).catch(() => undefined)
    throw bug
  } finally {
    clearInterval(reporting)
    await pool.close()
  }
  const failure = failures[0]
  if (failure) {
    await finish(failureText(failure).message)
    return failed(failure)
  }
  report()
  return finish(null)
}
