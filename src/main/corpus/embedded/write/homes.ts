import type { Connection } from '../connection.ts'
import { signatureKey } from '../decisions.ts'

/**
 * Where units would be without decisions: what an undo takes them back to, in whatever order decisions are taken back.
 * A unit without a home of its own is at home where it is. All parts of a divided signature have one home.
 */
export type Homes = {
  /** The id of a bucket; null where the unit is at home. */
  readonly of: (key: string) => string | null
  /** Notes that a unit is at home in this bucket, unless its home is known. */
  readonly keep: (key: string, bucket: string) => void
  /** From now on the unit is at home where it is. */
  readonly forget: (key: string) => void
  /** Keys that the signature of a unit begins, for all units that have this home. */
  readonly signaturesAt: (bucket: string) => readonly string[]
}

export const createHomes = (db: Connection): Homes => {
  const of = db.prepare<[string], string>('SELECT bucket FROM home WHERE signature = ?').pluck()
  const keep = db.prepare<[string, string]>('INSERT OR IGNORE INTO home (signature, bucket) VALUES (?, ?)')
  const forget = db.prepare<[string]>('DELETE FROM home WHERE signature = ?')
  const at = db.prepare<[string], string>('SELECT signature FROM home WHERE bucket = ?').pluck()
  return {
    of: (key) => of.get(signatureKey(key)) ?? null,
    keep: (key, bucket) => void keep.run(signatureKey(key), bucket),
    forget: (key) => void forget.run(signatureKey(key)),
    signaturesAt: (bucket) => at.all(bucket)
  }
}

/** Units that were moved while some work was done, and the number of the bucket that each was in before. */
export type NoteMoves = (work: () => void) => ReadonlyMap<number, number>

/** In SQL, the key of the signature that a unit's key begins with. */
export const signatureOf = (key: string): string => `substr(${key}, 1, instr(${key} || '-', '-') - 1)`

/**
 * Watches units move, on this connection: while any decision stands, what moves for the first time has its home noted,
 * for it may be a decision that drags it along, also when an import settles.
 */
export const watchMoves = (db: Connection): NoteMoves => {
  db.exec(`
    CREATE TEMP TABLE IF NOT EXISTS noting (yes INTEGER);
    CREATE TEMP TABLE IF NOT EXISTS moved_unit (unit INTEGER PRIMARY KEY, bucket INTEGER NOT NULL);
    CREATE TEMP TRIGGER IF NOT EXISTS note_home AFTER UPDATE OF bucket ON main.unit
    WHEN old.bucket <> new.bucket AND EXISTS (SELECT 1 FROM main.decision WHERE undone IS NULL) BEGIN
      INSERT OR IGNORE INTO home (signature, bucket)
        SELECT ${signatureOf('old.key')}, id FROM bucket WHERE number = old.bucket;
    END;
    CREATE TEMP TRIGGER IF NOT EXISTS note_move AFTER UPDATE OF bucket ON main.unit
    WHEN old.bucket <> new.bucket AND EXISTS (SELECT 1 FROM temp.noting) BEGIN
      INSERT OR IGNORE INTO moved_unit (unit, bucket) VALUES (old.number, old.bucket);
    END;
  `)
  const on = db.prepare<[]>('INSERT INTO temp.noting VALUES (1)')
  const off = db.prepare<[]>('DELETE FROM temp.noting')
  const moved = db.prepare<[], { readonly unit: number; readonly bucket: number }>('SELECT * FROM temp.moved_unit')
  const clear = db.prepare<[]>('DELETE FROM temp.moved_unit')
  return (work) => {
    clear.run()
    on.run()
    try {
      work()
    } finally {
      off.run()
    }
    const found = new Map(moved.all().map(({ unit, bucket }) => [unit, bucket]))
    clear.run()
    return found
  }
}
