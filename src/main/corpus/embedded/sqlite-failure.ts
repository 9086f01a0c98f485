import Database from 'better-sqlite3'
import { failed, type Result } from '../../../shared/model/result.ts'
import type { WriteFailure } from '../corpus.ts'

/** The SQLite result code of an exception (`SQLITE_FULL`), null for any other. */
export const sqliteCode = (thrown: unknown): string | null =>
  thrown instanceof Database.SqliteError ? thrown.code : null

/** The failure an SQLite exception stands for (https://sqlite.org/rescode.html); null when it is a bug. */
export const failureOfSqlite = (thrown: unknown, file: string): WriteFailure | null => {
  const code = sqliteCode(thrown)
  if (code === null) return null
  // On a full disk the write-ahead log's index cannot grow, which has a code of its own.
  if (code === 'SQLITE_FULL' || code === 'SQLITE_IOERR_SHMSIZE') return { kind: 'disk-full', file }
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
