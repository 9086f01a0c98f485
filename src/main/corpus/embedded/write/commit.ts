import type { Connection } from '../connection.ts'

/** Counts a change, inside the transaction that makes it, so that every window and process can notice it. */
export const countChange = (db: Connection): void => {
  db.prepare('UPDATE meta SET changes = changes + 1').run()
}

/** Runs `work` as one transaction that holds the write lock from its start. */
export const inTransaction = <Value>(db: Connection, work: () => Value): Value => db.transaction(work).immediate()

/** As `inTransaction`, and the answer means that the change has reached the disk. */
export const inDurableTransaction = <Value>(db: Connection, work: () => Value): Value => {
  // In WAL mode NORMAL loses the last commits when the power fails; FULL syncs each.
  db.pragma('synchronous = FULL')
  try {
    return inTransaction(db, work)
  } finally {
    db.pragma('synchronous = NORMAL')
  }
}
