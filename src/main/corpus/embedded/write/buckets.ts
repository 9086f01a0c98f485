import { createHash } from 'node:crypto'
import { bucketIdSchema, type BucketId } from '../../../../shared/model/ids.ts'
import type { Report } from '../../../../shared/model/report.ts'
import { signatureOf, signatureRule } from '../../../cluster/signature.ts'
import type { Connection } from '../connection.ts'

export const bucketIdOf = (signature: string): BucketId =>
  bucketIdSchema.parse(createHash('sha256').update(signature).digest('hex').slice(0, 12))

export type BucketWriter = {
  /** The number of the bucket this report belongs to, which is opened when it is not there. */
  readonly place: (report: Report, now: number) => number
  /** Adds a report to what its bucket sums up. `newLog`: the first report of its log in this bucket. */
  readonly count: (bucket: number, kernel: string | null, newLog: boolean) => void
  /** Takes a report away from that again. `lastOfLog`: its log has no other report in this bucket. */
  readonly uncount: (bucket: number, kernel: string | null, lastOfLog: boolean) => void
  /**
   * Takes times, kind and frames from the bucket's reports, or removes a bucket that has neither a report nor a note;
   * for every bucket touched, at the end of a transaction.
   */
  readonly settle: (bucket: number) => void
}

export const createBucketWriter = (db: Connection): BucketWriter => {
  const find = db.prepare<[string], { readonly number: number; readonly rule: number }>(
    'SELECT number, rule FROM bucket WHERE id = ?'
  )
  const raiseRule = db.prepare<[number, number]>('UPDATE bucket SET rule = ? WHERE number = ?')
  const open = db.prepare<[string, string, number, string, string, string, number, string]>(`
    INSERT INTO bucket (
      id, signature, rule, reason, title, kind, opened, callers, count, files, first_seen, last_seen, noted
    ) VALUES (?, ?, ?, ?, ?, ?, ?, '[]', 0, 0, 0, 0, EXISTS (SELECT 1 FROM note WHERE bucket = ? AND text <> ''))
  `)
  const add = db.prepare<[number, number]>('UPDATE bucket SET count = count + 1, files = files + ? WHERE number = ?')
  const addKernel = db.prepare<[number, string]>(`
    INSERT INTO bucket_kernel (bucket, kernel, count) VALUES (?, ?, 1)
    ON CONFLICT (bucket, kernel) DO UPDATE SET count = count + 1
  `)
  const subtract = db.prepare<[number, number]>(
    'UPDATE bucket SET count = count - 1, files = files - ? WHERE number = ?'
  )
  const subtractKernel = db.prepare<[number, string]>(
    'UPDATE bucket_kernel SET count = count - 1 WHERE bucket = ? AND kernel = ?'
  )
  const dropKernel = db.prepare<[number, string]>(
    'DELETE FROM bucket_kernel WHERE bucket = ? AND kernel = ? AND count = 0'
  )
  const dropEmpty = db.prepare<[number]>('DELETE FROM bucket WHERE number = ? AND count = 0 AND noted = 0')
  // Ties are broken by the report's id, so that the order of an import does not matter.
  const refresh = db.prepare<[{ readonly bucket: number }]>(`
    UPDATE bucket SET
      first_seen = (SELECT min(seen) FROM report WHERE bucket = :bucket),
      last_seen = newest.seen, kind = newest.kind, frame = newest.frame, callers = newest.callers
    FROM (SELECT * FROM report WHERE bucket = :bucket ORDER BY seen DESC, substr(id, 1, 16), position LIMIT 1) AS newest
    WHERE bucket.number = :bucket
  `)
  return {
    place: (report, now) => {
      const { signature, reason } = signatureOf(report)
      const id = bucketIdOf(signature)
      const found = find.get(id)
      if (found && found.rule < signatureRule) raiseRule.run(signatureRule, found.number)
      if (found) return found.number
      return Number(open.run(id, signature, signatureRule, reason, report.title, report.kind, now, id).lastInsertRowid)
    },
    count: (bucket, kernel, newLog) => {
      add.run(newLog ? 1 : 0, bucket)
      if (kernel !== null) addKernel.run(bucket, kernel)
    },
    uncount: (bucket, kernel, lastOfLog) => {
      subtract.run(lastOfLog ? 1 : 0, bucket)
      if (kernel === null) return
      subtractKernel.run(bucket, kernel)
      dropKernel.run(bucket, kernel)
    },
    settle: (bucket) => {
      if (dropEmpty.run(bucket).changes === 0) refresh.run({ bucket })
    }
  }
}
