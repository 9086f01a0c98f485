import type { BucketId } from '../../../../shared/model/ids.ts'
import type { Connection } from '../connection.ts'
import type { BucketWriter } from './buckets.ts'
import type { NoteCarrier } from './carry-notes.ts'

/** Makes a bucket another name of the one that its reports are in now, carries its note there, and takes it away. */
export type LeadOn = (from: number, to: number, now: number) => void

export const createLeadOn = (db: Connection, buckets: BucketWriter, notes: NoteCarrier): LeadOn => {
  const row = db.prepare<[number], { readonly id: BucketId; readonly title: string }>(
    'SELECT id, title FROM bucket WHERE number = ?'
  )
  const unmark = db.prepare<[number]>('UPDATE bucket SET noted = 0 WHERE number = ?')
  return (from, to, now) => {
    const found = row.get(from)
    if (!found) return
    notes.carry(found.id, found.title, buckets.idOf(to), now)
    buckets.leadOn(from, to)
    unmark.run(from)
    buckets.refresh(from)
  }
}
