import type { Regrouping } from '../../../../shared/model/bucket-detail.ts'
import type { Result } from '../../../../shared/model/result.ts'
import type { RegroupingProgress } from '../../clusters.ts'
import type { CorpusWriter, WriteFailure } from '../../corpus.ts'

/** What long work does piece by piece, so that other writes need not wait for all of it. */
export type Steps = {
  /** Settles for about so long; `left` says whether there is more. */
  readonly settleSome: (
    milliseconds: number
  ) => Result<{ readonly moved: number; readonly left: boolean }, WriteFailure>
  readonly regroupStart: () => Result<null, WriteFailure>
  readonly regroupStep: () => Result<RegroupingProgress, WriteFailure>
  readonly regroupFinish: () => Result<Regrouping, WriteFailure>
}

/** A writer within its own thread: the same methods, answered at once. */
export type WriteMethods = {
  readonly [Name in Exclude<keyof CorpusWriter, 'applyRegrouping'>]: (
    ...args: Parameters<CorpusWriter[Name]>
  ) => Awaited<ReturnType<CorpusWriter[Name]>>
} & Steps
