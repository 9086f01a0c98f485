import type { Connection } from '../connection.ts'
import type { BucketTriage } from './bucket-triage.ts'
import type { SubjectWriter } from './subjects.ts'

/** Finds what acts are about again, after buckets came, went or changed, and what these add up to there. */
export type Resolve = () => void

export const createResolve = (db: Connection, subjects: SubjectWriter, triage: BucketTriage): Resolve => {
  const any = db.prepare<[]>('SELECT 1 FROM subject LIMIT 1')
  // What is kept of a bucket goes with it, for the number of one that is gone is given again.
  const drop = db.prepare<[]>(
    'DELETE FROM bucket_triage WHERE NOT EXISTS (SELECT 1 FROM bucket WHERE bucket.number = bucket_triage.bucket)'
  )
  return () => {
    if (any.get() === undefined) return
    drop.run()
    triage.refreshAll(subjects.resolve())
  }
}
