import Database from 'better-sqlite3'
import { failed, type Result } from '../../../shared/model/result.ts'
import type { WriteFailure } from '../corpus.ts'

/** The SQLite result code of an exception (`SQLITE_FULL`), null for any other. */
export const sqliteCode = (thrown: unknown): string | null =>
  thrown instanceof Database.SqliteError ? thrown.code : null

/**
 * What SQLite says of a write that the system refused for another reason than a full disk, such as a quota that is used
 * up or the largest file of a FAT disk. What was committed is whole: nobody need go back to a backup.
 */
const refusedWrites: ReadonlySet<string> = new Set([
  'SQLITE_IOERR_WRITE',
  'SQLITE_IOERR_FSYNC',
  'SQLITE_IOERR_DIR_FSYNC',
  'SQLITE_IOERR_TRUNCATE',
  'SQLITE_IOERR_SHMOPEN',
  'SQLITE_IOERR_SHMMAP'
])

/** The failure an SQLite exception stands for (https://sqlite.org/rescode.html); null when it is a bug. */
export const failureOfSqlite = (thrown: unknown, file: string): WriteFailure | null => {
  const code = sqliteCode(thrown)
  if (code === null) return null
  // On a full disk the write-ahead log's index cannot grow, which has a code of its own.
  if (code === 'SQLITE_FULL' || code === 'SQLITE_IOERR_SHMSIZE') return { kind: 'disk-full', file }
  if (refusedWrites.has(code))
    return { kind: 'disk-full', file, detail: 'a quota, a size limit or a fault of the disk' }
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) return { kind: 'corpus-busy', file }
  if (code.startsWith('SQLITE_READONLY')) return { kind: 'corpus-read-only', file }
  if (code.startsWith('SQLITE_CORRUPT') || code.startsWith('SQLITE_NOTADB') || code.startsWith('SQLITE_IOERR')) {
    return { kind: 'corpus-damaged', file, detail: (thrown as Error).message }
  }
  return null
}

/** Runs `work`; an SQLite exception with a failure becomes that failure, any other exception goes on. */
export const catchSqlite = <Value, Problem>(
  file: string,
  work: () => Result<Value, Problem>
): Result<Value, Problem | WriteFailure> => {
  try {
    return work()
  } catch (thrown) {
    const failure = failureOfSqlite(thrown, file)
    if (!failure) throw thrown
    return failed(failure)
  }
}
