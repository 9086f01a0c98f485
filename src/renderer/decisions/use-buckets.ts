import { useQueries } from '@tanstack/react-query'
import type { BucketRow } from '../../shared/model/bucket.ts'
import type { BucketId, CorpusId } from '../../shared/model/ids.ts'
import { readOptions, useEngine } from '../engine/engine.tsx'

/** Some buckets by their ids, those that are there; null until all were looked for. */
export const useBuckets = (corpus: CorpusId, buckets: readonly BucketId[]): readonly BucketRow[] | null => {
  const client = useEngine()
  return useQueries({
    queries: buckets.map((bucket) => readOptions(client, 'buckets.get', { corpus, bucket })),
    combine: (reads) => (reads.some(({ isPending }) => isPending) ? null : reads.flatMap(({ data }) => data ?? []))
  })
}
