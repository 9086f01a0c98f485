import type { BucketRow, Note, ReportRow } from '../../shared/model/bucket.ts'
import type { FailureOf } from '../../shared/model/failure.ts'
import type { BucketId } from '../../shared/model/ids.ts'
import type { Report } from '../../shared/model/report.ts'
import { failed, success, type Result } from '../../shared/model/result.ts'
import type { CorpusReader } from '../corpus/corpus.ts'

/** All that an export says of one bucket. */
export type GatheredBucket = {
  readonly row: BucketRow
  readonly note: Note | null
  /** The newest reports, as many as an export lists. */
  readonly reports: readonly ReportRow[]
  /** The newest whole report, else the newest. */
  readonly sample: Report | null
}

/** An export lists no more reports of a bucket than a mail can carry. */
const listedReports = 200

const gather = async (reader: CorpusReader, id: BucketId): Promise<GatheredBucket | null> => {
  const row = await reader.bucket(id)
  if (!row) return null
  const { rows } = await reader.reports({ bucket: id, text: '' }, { offset: 0, limit: listedReports })
  const best = rows.find((report) => !report.corrupted) ?? rows[0]
  const found = best ? await reader.report(best.report) : null
  const note = await reader.note(id)
  return { row, note: note && note.text.trim() !== '' ? note : null, reports: rows, sample: found?.report ?? null }
}

/** Collects the named buckets in the order given, or all that have a note. Fails on the first that is not there. */
export const gatherBuckets = async (
  reader: CorpusReader,
  buckets: 'noted' | readonly BucketId[]
): Promise<Result<readonly GatheredBucket[], FailureOf<'not-found'>>> => {
  const gathered: GatheredBucket[] = []
  for (const id of buckets === 'noted' ? await reader.notedBuckets() : new Set(buckets)) {
    const bucket = await gather(reader, id)
    if (bucket) gathered.push(bucket)
    else if (buckets !== 'noted') return failed({ kind: 'not-found', what: 'bucket', id })
  }
  return success(gathered)
}
