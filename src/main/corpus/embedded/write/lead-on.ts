import type { Connection } from '../connection.ts'
import type { BucketWriter } from './buckets.ts'

/** Makes a bucket another name of the one that its reports are in now, and takes it away. */
export type LeadOn = (from: number, to: number) => void

export const createLeadOn = (db: Connection, buckets: BucketWriter): LeadOn => {
  const exists = db.prepare<[number]>('SELECT 1 FROM bucket WHERE number = ?')
  // What was said of it is found again under the other one, which says so then; see subjects.ts.
  const unmark = db.prepare<[number]>('UPDATE bucket SET noted = 0 WHERE number = ?')
  return (from, to) => {
    if (exists.get(from) === undefined) return
    buckets.leadOn(from, to)
    unmark.run(from)
    buckets.refresh(from)
  }
}
