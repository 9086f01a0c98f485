import type { BucketDetail, Regrouping, StackTree, Timeline } from '../../shared/model/bucket-detail.ts'
import type { Decision } from '../../shared/model/decision.ts'
import type { FailureOf } from '../../shared/model/failure.ts'
import type { BucketId, ReportId } from '../../shared/model/ids.ts'
import type { Report } from '../../shared/model/report.ts'
import type { Result } from '../../shared/model/result.ts'
import type { SimilarBucket, SimilarReport, Why } from '../../shared/model/similar.ts'
import type { By } from './triage.ts'

type ClusterWriteFailure = FailureOf<'corpus-read-only' | 'corpus-busy' | 'disk-full' | 'corpus-damaged'>

/** What something similar is looked for to; a crash is one that is not in the corpus. */
export type SimilarTo =
  | { readonly kind: 'bucket'; readonly bucket: BucketId }
  | { readonly kind: 'report'; readonly report: ReportId }
  | { readonly kind: 'crash'; readonly report: Report }

/** How far a job has come, in reports. */
export type RegroupingProgress = { readonly done: number; readonly of: number }

/** What a corpus tells of its buckets as groups. An id that a merge took stands for the bucket it went into. */
export type ClusterReader = {
  readonly bucketDetail: (bucket: BucketId) => Promise<BucketDetail | null>
  readonly stackTree: (bucket: BucketId) => Promise<StackTree | null>
  readonly timeline: (bucket: BucketId) => Promise<Timeline | null>
  /** The most alike first. Null where what was asked about is not in this corpus. */
  readonly similarBuckets: (of: SimilarTo, limit: number) => Promise<readonly SimilarBucket[] | null>
  readonly similarReports: (of: SimilarTo, limit: number) => Promise<readonly SimilarReport[] | null>
  readonly why: (a: ReportId, b: ReportId) => Promise<Result<Why, FailureOf<'not-found'>>>
  /** Standing ones, the newest first. */
  readonly decisions: () => Promise<readonly Decision[]>
  /** What the rule of this version would change; null when `signal` was aborted. */
  readonly previewRegrouping: (
    signal: AbortSignal,
    onProgress: (progress: RegroupingProgress) => void
  ) => Promise<Regrouping | null>
}

type Decided = { readonly bucket: BucketId; readonly decision: Decision }

/** What changes buckets as groups. Decisions are durable when answered, and bind imports from then on. */
export type ClusterWriter = {
  /**
   * Gives each report that was added since to the bucket where it belongs, and joins and parts buckets as the reports
   * added since ask for. Without it reports stand in the bucket that was likeliest when they were added. Once `signal`
   * is aborted it ends soon, and leaves the rest to the next call.
   */
  readonly settle: (signal?: AbortSignal) => Promise<Result<{ readonly moved: number }, ClusterWriteFailure>>
  /** Makes one bucket of several; `into` keeps its id, and gets the notes of the others below its own. */
  readonly mergeBuckets: (
    into: BucketId,
    buckets: readonly BucketId[],
    by: By
  ) => Promise<Result<Decided, ClusterWriteFailure | FailureOf<'not-found'>>>
  /** Takes reports out of their bucket into one of their own, which is answered. */
  readonly splitBucket: (
    bucket: BucketId,
    reports: readonly ReportId[],
    by: By
  ) => Promise<Result<Decided, ClusterWriteFailure | FailureOf<'not-found' | 'nothing-left'>>>
  readonly keepApart: (
    a: BucketId,
    b: BucketId,
    by: By
  ) => Promise<Result<Decision, ClusterWriteFailure | FailureOf<'not-found'>>>
  readonly markDuplicate: (
    bucket: BucketId,
    of: BucketId,
    by: By
  ) => Promise<Result<Decision, ClusterWriteFailure | FailureOf<'not-found' | 'duplicate-cycle'>>>
  readonly undoDecision: (
    decision: string,
    by: By
  ) => Promise<Result<null, ClusterWriteFailure | FailureOf<'not-found'>>>
  /** Groups the whole corpus by the rule of this version; null, and nothing changed, when `signal` was aborted. */
  readonly applyRegrouping: (
    signal: AbortSignal,
    onProgress: (progress: RegroupingProgress) => void
  ) => Promise<Result<Regrouping | null, ClusterWriteFailure>>
  /** Puts back the buckets from before the last `applyRegrouping`; null when there was none. */
  readonly undoRegrouping: () => Promise<Result<Regrouping | null, ClusterWriteFailure>>
}
