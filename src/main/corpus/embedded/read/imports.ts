import type { Page } from '../../../../shared/model/bucket.ts'
import type { ImportId } from '../../../../shared/model/ids.ts'
import { importSummarySchema, type ImportRecord, type SkippedFile } from '../../../../shared/model/import.ts'
import type { Connection } from '../connection.ts'
import { readStored, readStoredList } from './stored.ts'

type Stored = {
  readonly number: number
  readonly id: ImportId
  readonly started: number
  readonly finished: number | null
  readonly sources: string
  readonly summary: string | null
}

export type ImportReader = {
  /** Newest first. */
  readonly imports: () => readonly ImportRecord[]
  /** In the order they were met. */
  readonly skipped: (
    id: ImportId,
    page: Page
  ) => { readonly total: number; readonly rows: readonly SkippedFile[] } | null
}

export const createImportReader = (db: Connection): ImportReader => {
  const all = db.prepare<[], Stored>('SELECT * FROM import_run ORDER BY number DESC')
  const one = db.prepare<[string], Stored>('SELECT * FROM import_run WHERE id = ?')
  const count = db.prepare<[number], { readonly total: number }>(
    'SELECT count(*) AS total FROM import_skip WHERE import = ?'
  )
  const rows = db.prepare<[number, number, number], SkippedFile>(
    'SELECT file, reason, text FROM import_skip WHERE import = ? ORDER BY number LIMIT ? OFFSET ?'
  )
  return {
    imports: () =>
      all.all().map(({ id, started, finished, sources, summary }) => ({
        import: id,
        started,
        finished,
        sources: readStoredList(sources, `the import ${id}`),
        summary: summary === null ? null : readStored(importSummarySchema, summary, `the import ${id}`)
      })),
    skipped: (id, page) => {
      const found = one.get(id)
      if (!found) return null
      return { total: count.get(found.number)?.total ?? 0, rows: rows.all(found.number, page.limit, page.offset) }
    }
  }
}
