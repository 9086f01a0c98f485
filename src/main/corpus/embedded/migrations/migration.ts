import type { Connection } from '../connection.ts'

export type Migration = {
  /** Becomes the `user_version` of the file. */
  readonly version: number
  /** Runs inside the transaction of the whole upgrade. */
  readonly apply: (db: Connection) => void
}
