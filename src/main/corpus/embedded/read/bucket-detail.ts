import type { BucketDetail, BucketName } from '../../../../shared/model/bucket-detail.ts'
import type { BucketId } from '../../../../shared/model/ids.ts'
import type { ClusterRule } from '../../../cluster/rule.ts'
import type { FindBucket } from '../bucket-finder.ts'
import type { Connection } from '../connection.ts'
import type { DecisionRows } from '../decisions.ts'
import type { Units } from '../units.ts'
import { bucketReason } from './bucket-reason.ts'
import { createBucketUnits } from './bucket-units.ts'
import type { BucketReader } from './buckets.ts'
import { createOtherBugFinder } from './other-bugs.ts'

/** Units and titles that are looked at; a bucket with more is as well told by these. */
const unitLimit = 10_000
const titleLimit = 1000

export const createBucketDetailReader = (
  db: Connection,
  rule: ClusterRule,
  parts: {
    readonly buckets: BucketReader
    readonly find: FindBucket
    readonly units: Units
    readonly decisions: DecisionRows
  }
): ((bucket: BucketId) => BucketDetail | null) => {
  const { buckets, find, units, decisions } = parts
  const unitsOf = createBucketUnits(db)
  const otherBugs = createOtherBugFinder(db, rule)
  const titles = db.prepare<[number, number], BucketDetail['titles'][number]>(`
    SELECT title, sum(count) AS count FROM bucket_title WHERE bucket = ?
    GROUP BY title ORDER BY sum(count) DESC, title LIMIT ?
  `)
  const nameOf = db.prepare<[number], BucketName>('SELECT id AS bucket, title FROM bucket WHERE number = ?')

  const duplicatesOf = (bucket: number): Pick<BucketDetail, 'duplicateOf' | 'duplicates'> => {
    const marks = decisions.duplicates()
    const own = marks.find((mark) => mark.bucket === bucket)
    const others = new Set(marks.flatMap((mark) => (mark.of === bucket ? [mark.bucket] : [])))
    return {
      duplicateOf: own ? (nameOf.get(own.of) ?? null) : null,
      duplicates: [...others].flatMap((number) => nameOf.get(number) ?? [])
    }
  }

  return (id) => {
    const number = find(id)
    const row = number === null ? null : buckets.byNumber(number)
    if (number === null || !row) return null
    units.refresh()
    const own = unitsOf(number, unitLimit)
    const standing = decisions
      .ofBucket(number)
      .filter(({ what }) => what.kind !== 'duplicate' || [find(what.bucket), find(what.of)].includes(number))
    return {
      row,
      reason: bucketReason(rule, units.index, {
        count: row.count,
        units: own,
        decisions: standing,
        joined: decisions.joined(number)
      }),
      rule: own.reduce((least, unit) => Math.min(least, unit.rule), own[0]?.rule ?? rule.version),
      titles: titles.all(number, titleLimit),
      maybeOther: otherBugs(units.index)(number, own),
      ...duplicatesOf(number),
      decisions: standing
    }
  }
}
