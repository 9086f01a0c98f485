import { createHash } from 'node:crypto'
import { bucketIdSchema, type BucketId } from '../../../../shared/model/ids.ts'
import type { Report } from '../../../../shared/model/report.ts'
import { createBucketFinder, type FindBucket } from '../bucket-finder.ts'
import type { Connection } from '../connection.ts'
import { createBucketTitles } from './bucket-titles.ts'

/** The id that a bucket gets when it is opened by the unit with this key; `taken` says which are not free. */
export const bucketIdFor = (key: string, taken: (id: BucketId) => boolean): BucketId => {
  for (let salt = 0; ; salt += 1) {
    const text = salt === 0 ? key : `${key} ${salt}`
    const id = bucketIdSchema.parse(createHash('sha256').update(text).digest('hex').slice(0, 12))
    if (!taken(id)) return id
  }
}

/** What a report adds to the sums of its bucket. */
export type Counted = Pick<Report, 'title' | 'kernel'> & { readonly corrupted: boolean }

export type BucketWriter = {
  /**
   * Opens a bucket without reports, by a key, or with the id that it had before. One that was opened by the same key and
   * has only its note left is taken up again.
   */
  readonly open: (by: { readonly key: string } | { readonly id: BucketId; readonly opened: number }) => number
  readonly idOf: (bucket: number) => BucketId
  /** The number of the bucket with this very id; null when there is none. */
  readonly numberOf: (id: BucketId) => number | null
  /** The number of the bucket with this id, of the one it went into where it did; null when there is none. */
  readonly find: FindBucket
  /** Adds a report to what its bucket sums up. `newLog`: the first report of its log in this bucket. */
  readonly count: (bucket: number, report: Counted, newLog: boolean) => void
  /** Takes a report away from that again. `lastOfLog`: its log has no other report in this bucket. */
  readonly uncount: (bucket: number, report: Counted, lastOfLog: boolean) => void
  /** Moves a unit with all its reports to another bucket, and what they add up to. Both are to be refreshed then. */
  readonly move: (unit: number, from: number, to: number) => void
  /** Moves one report so; which unit it is of is the caller's. */
  readonly moveReport: (report: number, from: number, to: number) => void
  /** From now on whatever names the one bucket means the other, which has its reports. */
  readonly leadOn: (from: number, to: number) => void
  /**
   * Takes title, times, kind and frames from the bucket's reports, or removes a bucket that has neither a report nor a
   * note; for every bucket touched, at the end of a transaction.
   */
  readonly refresh: (bucket: number) => void
}

/** Statements that move reports, by a condition on them, to another bucket with what they add up to. */
const movesOf = (moved: string): readonly string[] => [
  `INSERT INTO bucket_kernel (bucket, kernel, count)
    SELECT :to, kernel, count(*) FROM report WHERE ${moved} AND kernel IS NOT NULL GROUP BY kernel
    ON CONFLICT (bucket, kernel) DO UPDATE SET count = count + excluded.count`,
  `UPDATE bucket_kernel SET count = bucket_kernel.count - moved.count
    FROM (SELECT kernel, count(*) AS count FROM report WHERE ${moved} GROUP BY kernel) AS moved
    WHERE bucket_kernel.bucket = :from AND bucket_kernel.kernel = moved.kernel`,
  'DELETE FROM bucket_kernel WHERE bucket = :from AND count = 0',
  `INSERT INTO bucket_title (bucket, corrupted, title, count)
    SELECT :to, corrupted, title, count(*) FROM report WHERE ${moved} GROUP BY corrupted, title
    ON CONFLICT (bucket, corrupted, title) DO UPDATE SET count = count + excluded.count`,
  `UPDATE bucket_title SET count = bucket_title.count - moved.count
    FROM (SELECT corrupted, title, count(*) AS count FROM report WHERE ${moved} GROUP BY corrupted, title) AS moved
    WHERE bucket_title.bucket = :from AND bucket_title.corrupted = moved.corrupted AND bucket_title.title = moved.title`,
  'DELETE FROM bucket_title WHERE bucket = :from AND count = 0',
  `INSERT INTO bucket_function (function, bucket, count)
    SELECT function, :to, count(DISTINCT report) FROM frame
    WHERE report IN (SELECT number FROM report WHERE ${moved}) GROUP BY function
    ON CONFLICT (function, bucket) DO UPDATE SET count = count + excluded.count`,
  `UPDATE bucket_function SET count = bucket_function.count - moved.count
    FROM (
      SELECT function, count(DISTINCT report) AS count FROM frame
      WHERE report IN (SELECT number FROM report WHERE ${moved}) GROUP BY function
    ) AS moved
    WHERE bucket_function.function = moved.function AND bucket_function.bucket = :from`,
  `DELETE FROM bucket_function WHERE bucket = :from AND count = 0
    AND function IN (SELECT function FROM frame WHERE report IN (SELECT number FROM report WHERE ${moved}))`,
  `UPDATE bucket SET count = count - (SELECT count(*) FROM report WHERE ${moved}) WHERE number = :from`,
  `UPDATE bucket SET count = count + (SELECT count(*) FROM report WHERE ${moved}) WHERE number = :to`,
  `UPDATE report SET bucket = :to WHERE ${moved}`
]

type Move = { readonly what: number; readonly from: number; readonly to: number }

export const createBucketWriter = (db: Connection): BucketWriter => {
  const id = db.prepare<[number], BucketId>('SELECT id FROM bucket WHERE number = ?').pluck()
  const number = db.prepare<[string], number>('SELECT number FROM bucket WHERE id = ?').pluck()
  const named = db.prepare<[{ readonly id: string }]>(`
    SELECT 1 FROM bucket WHERE id = :id UNION SELECT 1 FROM bucket_alias WHERE id = :id
    UNION SELECT 1 FROM subject WHERE kind = 'bucket' AND id = :id UNION SELECT 1 FROM former_bucket WHERE id = :id
  `)
  const insert = db.prepare<[string, number]>(`
    INSERT INTO bucket (id, opened, title, kind, callers, count, files, first_seen, last_seen, noted)
    VALUES (?, ?, '', 'unknown', '[]', 0, 0, 0, 0, 0)
  `)
  const emptyBucket = db.prepare<[string], number>('SELECT number FROM bucket WHERE id = ? AND count = 0').pluck()
  const aliasOpened = db.prepare<[string], number | null>('SELECT opened FROM bucket_alias WHERE id = ?').pluck()
  const openedOf = db.prepare<[number], number>('SELECT opened FROM bucket WHERE number = ?').pluck()
  const dropAlias = db.prepare<[string]>('DELETE FROM bucket_alias WHERE id = ?')
  const setAlias = db.prepare<[string, string, number | null]>(
    'INSERT OR REPLACE INTO bucket_alias (id, went_into, opened) VALUES (?, ?, ?)'
  )
  const add = db.prepare<[number, number]>('UPDATE bucket SET count = count + 1, files = files + ? WHERE number = ?')
  const subtract = db.prepare<[number, number]>(
    'UPDATE bucket SET count = count - 1, files = files - ? WHERE number = ?'
  )
  const addKernel = db.prepare<[number, string]>(`
    INSERT INTO bucket_kernel (bucket, kernel, count) VALUES (?, ?, 1)
    ON CONFLICT (bucket, kernel) DO UPDATE SET count = count + 1
  `)
  const subtractKernel = db.prepare<[number, string]>(
    'UPDATE bucket_kernel SET count = count - 1 WHERE bucket = ? AND kernel = ?'
  )
  const dropKernel = db.prepare<[number, string]>(
    'DELETE FROM bucket_kernel WHERE bucket = ? AND kernel = ? AND count = 0'
  )
  const addTitle = db.prepare<[number, number, string]>(`
    INSERT INTO bucket_title (bucket, corrupted, title, count) VALUES (?, ?, ?, 1)
    ON CONFLICT (bucket, corrupted, title) DO UPDATE SET count = count + 1
  `)
  const subtractTitle = db.prepare<[number, number, string]>(
    'UPDATE bucket_title SET count = count - 1 WHERE bucket = ? AND corrupted = ? AND title = ?'
  )
  const dropTitle = db.prepare<[number, number, string]>(
    'DELETE FROM bucket_title WHERE bucket = ? AND corrupted = ? AND title = ? AND count = 0'
  )
  const unitSteps = movesOf('unit = :what').map((sql) => db.prepare<[Move]>(sql))
  const reportSteps = movesOf('number = :what').map((sql) => db.prepare<[Move]>(sql))
  const setBucket = db.prepare<[number, number]>('UPDATE unit SET bucket = ? WHERE number = ?')
  // The first 16 characters of a report's id are its log's.
  const countFiles = db.prepare<[{ readonly bucket: number }]>(`
    UPDATE bucket SET files = (SELECT count(DISTINCT substr(id, 1, 16)) FROM report WHERE bucket = :bucket)
    WHERE number = :bucket
  `)
  const dropEmpty = db.prepare<[number]>('DELETE FROM bucket WHERE number = ? AND count = 0 AND noted = 0')
  const resum = db.prepare<[{ readonly bucket: number }]>(`
    UPDATE bucket SET
      first_seen = (SELECT min(seen) FROM report WHERE bucket = :bucket),
      last_seen = (SELECT max(seen) FROM report WHERE bucket = :bucket)
    WHERE number = :bucket AND count > 0
  `)
  const titles = createBucketTitles(db)
  // Buckets whose files are counted when they are refreshed: once, however many units move.
  const recount = new Set<number>()
  const move = (steps: typeof unitSteps, moved: Move): void => {
    if (moved.from === moved.to) return
    for (const step of steps) step.run(moved)
    recount.add(moved.from).add(moved.to)
  }
  const idOf = (bucket: number): BucketId => {
    const found = id.get(bucket)
    if (found === undefined) throw new Error(`there is no bucket ${bucket}`)
    return found
  }
  return {
    idOf,
    numberOf: (wanted) => number.get(wanted) ?? null,
    open: (by) => {
      const empty = 'key' in by ? emptyBucket.get(bucketIdFor(by.key, () => false)) : undefined
      if (empty !== undefined) return empty
      const own = 'id' in by ? by.id : bucketIdFor(by.key, (one) => named.get({ id: one }) !== undefined)
      const before = 'id' in by ? aliasOpened.get(own) : undefined
      dropAlias.run(own)
      const opened = before ?? ('id' in by ? by.opened : Date.now())
      return Number(insert.run(own, opened).lastInsertRowid)
    },
    find: createBucketFinder(db),
    count: (bucket, { title, kernel, corrupted }, newLog) => {
      add.run(newLog ? 1 : 0, bucket)
      addTitle.run(bucket, corrupted ? 1 : 0, title)
      if (kernel !== null) addKernel.run(bucket, kernel)
    },
    uncount: (bucket, { title, kernel, corrupted }, lastOfLog) => {
      subtract.run(lastOfLog ? 1 : 0, bucket)
      subtractTitle.run(bucket, corrupted ? 1 : 0, title)
      dropTitle.run(bucket, corrupted ? 1 : 0, title)
      if (kernel === null) return
      subtractKernel.run(bucket, kernel)
      dropKernel.run(bucket, kernel)
    },
    move: (unit, from, to) => {
      move(unitSteps, { what: unit, from, to })
      setBucket.run(to, unit)
    },
    moveReport: (report, from, to) => move(reportSteps, { what: report, from, to }),
    leadOn: (from, to) => void setAlias.run(idOf(from), idOf(to), openedOf.get(from) ?? null),
    refresh: (bucket) => {
      const counted = recount.delete(bucket)
      if (dropEmpty.run(bucket).changes > 0) return
      if (counted) countFiles.run({ bucket })
      resum.run({ bucket })
      titles.refresh(bucket)
    }
  }
}
