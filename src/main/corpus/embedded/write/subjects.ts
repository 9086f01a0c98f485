import type { Subject } from '../../../../shared/model/act.ts'
import type { BucketId, ReportId } from '../../../../shared/model/ids.ts'
import { createBucketFinder } from '../bucket-finder.ts'
import type { Connection } from '../connection.ts'
import { readStoredList } from '../read/stored.ts'
import { watchReports } from './moved-reports.ts'

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

/** Where each report is that a subject names. */
type BucketOfReport = (report: string) => number | undefined

/** What is remembered of a subject from when its reports were last looked for. */
type Known = {
  readonly hashes: Uint32Array
  /** Whether any of its reports was in this corpus. */
  readonly present: boolean
  /** The bucket that bore its name: a name may pass to another bucket, and no report moves. */
  readonly named: number | undefined
}

/** Of so many subjects at once it is quicker to look at all reports of the corpus than for each of theirs. */
const manySubjects = 500

const hashBits = 20

/** FNV-1a, cut to 20 bits. Ids are hashes of logs and a position, so that few are alike. */
const hashOf = (text: string): number => {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return (hash >>> (32 - hashBits)) ^ (hash & ((1 << (32 - hashBits)) - 1))
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
  const all = db.prepare<[], Omit<Row, 'anchors'>>('SELECT number, kind, id, bucket FROM subject')
  const counted = db.prepare<[], number>(`SELECT count(*) FROM subject WHERE kind = 'bucket'`).pluck()
  const anchorsText = db.prepare<[number], string>('SELECT anchors FROM subject WHERE number = ?').pluck()
  const allReports = db.prepare<[], readonly [string, number]>('SELECT id, bucket FROM report').raw()
  const set = db.prepare<[number | null, number]>('UPDATE subject SET bucket = ? WHERE number = ?')
  const bucketOf = db.prepare<[number], number | null>('SELECT bucket FROM subject WHERE number = ?').pluck()

  const anchors = ({ anchors, number }: Pick<Row, 'anchors' | 'number'>): readonly string[] =>
    readStoredList(anchors, `the subject ${number}`)
  const oneByOne: BucketOfReport = (report) => bucketOfReport.get(report)
  const fromAll = (): BucketOfReport => {
    const buckets = new Map(allReports.iterate())
    return (report) => buckets.get(report)
  }

  /** `named` bears its very own name: where others lead on to depends on what happened in this corpus. */
  const whereNamed = (
    id: string,
    named: number | undefined,
    reports: readonly string[],
    bucketOf: BucketOfReport
  ): number | null => {
    const counts = new Map<number, number>()
    for (const report of reports) {
      const bucket = bucketOf(report)
      if (bucket === undefined) continue
      if (bucket === named) return named
      counts.set(bucket, (counts.get(bucket) ?? 0) + 1)
    }
    // None of its reports is here: the name is all that there is.
    if (counts.size === 0) return find(id)
    // Reports are in order, and so is the map: of equal buckets that with the least report counts.
    return [...counts].reduce((best, one) => (one[1] > best[1] ? one : best))[0]
  }

  const takeMoved = watchReports(db)
  let known = new Map<number, Known>()

  /** Where subjects are now. Of those none of whose reports moved only the name is looked at, if anything. */
  const placesAfter = (moved: ReadonlySet<string> | null): ((row: Omit<Row, 'anchors'>) => number | null) => {
    if (moved === null) known = new Map()
    const isMoved = new Uint8Array(1 << hashBits)
    for (const report of moved ?? []) isMoved[hashOf(report)] = 1
    const count = counted.get() ?? 0
    const bucketOf = count - known.size > manySubjects || (moved?.size ?? 0) > manySubjects ? fromAll() : oneByOne
    return ({ number, kind, id, bucket }) => {
      if (kind === 'report') return oneByOne(id) ?? null
      const former = known.get(number)
      const named = numberOf.get(id)
      const stays = former?.named === named && former?.hashes.some((hash) => isMoved[hash] === 1) === false
      if (former && stays) return former.present ? bucket : find(id)
      const reports = anchors({ number, anchors: anchorsText.get(number) ?? '[]' })
      const present = reports.some((report) => bucketOf(report) !== undefined)
      known.set(number, { hashes: former?.hashes ?? Uint32Array.from(reports, hashOf), present, named })
      return whereNamed(id, named, reports, bucketOf)
    }
  }

  const place = (kind: Subject['kind'], id: string, anchors: string): number => {
    const known = same.get(kind, id, anchors)
    if (known !== undefined) return known
    const number = Number(insert.run(kind, id, anchors, null).lastInsertRowid)
    const reports = readStoredList(anchors, `the subject ${number}`)
    const bucket = kind === 'report' ? (oneByOne(id) ?? null) : whereNamed(id, numberOf.get(id), reports, oneByOne)
    set.run(bucket, number)
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
      const placeOf = placesAfter(takeMoved())
      for (const row of all.all()) {
        const bucket = placeOf(row)
        if (bucket === row.bucket) continue
        set.run(bucket, row.number)
        if (row.bucket !== null) touched.add(row.bucket)
        if (bucket !== null) touched.add(bucket)
      }
      return touched
    }
  }
}
