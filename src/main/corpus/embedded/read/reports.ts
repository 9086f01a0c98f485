import type { Page, ReportRow } from '../../../../shared/model/bucket.ts'
import type { LogFacts } from '../../../../shared/model/corpus.ts'
import type { ReportId } from '../../../../shared/model/ids.ts'
import { reportSchema, type Report } from '../../../../shared/model/report.ts'
import type { ReportFilter } from '../../corpus.ts'
import { createBucketFinder } from '../bucket-finder.ts'
import type { Connection } from '../connection.ts'
import { termsOfReports } from './bucket-terms.ts'
import { namedOrigin, type LogReader } from './logs.ts'
import { readStored, unpack } from './stored.ts'
import { reportMatches, typedWords } from './text-match.ts'

type Stored = Omit<ReportRow, 'corrupted'> & { readonly corrupted: number }

export type ReportReader = {
  readonly reports: (
    filter: ReportFilter,
    page: Page
  ) => { readonly total: number; readonly rows: readonly ReportRow[] }
  readonly report: (report: ReportId) => {
    readonly row: ReportRow
    readonly report: Report
    readonly log: LogFacts
    readonly inLog: number
  } | null
}

const select = `
  SELECT
    report.id AS report, bucket.id AS bucket, lower(hex(log.sha256)) AS log, report.position AS "index",
    report.title, report.kind, report.corrupted, report.kernel, report.arch, report.command, report.seen,
    report.seen_from AS seenFrom, report.seen_assumes AS seenAssumes,
    ${namedOrigin('file', 'report.log')} AS file
  FROM report JOIN bucket ON bucket.number = report.bucket JOIN log ON log.number = report.log
`

const asRow = (stored: Stored): ReportRow => ({ ...stored, corrupted: stored.corrupted === 1 })

export const createReportReader = (db: Connection, logs: LogReader): ReportReader => {
  const one = db.prepare<[string], Stored>(`${select} WHERE report.id = ?`)
  const bodyOf = db.prepare<[string], { readonly body: Buffer }>(
    'SELECT body FROM report_body WHERE report = (SELECT number FROM report WHERE id = ?)'
  )
  const find = createBucketFinder(db)
  const inLog = db.prepare<[string], { readonly count: number }>(
    'SELECT count(*) AS count FROM report WHERE log = (SELECT log FROM report WHERE id = ?)'
  )
  return {
    reports: ({ bucket, text, terms = [] }, page) => {
      const matches = [...typedWords(text).map(reportMatches), termsOfReports(terms, Date.now())]
      const inBucket = bucket === null ? [] : ['report.bucket = ?']
      const where = ['true', ...inBucket, ...matches.map(({ sql }) => sql)].join(' AND ')
      const values = [...(bucket === null ? [] : [find(bucket)]), ...matches.flatMap((match) => match.values)]
      const counted = db
        .prepare<unknown[], { readonly total: number }>(`SELECT count(*) AS total FROM report WHERE ${where}`)
        .get(...values)
      // The page is found first, on the narrow table alone.
      const rows = db
        .prepare<unknown[], Stored>(
          `${select} WHERE report.number IN (
            SELECT number FROM report WHERE ${where} ORDER BY seen DESC, substr(id, 1, 16), position LIMIT ? OFFSET ?
          ) ORDER BY report.seen DESC, substr(report.id, 1, 16), report.position`
        )
        .all(...values, page.limit, page.offset)
      return { total: counted?.total ?? 0, rows: rows.map(asRow) }
    },

    report: (id) => {
      const stored = one.get(id)
      const body = stored && bodyOf.get(id)
      const log = stored && logs.log(stored.log)
      if (!stored || !body || !log) return null
      // What came to reports after this one was stored has a default. A body that is no report even so, damaged or of a
      // parser newer than this version, makes the read fail as damage does: the log is there to be parsed again.
      const what = `the report ${id}`
      const text = Buffer.from(unpack(body.body, null, what)).toString('utf8')
      return { row: asRow(stored), report: readStored(reportSchema, text, what), log, inLog: inLog.get(id)?.count ?? 1 }
    }
  }
}
