import { useCanGoBack, useNavigate, useRouter } from '@tanstack/react-router'
import type { BucketId, CorpusId, ReportId } from '../../shared/model/ids.ts'
import type { CompareAddress } from './sides.ts'

/** Where one can go from a comparison. */
export type Ways = {
  readonly compare: (address: Partial<CompareAddress>, replace?: boolean) => void
  readonly report: (report: ReportId) => void
  readonly bucket: (bucket: BucketId) => void
  /** A bucket against itself. */
  readonly matrix: (bucket: BucketId) => void
  readonly buckets: () => void
  /** Back to where the comparison was asked for; the other way where that was outside the window. */
  readonly back: (otherwise: () => void) => void
}

export const useWays = (corpus: CorpusId): Ways => {
  const navigate = useNavigate()
  const { history } = useRouter()
  const canGoBack = useCanGoBack()
  return {
    compare: (search, replace = false) =>
      void navigate({ to: '/c/$corpus/compare', params: { corpus }, search, replace }),
    report: (report) => void navigate({ to: '/c/$corpus/reports/$report', params: { corpus, report } }),
    bucket: (bucket) => void navigate({ to: '/c/$corpus/buckets/$bucket', params: { corpus, bucket } }),
    matrix: (bucket) => void navigate({ to: '/c/$corpus/buckets/$bucket/compare', params: { corpus, bucket } }),
    buckets: () => void navigate({ to: '/c/$corpus/buckets', params: { corpus } }),
    back: (otherwise) => (canGoBack ? history.back() : otherwise())
  }
}
