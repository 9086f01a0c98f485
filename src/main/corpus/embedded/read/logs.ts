import type { Page } from '../../../../shared/model/bucket.ts'
import type { LogFacts } from '../../../../shared/model/corpus.ts'
import type { LogId } from '../../../../shared/model/ids.ts'
import type { OlderLog } from '../../corpus.ts'
import type { Connection } from '../connection.ts'

export type LogReader = {
  readonly logs: (withoutCrash: boolean, page: Page) => { readonly total: number; readonly rows: readonly LogFacts[] }
  readonly log: (log: LogId) => LogFacts | null
  readonly hasLog: (log: LogId) => boolean
  readonly olderLogs: (parser: number) => readonly OlderLog[]
}

/**
 * Which of a log's copies is named: the one modified last, and of copies of one time the first by name, so that
 * neither the order nor the timing of imports matters.
 */
export const namedOrigin = (column: string, log: string): string =>
  `(SELECT ${column} FROM origin WHERE origin.log = ${log} ORDER BY origin.modified DESC, origin.file LIMIT 1)`

const select = `
  SELECT
    lower(hex(log.sha256)) AS log, named.file, log.size, log.line_count AS lineCount, named.modified, log.imported
  FROM log JOIN origin AS named ON named.number = ${namedOrigin('number', 'log.number')}
`

export const createLogReader = (db: Connection): LogReader => {
  const one = db.prepare<[Buffer], LogFacts>(`${select} WHERE log.sha256 = ?`)
  const older = db.prepare<[number], OlderLog>(`
    SELECT lower(hex(log.sha256)) AS log, log.size, ${namedOrigin('file', 'log.number')} AS file
    FROM log WHERE log.parser < ? ORDER BY log.number
  `)
  const has = db.prepare<[Buffer]>('SELECT 1 FROM log WHERE sha256 = ?')
  return {
    logs: (withoutCrash, page) => {
      const where = withoutCrash ? 'log.reports = 0' : 'true'
      const counted = db
        .prepare<[], { readonly total: number }>(`SELECT count(*) AS total FROM log WHERE ${where}`)
        .get()
      const rows = db
        .prepare<[number, number], LogFacts>(`${select} WHERE ${where} ORDER BY log.number DESC LIMIT ? OFFSET ?`)
        .all(page.limit, page.offset)
      return { total: counted?.total ?? 0, rows }
    },
    log: (log) => one.get(Buffer.from(log, 'hex')) ?? null,
    olderLogs: (parser) => older.all(parser),
    hasLog: (log) => has.get(Buffer.from(log, 'hex')) !== undefined
  }
}
