import type { LogOrigin } from '../../corpus.ts'
import type { Connection } from '../connection.ts'

export type OriginWriter = {
  /** Notes where a log came from; false when that is known already. */
  readonly add: (log: number, origin: LogOrigin) => boolean
  /**
   * A crash is as old as the oldest copy of its log. Moves a log and its reports back to `seen` when they stand later,
   * and answers the buckets to settle.
   */
  readonly moveBack: (log: number, seen: number) => readonly number[]
}

export const createOriginWriter = (db: Connection): OriginWriter => {
  const add = db.prepare<[number, string, number, number]>(`
    INSERT INTO origin (log, file, modified, imported) VALUES (?, ?, ?, ?)
    ON CONFLICT (log, file) DO UPDATE SET modified = excluded.modified WHERE modified <> excluded.modified
  `)
  const moveLogBack = db.prepare<[number, number, number]>('UPDATE log SET seen = ? WHERE number = ? AND seen > ?')
  const bucketsOf = db.prepare<[number], { readonly bucket: number }>(
    'SELECT DISTINCT bucket FROM report WHERE log = ?'
  )
  const moveReportsBack = db.prepare<[number, number]>('UPDATE report SET seen = ? WHERE log = ?')
  return {
    add: (log, { file, modified }) => add.run(log, file, Math.round(modified), Date.now()).changes > 0,
    moveBack: (log, seen) => {
      const whole = Math.round(seen)
      if (moveLogBack.run(whole, log, whole).changes === 0) return []
      moveReportsBack.run(whole, log)
      return bucketsOf.all(log).map(({ bucket }) => bucket)
    }
  }
}
