import type { Connection } from '../connection.ts'
import type { Units } from '../units.ts'

/** What the writer holds in memory of the corpus, kept in step with it. */
export type WriteState = {
  /** Runs `work` as a transaction of a kind, on a fresh index. After a rollback nothing in memory is trusted. */
  readonly change: <Value>(transaction: (db: Connection, work: () => Value) => Value, work: () => Value) => Value
}

export const createWriteState = (db: Connection, units: Units, forget: () => void): WriteState => ({
  change: (transaction, work) => {
    try {
      const value = transaction(db, () => {
        units.refresh()
        return work()
      })
      units.committed()
      return value
    } catch (thrown) {
      units.forget()
      forget()
      throw thrown
    }
  }
})
