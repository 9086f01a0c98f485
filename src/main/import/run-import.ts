import { Readable } from 'node:stream'
import { resolve } from 'node:path'
import { failureText } from '../../shared/model/failure.ts'
import type { ImportId, LogId } from '../../shared/model/ids.ts'
import type { ImportProgress, ImportSummary } from '../../shared/model/import.ts'
import { failed, success, type Result } from '../../shared/model/result.ts'
import { corpusApplicationId } from '../corpus/application-id.ts'
import { CorpusDamaged } from '../corpus/corpus-damaged.ts'
import type { Corpus, CorpusWriter, LogOrigin, NewLog, OlderLog, WriteFailure } from '../corpus/corpus.ts'
import { parserVersion } from '../parse/parser-version.ts'
import { createImportBatches, type ImportBatches } from './import-batch.ts'
import { createImportTally, type ImportTally } from './import-tally.ts'
import { createLargeLog, type LargeLog } from './large-log.ts'
import { createParsePool, type ParsePool } from './parse-pool.ts'
import { patientWriter } from './patient-writer.ts'
import { skippedFile } from './skip-text.ts'
import { isOpenCorpus, walk, type ImportRoot, type WalkEntry } from './walk.ts'

export type { ImportRoot }

/** A file that comes from elsewhere than where it lies: `origins` say where, and `done` is called when it was read. */
export type OwnFile = Extract<WalkEntry, { kind: 'file' }> & {
  readonly origins?: readonly LogOrigin[]
  readonly done?: () => void
}
export type ImportEntry =
  | OwnFile
  | Extract<WalkEntry, { kind: 'skipped' }>
  /** A log that the corpus has, to be parsed again. */
  | ({ readonly kind: 'older' } & OlderLog)
  /** A log that the corpus has, with places where it came from too. */
  | { readonly kind: 'known'; readonly log: LogId; readonly size: number; readonly origins: readonly LogOrigin[] }

export type ImportOptions = {
  readonly id: ImportId
  readonly corpus: Corpus
  readonly writer: CorpusWriter
  readonly roots: readonly ImportRoot[]
  /** Aborting it cancels the import. */
  readonly signal: AbortSignal
  readonly onProgress: (progress: ImportProgress) => void
  /** Other corpus files that this process has open, at the time: they must not be touched. */
  readonly otherCorpora?: () => readonly string[]
  /** What to import where it does not lie below the roots, which then only say what it is called. */
  readonly entries?: (signal: AbortSignal) => AsyncIterable<ImportEntry>
  /** How many of `entries` are asked for before they can be read, so that totals are known early; few if each costs something. */
  readonly entriesAhead?: number
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
  /** Whether a file that was found is a corpus that was opened since. */
  readonly isCorpusBy: (location: Uint8Array) => Promise<boolean>
  /** Ends the readers after a bug in one of them. */
  readonly stop: () => void
}

const progressMilliseconds = 100
/** Files that the walk may be ahead of the readers, so that totals are known early. */
const walkAhead = 100_000
/** What other entries name is made as they are asked for, where nothing else is said. */
const costlyEntriesAhead = 2

/** The other copies of a log, for one that the corpus has by now. */
const addOrigins = async (
  { log, size }: Pick<NewLog, 'log' | 'size'>,
  origins: readonly LogOrigin[],
  batches: ImportBatches
): Promise<void> => {
  for (const origin of origins) {
    await batches.addLog({ log, size, origin, lineCount: 0, parser: parserVersion, chunks: [], reports: [] })
  }
}

const importFile = async (entry: OwnFile, work: Work, large: LargeLog): Promise<void> => {
  const { corpus, pool, tally, batches, signal } = work
  const [origin, ...others] = entry.origins ?? []
  const placed = <Log extends { readonly origin: LogOrigin }>(log: Log): Log => (origin ? { ...log, origin } : log)
  let read = 0
  if (await work.isCorpusBy(entry.location)) {
    tally.passedOver(entry.size)
    return batches.addSkipped(skippedFile(entry.path, 'corpus-file'))
  }
  tally.reading(entry.path)
  // A thread takes neither functions nor more than it needs.
  const { path, location } = entry
  const isLog = entry.origins !== undefined
  const outcome = await pool.read(
    { path, location, isLog },
    {
      signal,
      isKnown: corpus.reader.hasLog,
      takeChunk: large.take,
      onRead: (bytes) => {
        read += bytes
        tally.read(bytes)
      }
    }
  )
  const refused = large.failure()
  if (refused) work.fail(refused)
  if (refused || signal.aborted || outcome.kind === 'cancelled') return large.drop()
  switch (outcome.kind) {
    case 'whole':
      tally.omitted(outcome.omitted)
      await batches.addLog(placed(outcome.log))
      return addOrigins(outcome.log, others, batches)
    case 'known':
      await batches.addLog({ ...placed(outcome.log), chunks: [], reports: [] })
      return addOrigins(outcome.log, others, batches)
    case 'skipped':
      tally.passedOver(entry.size - read)
      await large.drop()
      return batches.addSkipped(outcome.file)
    case 'streamed': {
      const finished = await large.finish(placed(outcome.log))
      if (!finished.ok) {
        work.fail(finished.failure)
        return large.drop()
      }
      const { added, reports } = finished.value
      tally.omitted(outcome.omitted)
      tally.stored({ added: added ? 1 : 0, duplicates: added ? 0 : 1, reports })
      return addOrigins(outcome.log, others, batches)
    }
  }
}

const importOwnFile = async (entry: OwnFile, work: Work): Promise<void> => {
  const large = createLargeLog(work.writer)
  try {
    return await importFile(entry, work, large)
  } catch (bug) {
    // While this process lives nobody else can tell that what was stored of it is of no use.
    await large.drop().catch(() => undefined)
    throw bug
  } finally {
    entry.done?.()
  }
}

const damagedInCorpus =
  'The corpus does not have all of it any more, so its reports stay as they are; import the file again into a new corpus.'

/** Bytes of a stored log that a thread is sent at once. */
const pieceBytes = 1024 * 1024

/** Parses a stored log anew. One that cannot be read whole, or that the parser stops on, keeps the reports that it has. */
const parseAgain = async ({ log, size, file }: OlderLog, work: Work): Promise<void> => {
  const { corpus, writer, pool, tally, batches, signal, fail } = work
  tally.reading(file)
  let sent = 0
  const stored = async (): Promise<Uint8Array | null> => {
    try {
      return await corpus.reader.bytes(log, sent, pieceBytes)
    } catch (thrown) {
      if (thrown instanceof CorpusDamaged) return null
      throw thrown
    }
  }
  const next = async (): Promise<Uint8Array | null> => {
    const piece = sent < size ? await stored() : null
    if (piece === null || piece.length === 0) return null
    sent += piece.length
    tally.read(piece.length)
    return piece
  }
  const parsing = await pool.parseStored(file, { signal, next })
  if (signal.aborted || parsing.kind === 'cancelled') return undefined
  const outcome =
    sent < size ? ({ kind: 'skipped', file: skippedFile(file, 'damaged', damagedInCorpus) } as const) : parsing
  const parsed = outcome.kind === 'parsed' ? outcome : null
  const replaced = await writer.replaceReports(log, parserVersion, parsed?.reports ?? null)
  if (!replaced.ok) {
    // Logs are never taken out of a corpus.
    if (replaced.failure.kind === 'not-found') throw new Error(`the log ${log} is gone`)
    return fail(replaced.failure)
  }
  if (outcome.kind === 'skipped') {
    tally.passedOver(size - sent)
    return batches.addSkipped(outcome.file)
  }
  tally.omitted(outcome.omitted)
  return tally.parsedAgain({ reports: outcome.reports.length, changed: replaced.value.changed })
}

const importEntry = async (entry: ImportEntry, work: Work): Promise<void> => {
  switch (entry.kind) {
    case 'skipped':
      return work.batches.addSkipped(entry.file)
    case 'older':
      return parseAgain(entry, work)
    case 'known':
      work.tally.read(entry.size)
      return addOrigins(entry, entry.origins, work.batches)
    case 'file':
      return importOwnFile(entry, work)
  }
}

async function* counted(
  entries: AsyncIterable<ImportEntry>,
  { tally, signal }: Pick<Work, 'tally' | 'signal'>
): AsyncGenerator<ImportEntry> {
  for await (const entry of entries) {
    tally.found(entry.kind === 'skipped' ? 0 : entry.size)
    yield entry
  }
  // A walk that was cut short has not found all.
  if (!signal.aborted) tally.walked()
}

/** Takes entries as the walk finds them, as many at once as the pool can read, and one waiting. */
const importAll = async (entries: AsyncIterable<ImportEntry>, highWaterMark: number, work: Work): Promise<void> => {
  const ahead = Readable.from(counted(entries, work), { highWaterMark })
  const iterator: AsyncIterator<ImportEntry> = ahead[Symbol.asyncIterator]()
  const stop = (): void => void ahead.destroy()
  work.signal.addEventListener('abort', stop, { once: true })
  if (work.signal.aborted) stop()
  const next = async (): Promise<ImportEntry | null> => {
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
        await importEntry(entry, work)
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
  const { id, corpus, roots, signal, onProgress } = options
  const begun = await options.writer.startImport(id, roots.map(nameOf), Date.now())
  if (!begun.ok) return begun

  const failures: WriteFailure[] = []
  const failing = new AbortController()
  const fail = (failure: WriteFailure): void => {
    failures.push(failure)
    failing.abort()
  }
  const ended = AbortSignal.any([signal, failing.signal])
  const writer = patientWriter(options.writer, ended)
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
    const openNow = (): readonly string[] => [corpus.file, ...(options.otherCorpora?.() ?? [])]
    const openCorpora = openNow()
    // The walk is far ahead of the readers; what is open when it begins it passes over itself.
    const isCorpusBy = async (location: Uint8Array): Promise<boolean> => {
      const now = openNow()
      return now.some((file) => !openCorpora.includes(file)) && isOpenCorpus(location, now)
    }
    const stop = (): void => failing.abort()
    const work: Work = { corpus, writer, pool, tally, batches, signal: ended, fail, isCorpusBy, stop }
    if (options.entries) await importAll(options.entries(ended), options.entriesAhead ?? costlyEntriesAhead, work)
    else await importAll(walk(roots, { openCorpora, signal: ended }), walkAhead, work)
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
