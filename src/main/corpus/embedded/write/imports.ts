import type { ImportId } from '../../../../shared/model/ids.ts'
import type { ImportSummary, SkippedFile } from '../../../../shared/model/import.ts'
import type { Connection } from '../connection.ts'
import { countChange, inTransaction } from './commit.ts'

export type ImportWriter = {
  readonly startImport: (id: ImportId, sources: readonly string[], now: number) => void
  readonly addSkipped: (id: ImportId, files: readonly SkippedFile[]) => void
  readonly finishImport: (id: ImportId, summary: ImportSummary, now: number) => void
}

export const createImportWriter = (db: Connection): ImportWriter => {
  const start = db.prepare<[string, number, string]>('INSERT INTO import_run (id, started, sources) VALUES (?, ?, ?)')
  const finish = db.prepare<[number, string, string]>('UPDATE import_run SET finished = ?, summary = ? WHERE id = ?')
  const skip = db.prepare<[string, string, string, string]>(`
    INSERT INTO import_skip (import, file, reason, text)
    VALUES ((SELECT number FROM import_run WHERE id = ?), ?, ?, ?)
  `)
  return {
    startImport: (id, sources, now) =>
      inTransaction(db, () => {
        start.run(id, now, JSON.stringify(sources))
        countChange(db)
      }),
    addSkipped: (id, files) =>
      inTransaction(db, () => {
        for (const { file, reason, text } of files) skip.run(id, file, reason, text)
        if (files.length > 0) countChange(db)
      }),
    finishImport: (id, summary, now) =>
      inTransaction(db, () => {
        finish.run(now, JSON.stringify(summary), id)
        countChange(db)
      })
  }
}
