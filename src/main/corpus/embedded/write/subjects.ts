import type { Subject } from '../../../../shared/model/act.ts'
import type { BucketId, ReportId } from '../../../../shared/model/ids.ts'
import { createBucketFinder } from '../bucket-finder.ts'
import type { Connection } from '../connection.ts'
import { readStoredList } from '../read/stored.ts'

/** What acts are about: named by ids that hold in every corpus, and found again when buckets have changed. */
export type SubjectWriter = {
  /** For a new act on a bucket; the one of a former act where that still means the bucket. */
  readonly ofBucket: (bucket: number) => { readonly number: number; readonly subject: Subject }
  readonly ofReport: (report: ReportId) => { readonly number: number; readonly subject: Subject }
  /** As another corpus names it. */
  readonly add: (subject: Subject) => number
  readonly bucketOf: (subject: number) => number | null
  /** Finds every subject again. Answers the buckets that lost or got one. */
  readonly resolve: () => ReadonlySet<number>
}

/** Reports that name a bucket: one of each of its units, as many as these. */
const anchorLimit = 300

type Row = {
  readonly number: number
  readonly kind: Subject['kind']
  readonly id: string
  readonly anchors: string
  readonly bucket: number | null
}

export const createSubjectWriter = (db: Connection): SubjectWriter => {
  const find = createBucketFinder(db)
  const numberOf = db.prepare<[string], number>('SELECT number FROM bucket WHERE id = ?').pluck()
  const idOf = db.prepare<[number], BucketId>('SELECT id FROM bucket WHERE number = ?').pluck()
  const standing = db.prepare<[number, string], Row>(
    `SELECT * FROM subject WHERE bucket = ? AND kind = 'bucket' AND id = ? AND anchors <> '[]' ORDER BY number DESC LIMIT 1`
  )
  const same = db
    .prepare<[string, string, string], number>('SELECT number FROM subject WHERE kind = ? AND id = ? AND anchors = ?')
    .pluck()
  const countOf = db.prepare<[number], number>('SELECT count FROM bucket WHERE number = ?').pluck()
  const insert = db.prepare<[string, string, string, number | null]>(
    'INSERT INTO subject (kind, id, anchors, bucket) VALUES (?, ?, ?, ?)'
  )
  const anchorsOf = db
    .prepare<[number, number], ReportId>(
      `SELECT id FROM (
         SELECT report.id, row_number() OVER (PARTITION BY report.unit ORDER BY report.id) AS turn, unit.count, unit.key
         FROM report JOIN unit ON unit.number = report.unit WHERE report.bucket = ?
       ) ORDER BY turn, count DESC, key, id LIMIT ?`
    )
    .pluck()
  const bucketOfReport = db.prepare<[string], number>('SELECT bucket FROM report WHERE id = ?').pluck()
  const all = db.prepare<[], Row>('SELECT * FROM subject')
  const set = db.prepare<[number | null, number]>('UPDATE subject SET bucket = ? WHERE number = ?')
  const bucketOf = db.prepare<[number], number | null>('SELECT bucket FROM subject WHERE number = ?').pluck()

  const anchors = ({ anchors, number }: Row): readonly string[] => readStoredList(anchors, `the subject ${number}`)

  const where = (row: Row): number | null => {
    if (row.kind === 'report') return bucketOfReport.get(row.id) ?? null
    // Its very own name: where others lead on to depends on what happened in this corpus.
    const named = numberOf.get(row.id)
    const counts = new Map<number, number>()
    for (const report of anchors(row)) {
      const bucket = bucketOfReport.get(report)
      if (bucket === undefined) continue
      if (bucket === named) return named
      counts.set(bucket, (counts.get(bucket) ?? 0) + 1)
    }
    // None of its reports is here: the name is all that there is.
    if (counts.size === 0) return find(row.id)
    // Reports are in order, and so is the map: of equal buckets that with the least report counts.
    return [...counts].reduce((best, one) => (one[1] > best[1] ? one : best))[0]
  }

  const place = (kind: Subject['kind'], id: string, anchors: string): number => {
    const known = same.get(kind, id, anchors)
    if (known !== undefined) return known
    const number = Number(insert.run(kind, id, anchors, null).lastInsertRowid)
    set.run(where({ number, kind, id, anchors, bucket: null }), number)
    return number
  }

  return {
    ofBucket: (bucket) => {
      const id = idOf.get(bucket)
      if (id === undefined) throw new Error(`there is no bucket ${bucket}`)
      const former = standing.get(bucket, id)
      const named = former ? (anchors(former) as readonly ReportId[]) : []
      // A bucket that has grown much is named anew: who takes its first reports out leaves what was said since.
      const isCovered = named.length * 2 >= Math.min(anchorLimit, countOf.get(bucket) ?? 0)
      const reports = former && isCovered ? named : anchorsOf.all(bucket, anchorLimit).sort()
      return {
        number: former && isCovered ? former.number : place('bucket', id, JSON.stringify(reports)),
        subject: { kind: 'bucket', bucket: id, reports }
      }
    },
    ofReport: (report) => ({ number: place('report', report, '[]'), subject: { kind: 'report', report } }),
    add: (subject) =>
      subject.kind === 'bucket'
        ? place('bucket', subject.bucket, JSON.stringify(subject.reports))
        : place('report', subject.report, '[]'),
    bucketOf: (subject) => bucketOf.get(subject) ?? null,
    resolve: () => {
      const touched = new Set<number>()
      for (const row of all.all()) {
        const bucket = where(row)
        if (bucket === row.bucket) continue
        set.run(bucket, row.number)
        if (row.bucket !== null) touched.add(row.bucket)
        if (bucket !== null) touched.add(bucket)
      }
      return touched
    }
  }
}
