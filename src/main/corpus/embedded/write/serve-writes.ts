import { success, type Result } from '../../../../shared/model/result.ts'
import type { CorpusWriter, LargeLogId, WriteFailure } from '../../corpus.ts'
import type { Connection } from '../connection.ts'
import { catchSqlite } from '../sqlite-failure.ts'
import { createImportWriter } from './imports.ts'
import { createLogWriter } from './logs.ts'
import { createNoteWriter } from './notes.ts'

/** A writer within its own thread: the same methods, answered at once. */
export type WriteMethods = {
  readonly [Name in keyof CorpusWriter]: (
    ...args: Parameters<CorpusWriter[Name]>
  ) => Awaited<ReturnType<CorpusWriter[Name]>>
}

/** The writer over one connection. Expected failures of SQLite are answered; the transaction is rolled back then. */
export const writeMethods = (db: Connection, file: string): WriteMethods => {
  const logs = createLogWriter(db)
  const notes = createNoteWriter(db)
  const imports = createImportWriter(db)
  const guarded = <Value>(work: () => Value): Result<Value, WriteFailure> =>
    catchSqlite(file, () => success<Value>(work()))
  const done = (work: () => void): Result<null, WriteFailure> =>
    catchSqlite(file, () => {
      work()
      return success(null)
    })
  return {
    addLogs: (added) => guarded(() => logs.addLogs(added)),
    openLog: () => guarded(() => logs.openLog() as LargeLogId),
    addChunk: (large, chunk) => done(() => logs.addChunk(large, chunk)),
    finishLog: (large, log) => guarded(() => logs.finishLog(large, log)),
    dropLog: (large) => done(() => logs.dropLog(large)),
    replaceReports: (log, parser, reports) => catchSqlite(file, () => logs.replaceReports(log, parser, reports)),
    setNote: (bucket, text, revision, now) => catchSqlite(file, () => notes.setNote(bucket, text, revision, now)),
    startImport: (id, sources, now) => done(() => imports.startImport(id, sources, now)),
    addSkipped: (id, files) => done(() => imports.addSkipped(id, files)),
    finishImport: (id, summary, now) => done(() => imports.finishImport(id, summary, now))
  }
}
