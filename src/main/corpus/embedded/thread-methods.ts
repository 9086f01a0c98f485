import type { Result } from '../../../shared/model/result.ts'
import type { OpenFailure } from '../corpus.ts'
import type { Prepared } from './prepare.ts'
import type { Regrouping } from '../../../shared/model/bucket-detail.ts'
import type { RegroupingProgress } from '../clusters.ts'
import type { ReadMethods } from './read/serve-reads.ts'
import type { WriteMethods } from './write/methods.ts'

/** What a thread is started with. */
export type ThreadData =
  | { readonly role: 'writer' }
  | { readonly role: 'preview'; readonly readFile: string }
  | {
      readonly role: 'reader'
      /** The corpus, and the file to read, which is a private copy at times. */
      readonly file: string
      readonly readFile: string
      readonly readOnly: boolean
    }

export type ReaderThread = ReadMethods & {
  /** Counts the changes ever committed to this corpus, by whatever process. */
  readonly changes: () => number
  readonly close: () => void
}

export type PreviewThread = {
  readonly step: () => RegroupingProgress
  readonly finish: () => Regrouping
}

/** An answer of the writer with the count of changes after it. */
export type Written<Value> = { readonly answer: Value; readonly changes: number }

export type WriterThread = {
  readonly [Name in keyof WriteMethods]: (
    ...args: Parameters<WriteMethods[Name]>
  ) => Written<ReturnType<WriteMethods[Name]>>
} & {
  /** Comes first. The thread has nothing to write to when the answer is not a writable corpus. */
  readonly open: (options: {
    readonly file: string
    readonly create: boolean
    readonly readOnly: boolean
    /** See `prepareCorpus`. */
    readonly isOpen?: boolean
    /** Keep copies of it. */
    readonly backups: boolean
  }) => Promise<Result<Prepared, OpenFailure>>
  /** Seals the file, and makes a copy that is due; answers in words why there is none. */
  readonly close: () => Promise<string | null>
}
