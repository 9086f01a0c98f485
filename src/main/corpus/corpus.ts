import type { BucketQuery, BucketRow, FilterTerm, Page, ReportRow, ShownStatus } from '../../shared/model/bucket.ts'
import type { CorpusFacts, LogFacts } from '../../shared/model/corpus.ts'
import type { CrashKind } from '../../shared/model/crash-kind.ts'
import type { FailureOf } from '../../shared/model/failure.ts'
import type { BucketId, CorpusId, ImportId, LogId, NamedThing, ReportId } from '../../shared/model/ids.ts'
import type { ImportRecord, ImportSummary, SkippedFile } from '../../shared/model/import.ts'
import type { Report } from '../../shared/model/report.ts'
import type { Result } from '../../shared/model/result.ts'
import type { FileTime } from '../../shared/model/seen.ts'
import type { ClusterReader, ClusterWriter } from './clusters.ts'
import type { TriageReader, TriageWriter } from './triage.ts'

/**
 * The only way to stored logs, reports, buckets and notes. Everything is asynchronous and answers values, so that a
 * shared server can stand behind it as well as the embedded file. Null means: there is no such thing in this corpus.
 * A read that meets damage throws CorpusDamaged.
 */
export type CorpusReader = ClusterReader &
  TriageReader & {
    readonly describe: () => Promise<CorpusFacts>
    readonly buckets: (
      query: BucketQuery,
      page: Page
    ) => Promise<{
      readonly total: number
      readonly kinds: Readonly<Partial<Record<CrashKind, number>>>
      readonly statuses: Readonly<Partial<Record<ShownStatus, number>>>
      readonly tags: readonly { readonly tag: string; readonly count: number }[]
      readonly owners: readonly { readonly owner: string; readonly count: number }[]
      readonly rows: readonly BucketRow[]
    }>
    readonly bucket: (bucket: BucketId) => Promise<BucketRow | null>
    /** Ids that begin so, six at most. */
    readonly findIds: (what: NamedThing, beginning: string) => Promise<readonly string[]>
    readonly reports: (
      filter: ReportFilter,
      page: Page
    ) => Promise<{ readonly total: number; readonly rows: readonly ReportRow[] }>
    readonly report: (report: ReportId) => Promise<{
      readonly row: ReportRow
      readonly report: Report
      readonly log: LogFacts
      readonly inLog: number
    } | null>
    readonly logs: (
      withoutCrash: boolean,
      page: Page
    ) => Promise<{ readonly total: number; readonly rows: readonly LogFacts[] }>
    readonly log: (log: LogId) => Promise<LogFacts | null>
    /** Logs whose reports an older parser made, in the order of import. */
    readonly olderLogs: (parser: number) => Promise<readonly OlderLog[]>
    /** Raw bytes from `startByte`, fewer where the log ends, 64 MiB at most. */
    readonly bytes: (log: LogId, startByte: number, length: number) => Promise<Uint8Array | null>
    /**
     * Raw bytes of whole lines, line ends included; `firstLine` counts from 1. Empty past the end. No answer is larger
     * than 64 MiB (a log may be one line of gigabytes): a larger one is cut there without a word, within a line at times.
     * Who reads on therefore asks from the last line received, whose rest `bytes` has where the line alone is larger.
     */
    readonly lines: (log: LogId, firstLine: number, count: number) => Promise<Uint8Array | null>
    readonly hasLog: (log: LogId) => Promise<boolean>
    readonly imports: () => Promise<readonly ImportRecord[]>
    readonly skipped: (
      id: ImportId,
      page: Page
    ) => Promise<{ readonly total: number; readonly rows: readonly SkippedFile[] } | null>
  }

/** Which reports: of one bucket, with all words of a text, and all terms; see `termsOfReports` for what these ask. */
export type ReportFilter = {
  readonly bucket: BucketId | null
  readonly text: string
  readonly terms?: readonly FilterTerm[]
}

/** A log that can be parsed again. `size` in bytes. */
export type OlderLog = { readonly log: LogId; readonly size: number; readonly file: string }

/** A piece of a raw log, compressed on its own so that a part can be read without the rest. */
export type LogChunk = {
  readonly startByte: number
  /** Number, from 1, of the line that the first byte of the chunk belongs to. */
  readonly startLine: number
  /** Bytes before compression. */
  readonly size: number
  /** zstd. */
  readonly data: Uint8Array
}

/** Where a log came from. */
export type LogOrigin = {
  readonly file: string
  /** Milliseconds since 1970. */
  readonly modified: number
  /** The time that its folder's or its own name tells. */
  readonly folder?: FileTime['folder']
}

/** A whole log as the import hands it over. */
export type NewLog = {
  readonly log: LogId
  readonly origin: LogOrigin
  readonly size: number
  readonly lineCount: number
  readonly chunks: readonly LogChunk[]
  /** Version of the parser that made the reports. */
  readonly parser: number
  readonly reports: readonly Report[]
}

export type WriteFailure = FailureOf<'corpus-read-only' | 'corpus-busy' | 'disk-full' | 'corpus-damaged'>

export type CorpusWriter = ClusterWriter &
  TriageWriter & {
    /**
     * Stores logs in one transaction: all of the batch or none. A log that is there already only gets the new origin,
     * and counts as a duplicate.
     */
    readonly addLogs: (
      logs: readonly NewLog[]
    ) => Promise<
      Result<{ readonly added: number; readonly duplicates: number; readonly reports: number }, WriteFailure>
    >
    /** A log too large to hold: its chunks are stored as they come, and the log appears when it is finished. */
    readonly openLog: () => Promise<Result<LargeLogId, WriteFailure>>
    readonly addChunk: (large: LargeLogId, chunk: LogChunk) => Promise<Result<null, WriteFailure>>
    readonly finishLog: (
      large: LargeLogId,
      log: Omit<NewLog, 'chunks'>
    ) => Promise<Result<{ readonly added: boolean; readonly reports: number }, WriteFailure>>
    readonly dropLog: (large: LargeLogId) => Promise<Result<null, WriteFailure>>
    /**
     * Puts other reports in the place of those of one log, in one transaction, as if it had been imported with these;
     * answers whether they are others. Null leaves them, and only notes which parser had its turn.
     * Notes stay with their buckets: a bucket without reports stays when it has a note, with a count of 0 and the rest as
     * it was last, and goes when it has none.
     */
    readonly replaceReports: (
      log: LogId,
      parser: number,
      reports: readonly Report[] | null
    ) => Promise<Result<{ readonly changed: boolean }, WriteFailure | FailureOf<'not-found'>>>
    readonly startImport: (id: ImportId, sources: readonly string[], now: number) => Promise<Result<null, WriteFailure>>
    readonly addSkipped: (id: ImportId, files: readonly SkippedFile[]) => Promise<Result<null, WriteFailure>>
    readonly finishImport: (id: ImportId, summary: ImportSummary, now: number) => Promise<Result<null, WriteFailure>>
  }

/** Names a log that is being stored piece by piece; of no use after `finishLog` or `dropLog`. */
export type LargeLogId = number & { readonly __brand: 'LargeLogId' }

export type OpenFailure = FailureOf<
  | 'corpus-missing'
  | 'corpus-foreign'
  | 'corpus-damaged'
  | 'corpus-newer'
  | 'corpus-unopenable'
  | 'corpus-busy'
  | 'corpus-read-only'
  | 'disk-full'
>

/** An open corpus. `writer` is null when it is read-only. */
export type Corpus = {
  readonly id: CorpusId
  readonly file: string
  readonly reader: CorpusReader
  readonly writer: CorpusWriter | null
  /** Called after each committed change, with a number that grows. */
  readonly onChange: (listener: (revision: number) => void) => () => void
  readonly close: () => Promise<void>
}

export type OpenCorpus = (options: {
  readonly file: string
  /** Make the file when it is not there. */
  readonly create: boolean
  /** Leave the file as it is, though it could be written: `writer` is null. */
  readonly readOnly?: boolean
  /** Keep copies of a corpus that changes; `failed` is told at its end why one that was due could not be made. */
  readonly backups?: { readonly failed: (reason: string) => void }
}) => Promise<Result<Corpus, OpenFailure>>
