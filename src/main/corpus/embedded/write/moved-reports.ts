import { randomInt } from 'node:crypto'
import type { Connection } from '../connection.ts'

/** Which reports came, went or moved to another bucket since it was last asked; null when nobody can say. */
type TakeMoved = () => ReadonlySet<string> | null

const noted = (which: 'old' | 'new'): string =>
  `EXISTS (SELECT 1 FROM main.subject) BEGIN INSERT OR IGNORE INTO moved_report VALUES (${which}.id); END;`

/**
 * Watches reports on this connection, in temporary tables, so that what is rolled back was never noted. What another
 * connection changed it does not see, and says so; of two that watch on one connection the one that did not ask last too.
 */
export const watchReports = (db: Connection): TakeMoved => {
  db.exec(`
    CREATE TEMP TABLE IF NOT EXISTS moved_report (id TEXT PRIMARY KEY) WITHOUT ROWID;
    CREATE TEMP TRIGGER IF NOT EXISTS report_came AFTER INSERT ON main.report WHEN ${noted('new')}
    CREATE TEMP TRIGGER IF NOT EXISTS report_went AFTER DELETE ON main.report WHEN ${noted('old')}
    CREATE TEMP TRIGGER IF NOT EXISTS report_moved AFTER UPDATE OF bucket ON main.report
    WHEN old.bucket <> new.bucket AND ${noted('new')}
  `)
  const list = db.prepare<[], string>('SELECT id FROM temp.moved_report').pluck()
  const clear = db.prepare<[]>('DELETE FROM temp.moved_report')
  // Drawn anew whenever somebody asks: rolled back with the rest, and no change that is counted.
  const askedOf = (): number => Number(db.pragma('temp.user_version', { simple: true }))
  let last: { readonly asked: number; readonly version: unknown } | null = null
  return () => {
    const version: unknown = db.pragma('data_version', { simple: true })
    const isKnown = last !== null && last.asked === askedOf() && last.version === version
    const moved = isKnown ? new Set(list.all()) : null
    clear.run()
    const asked = randomInt(1, 2 ** 31 - 1)
    db.pragma(`temp.user_version = ${asked}`)
    last = { asked, version }
    return moved
  }
}
