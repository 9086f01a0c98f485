import type { ReportRow } from '../../shared/model/bucket.ts'
import type { CorpusId } from '../../shared/model/ids.ts'
import type { SimilarBucket } from '../../shared/model/similar.ts'
import type { CallFailed } from '../engine/call-failed.ts'
import { useRead } from '../engine/engine.tsx'

/** Buckets shown beside a report. */
const most = 8

export type Similar = {
  /** Other buckets than the report's own, the likeliest first. */
  readonly buckets: readonly SimilarBucket[]
  readonly loading: boolean
  readonly error: CallFailed | null
  /** Why there is none to compare with. */
  readonly refusal: string | undefined
}

/** The buckets most like a report, but for its own. */
export const useSimilar = (corpus: CorpusId, { report, bucket }: Pick<ReportRow, 'report' | 'bucket'>): Similar => {
  const read = useRead('similar.buckets', { corpus, of: { kind: 'report', report }, limit: most + 1 })
  const buckets =
    read.data && !read.isPlaceholderData ? read.data.filter((one) => one.bucket.bucket !== bucket).slice(0, most) : []
  return {
    buckets,
    loading: read.isPending || read.isPlaceholderData,
    error: read.error,
    refusal: buckets.length > 0 ? undefined : 'No other bucket is like this report.'
  }
}
