import type { BucketRow } from '../../shared/model/bucket.ts'
import type { ExportScope } from '../../shared/model/export.ts'
import type { FailureOf } from '../../shared/model/failure.ts'
import type { BucketId } from '../../shared/model/ids.ts'
import { failed, success, type Result } from '../../shared/model/result.ts'
import type { CorpusReader } from '../corpus/corpus.ts'

/** A bucket as a list of contents names it. */
export type ChosenBucket = Pick<BucketRow, 'bucket' | 'title' | 'kind' | 'frame' | 'count'>

const pageSize = 1000

const entry = ({ bucket, title, kind, frame, count }: BucketRow): ChosenBucket => ({
  bucket,
  title,
  kind,
  frame,
  count
})

const listed = async (
  reader: CorpusReader,
  query: Parameters<CorpusReader['buckets']>[0]
): Promise<readonly ChosenBucket[]> => {
  const chosen = new Map<BucketId, ChosenBucket>()
  for (let offset = 0; ; offset += pageSize) {
    const { rows } = await reader.buckets(query, { offset, limit: pageSize })
    for (const row of rows) chosen.set(row.bucket, entry(row))
    if (rows.length < pageSize) return [...chosen.values()]
  }
}

/**
 * The buckets that a scope means: named ones in the order given and each once, all of a view in its order, all of the
 * corpus with the most reports first. Fails on the first named one that is not there; an id that a merge took names the
 * bucket it went into.
 */
export const chosenBuckets = async (
  reader: CorpusReader,
  scope: ExportScope
): Promise<Result<readonly ChosenBucket[], FailureOf<'not-found'>>> => {
  if (scope.kind === 'view') return success(await listed(reader, scope.query))
  if (scope.kind === 'all') {
    return success(await listed(reader, { text: '', terms: [], sort: 'count', descending: true }))
  }
  const chosen = new Map<BucketId, ChosenBucket>()
  for (const id of scope.kind === 'noted' ? await reader.notedBuckets() : scope.buckets) {
    const row = await reader.bucket(id)
    if (row) chosen.set(row.bucket, entry(row))
    else if (scope.kind === 'buckets') return failed({ kind: 'not-found', what: 'bucket', id })
  }
  return success([...chosen.values()])
}
