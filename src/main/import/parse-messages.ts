import type { MessagePort } from 'node:worker_threads'
import type { LogChunk, NewLog } from '../corpus/corpus.ts'
import type { LogId } from '../../shared/model/ids.ts'
import type { SkippedFile } from '../../shared/model/import.ts'
import type { Report } from '../../shared/model/report.ts'

/** One file for a parse thread. */
export type ReadTask = {
  /** As stored and shown. */
  readonly path: string
  /** Bytes of the real path. */
  readonly location: Uint8Array
  /** It was taken for a log before, in the corpus that a bundle is of: nobody asks again whether it is one. */
  readonly isLog?: boolean
  /** Logs above this many raw bytes come back chunk by chunk. */
  readonly wholeLimit: number
  readonly corpusApplicationId: number
  readonly port: MessagePort
}

/**
 * What became of the file. `known` is in the corpus already, and only its origin is new. `omitted`: its crashes beyond
 * those that are kept of one log.
 */
export type ReadOutcome =
  | { readonly kind: 'whole'; readonly log: NewLog; readonly omitted: number }
  | { readonly kind: 'known'; readonly log: Omit<NewLog, 'chunks' | 'reports'> }
  | { readonly kind: 'streamed'; readonly log: Omit<NewLog, 'chunks'>; readonly omitted: number }
  | { readonly kind: 'skipped'; readonly file: SkippedFile }

/** What a thread is to parse again: its bytes come through the port, as it asks for them. */
export type ParseTask = { readonly port: MessagePort }

/** The reports of a log that the corpus has. `omitted` as above. */
export type ParsedAgain = {
  readonly kind: 'parsed'
  readonly reports: readonly Report[]
  readonly omitted: number
}

/**
 * What a thread says while it works. `known`, `chunk` and `more` (bytes of a stored log) are each answered, in order;
 * `read` (bytes on disk) is not.
 */
export type ThreadMessage =
  | { readonly kind: 'read'; readonly bytes: number }
  | { readonly kind: 'known'; readonly log: LogId }
  | { readonly kind: 'chunk'; readonly chunk: LogChunk }
  | { readonly kind: 'more' }

/** The answer: whether the log is known; whether the chunk was stored; bytes, or null at the end. */
export type ThreadAnswer = boolean | Uint8Array | null
