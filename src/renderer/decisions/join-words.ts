import type { BucketRow } from '../../shared/model/bucket.ts'
import { counted } from '../components/quantities.ts'

/** The one that others go into unless the person says otherwise: a note says that it is known, then the most reports. */
export const usualTarget = (rows: readonly BucketRow[]): BucketRow | null =>
  rows.toSorted((a, b) => Number(b.hasNote) - Number(a.hasNote) || b.count - a.count)[0] ?? null

/** What a merge will do, before it is done. */
export const mergeText = (rows: readonly BucketRow[], into: BucketRow): string => {
  const others = rows.filter(({ bucket }) => bucket !== into.bucket)
  const reports = rows.reduce((sum, row) => sum + row.count, 0)
  const notes = others.filter(({ hasNote }) => hasNote).length
  const kept = notes === 0 ? '' : ` ${notes === 1 ? 'The note of the other' : 'Their notes'} will stand beside its own.`
  return `Merge ${counted(rows.length, 'bucket')} into one of ${counted(reports, 'report')}: ${into.title}.${kept}`
}

export const duplicateText = (rows: readonly BucketRow[], of: BucketRow): string =>
  rows.length === 2
    ? `Mark the other bucket as a duplicate of ${of.title}. Both stay buckets of their own.`
    : `Mark ${rows.length - 1} buckets as duplicates of ${of.title}. All stay buckets of their own.`
