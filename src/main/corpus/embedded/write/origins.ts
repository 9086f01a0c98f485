import type { LogOrigin } from '../../corpus.ts'
import type { Connection } from '../connection.ts'

export type OriginWriter = {
  /** Notes where a log came from; false when that is known already. */
  readonly add: (log: number, origin: LogOrigin) => boolean
  /**
   * A crash is as old as the oldest copy of its log. Moves the reports of a log back to `seen` when they stand later,
   * and answers the buckets to refresh.
   */
  readonly moveBack: (log: number, seen: number) => readonly number[]
}

export const createOriginWriter = (db: Connection): OriginWriter => {
  const add = db.prepare<[number, string, number, number]>(`
    INSERT INTO origin (log, file, modified, imported) VALUES (?, ?, ?, ?)
    ON CONFLICT (log, file) DO UPDATE SET modified = excluded.modified WHERE modified <> excluded.modified
  `)
  const later = db.prepare<[number, number], { readonly bucket: number }>(
    'SELECT DISTINCT bucket FROM report WHERE log = ? AND seen > ?'
  )
  const moveBack = db.prepare<[number, number, number]>('UPDATE report SET seen = ? WHERE log = ? AND seen > ?')
  return {
    add: (log, { file, modified }) => add.run(log, file, Math.round(modified), Date.now()).changes > 0,
    moveBack: (log, seen) => {
      const whole = Math.round(seen)
      const buckets = later.all(log, whole).map(({ bucket }) => bucket)
      if (buckets.length > 0) moveBack.run(whole, log, whole)
      return buckets
    }
  }
}
