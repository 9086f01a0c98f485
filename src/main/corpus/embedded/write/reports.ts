import { zstdCompressSync } from 'node:zlib'
import { reportId, type LogId } from '../../../../shared/model/ids.ts'
import type { Report } from '../../../../shared/model/report.ts'
import { seenOf, type FileTime } from '../../../../shared/model/seen.ts'
import type { Connection } from '../connection.ts'
import { reportWords } from '../search-words.ts'
import { createBucketWriter } from './buckets.ts'
import { callersOf } from './callers.ts'
import { createNames } from './names.ts'

export type ReportWriter = {
  /** Adds the reports of one new log; answers the buckets they went to. */
  readonly add: (
    log: { readonly id: LogId; readonly number: number },
    reports: readonly Report[],
    file: FileTime
  ) => ReadonlySet<number>
  /** Removes every report of a log; answers the buckets they were in. */
  readonly remove: (log: number) => ReadonlySet<number>
  readonly settle: (bucket: number) => void
  readonly forget: () => void
}

type StoredReport = { readonly number: number; readonly bucket: number; readonly kernel: string | null }
type ReportValues = Readonly<Record<string, string | number | null>>

export const createReportWriter = (db: Connection): ReportWriter => {
  const names = createNames(db)
  const buckets = createBucketWriter(db)
  const insert = db.prepare<[ReportValues]>(`
    INSERT INTO report (
      id, log, position, bucket, title, kind, type, frame, callers, kernel, arch, command, corrupted,
      start_byte, end_byte, start_line, end_line, seen, seen_from, seen_assumes
    ) VALUES (
      :id, :log, :position, :bucket, :title, :kind, :type, :frame, :callers, :kernel, :arch, :command, :corrupted,
      :startByte, :endByte, :startLine, :endLine, :seen, :seenFrom, :seenAssumes
    )
  `)
  const insertBody = db.prepare<[number, Buffer]>('INSERT INTO report_body (report, body) VALUES (?, ?)')
  const insertWords = db.prepare<[number, string]>('INSERT OR REPLACE INTO report_text (rowid, words) VALUES (?, ?)')
  const insertFrame = db.prepare<[number, number, number, number, string | null, number | null, number, number]>(
    'INSERT INTO frame (report, stack, depth, function, module, file, inlined, reliable) VALUES (?, ?, ?, ?, ?, ?, ?, ?)'
  )
  const addBucketFunction = db.prepare<[number, number]>(`
    INSERT INTO bucket_function (function, bucket, count) VALUES (?, ?, 1)
    ON CONFLICT (function, bucket) DO UPDATE SET count = count + 1
  `)
  const ofLog = db.prepare<[number], StoredReport>('SELECT number, bucket, kernel FROM report WHERE log = ?')
  const functionsOf = db.prepare<[number], { readonly function: number }>(
    'SELECT DISTINCT function FROM frame WHERE report = ?'
  )
  const subtractBucketFunction = db.prepare<[number, number]>(
    'UPDATE bucket_function SET count = count - 1 WHERE function = ? AND bucket = ?'
  )
  const dropBucketFunction = db.prepare<[number, number]>(
    'DELETE FROM bucket_function WHERE function = ? AND bucket = ? AND count = 0'
  )
  const dropReport = [
    'DELETE FROM frame WHERE report = ?',
    'DELETE FROM report_text WHERE rowid = ?',
    'DELETE FROM report_body WHERE report = ?',
    'DELETE FROM report WHERE number = ?'
  ].map((sql) => db.prepare<[number]>(sql))

  const addFrames = (number: number, bucket: number, report: Report): void => {
    const functions = new Set<number>()
    for (const [stack, { frames }] of report.stacks.entries()) {
      let depth = 0
      for (const frame of frames) {
        const reliable = frame.reliable ? 1 : 0
        for (const { function: name, source, inlined } of [
          ...frame.inlined.map((inlined) => ({ ...inlined, inlined: 1 })),
          { ...frame, inlined: 0 }
        ]) {
          const functionNumber = names.functionNumber(name)
          functions.add(functionNumber)
          const file = source ? names.fileNumber(source.file) : null
          insertFrame.run(number, stack, depth, functionNumber, frame.module, file, inlined, reliable)
          depth += 1
        }
      }
    }
    for (const functionNumber of functions) addBucketFunction.run(functionNumber, bucket)
  }

  const addOne = (
    log: { readonly id: LogId; readonly number: number },
    position: number,
    report: Report,
    file: FileTime
  ): number => {
    const now = Date.now()
    const bucket = buckets.place(report, now)
    const seen = seenOf(report.times, file, now)
    const { title, kind, type, frame, kernel, arch, startByte, endByte, startLine, endLine } = report
    const row = insert.run({
      id: reportId(log.id, position),
      log: log.number,
      position,
      bucket,
      title,
      kind,
      type,
      frame,
      kernel,
      arch,
      startByte,
      endByte,
      startLine,
      endLine,
      seen: seen.time,
      seenFrom: seen.source,
      seenAssumes: seen.assumes,
      callers: JSON.stringify(callersOf(report)),
      command: report.facts.command?.value ?? null,
      corrupted: report.corrupted ? 1 : 0
    })
    const number = Number(row.lastInsertRowid)
    insertBody.run(number, zstdCompressSync(JSON.stringify(report)))
    insertWords.run(number, reportWords(report))
    addFrames(number, bucket, report)
    return bucket
  }

  return {
    add: (log, reports, file) => {
      const touched = new Set<number>()
      for (const [position, report] of reports.entries()) {
        const bucket = addOne(log, position, report, file)
        buckets.count(bucket, report.kernel, !touched.has(bucket))
        touched.add(bucket)
      }
      return touched
    },
    remove: (log) => {
      const touched = new Set<number>()
      for (const { number, bucket, kernel } of ofLog.all(log)) {
        buckets.uncount(bucket, kernel, !touched.has(bucket))
        touched.add(bucket)
        for (const { function: name } of functionsOf.all(number)) {
          subtractBucketFunction.run(name, bucket)
          dropBucketFunction.run(name, bucket)
        }
        for (const drop of dropReport) drop.run(number)
      }
      return touched
    },
    settle: buckets.settle,
    forget: names.forget
  }
}
