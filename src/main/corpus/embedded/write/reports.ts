import { isDeepStrictEqual } from 'node:util'
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import { reportId, type LogId } from '../../../../shared/model/ids.ts'
import type { Report } from '../../../../shared/model/report.ts'
import { seenOf, type FileTime } from '../../../../shared/model/seen.ts'
import type { ClusterRule } from '../../../cluster/rule.ts'
import type { Connection } from '../connection.ts'
import { reportWords } from '../search-words.ts'
import type { Units } from '../units.ts'
import type { BucketWriter } from './buckets.ts'
import { callersOf } from './callers.ts'
import { createNames } from './names.ts'
import { signReport, type Former, type UnitWriter } from './units.ts'

export type ReportWriter = {
  /** Adds the reports of one new log; answers the buckets they went to. */
  readonly add: (
    log: { readonly id: LogId; readonly number: number },
    reports: readonly Report[],
    file: FileTime,
    /** What stood in their places, where they take them. */
    former?: ReadonlyMap<number, Former>
  ) => ReadonlySet<number>
  /** Whether these are the reports of a log, to the last word. */
  readonly are: (log: number, reports: readonly Report[]) => boolean
  /** Removes every report of a log. */
  readonly remove: (log: number) => Removed
  /** Takes the times of units from their reports again, once a log's reports have other times. */
  readonly redate: (log: number) => void
  readonly forget: () => void
}

export type Removed = {
  readonly buckets: ReadonlySet<number>
  /** By position in the log. */
  readonly former: ReadonlyMap<number, Former>
  /** The units they were in, with the kernels that they had. */
  readonly units: ReadonlyMap<number, readonly string[]>
}

type StoredReport = {
  readonly number: number
  readonly position: number
  readonly bucket: number
  readonly unit: number
  readonly title: string
  readonly corrupted: number
  readonly kernel: string | null
}
type ReportValues = Readonly<Record<string, string | number | null>>

const bodyOf = (report: Report): Buffer => Buffer.from(JSON.stringify(report))

/** Whatever the order of keys. */
const isBodyOf = (report: Report, stored: Buffer): boolean => {
  const body = bodyOf(report)
  return stored.equals(body) || isDeepStrictEqual(JSON.parse(stored.toString()), JSON.parse(body.toString()))
}

export const createReportWriter = (
  db: Connection,
  rule: ClusterRule,
  parts: { readonly index: Units; readonly units: UnitWriter; readonly buckets: BucketWriter }
): ReportWriter => {
  const { index, units, buckets } = parts
  const names = createNames(db)
  const insert = db.prepare<[ReportValues]>(`
    INSERT INTO report (
      id, log, position, bucket, unit, title, kind, type, frame, callers, kernel, arch, command, corrupted, crash_stack,
      start_byte, end_byte, start_line, end_line, seen, seen_from, seen_assumes
    ) VALUES (
      :id, :log, :position, :bucket, :unit, :title, :kind, :type, :frame, :callers, :kernel, :arch, :command, :corrupted, :crashStack,
      :startByte, :endByte, :startLine, :endLine, :seen, :seenFrom, :seenAssumes
    )
  `)
  const insertBody = db.prepare<[number, Buffer]>('INSERT INTO report_body (report, body) VALUES (?, ?)')
  const bodiesOf = db
    .prepare<[number], Buffer>(
      `SELECT body FROM report JOIN report_body ON report_body.report = report.number
       WHERE report.log = ? ORDER BY report.position`
    )
    .pluck()
  const insertWords = db.prepare<[number, string]>('INSERT OR REPLACE INTO report_text (rowid, words) VALUES (?, ?)')
  const insertFrame = db.prepare<
    [number, number, number, number, string | null, number | null, number | null, number, number]
  >(`
    INSERT INTO frame (report, stack, depth, function, module, file, line, inlined, reliable)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
  `)
  const addBucketFunction = db.prepare<[number, number]>(`
    INSERT INTO bucket_function (function, bucket, count) VALUES (?, ?, 1)
    ON CONFLICT (function, bucket) DO UPDATE SET count = count + 1
  `)
  const ofLog = db.prepare<[number], StoredReport>(
    'SELECT number, position, bucket, unit, title, corrupted, kernel FROM report WHERE log = ? ORDER BY position'
  )
  const unitsOf = db.prepare<[number], number>('SELECT DISTINCT unit FROM report WHERE log = ?').pluck()
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
          const line = source?.line ?? null
          insertFrame.run(number, stack, depth, functionNumber, frame.module, file, line, inlined, reliable)
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
    file: FileTime,
    former: Former | null
  ): number => {
    const seen = seenOf(report.times, file, Date.now())
    const id = reportId(log.id, position)
    const { unit, bucket } = units.take(signReport(rule, report, id), seen, former)
    const { title, kind, type, frame, kernel, arch, startByte, endByte, startLine, endLine } = report
    const own = report.stacks.findIndex(({ kind: what }) => what === 'crash')
    // A leak has but the stack of its allocation.
    const crashStack = own < 0 && report.stacks.length > 0 ? 0 : own
    const row = insert.run({
      id,
      log: log.number,
      position,
      bucket,
      unit,
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
      corrupted: report.corrupted ? 1 : 0,
      crashStack: crashStack < 0 ? null : crashStack
    })
    const number = Number(row.lastInsertRowid)
    insertBody.run(number, zstdCompressSync(bodyOf(report)))
    insertWords.run(number, reportWords(report))
    addFrames(number, bucket, report)
    return bucket
  }

  return {
    add: (log, reports, file, former) => {
      const touched = new Set<number>()
      for (const [position, report] of reports.entries()) {
        const bucket = addOne(log, position, report, file, former?.get(position) ?? null)
        buckets.count(bucket, report, !touched.has(bucket))
        touched.add(bucket)
      }
      return touched
    },
    are: (log, reports) => {
      const bodies = bodiesOf.all(log)
      return (
        bodies.length === reports.length &&
        reports.every((report, position) => {
          const body = bodies[position]
          return body !== undefined && isBodyOf(report, zstdDecompressSync(body))
        })
      )
    },
    remove: (log) => {
      const touched = new Set<number>()
      const former = new Map<number, Former>()
      const left = new Map<number, string[]>()
      for (const { number, position, bucket, unit, title, corrupted, kernel } of ofLog.all(log)) {
        buckets.uncount(bucket, { title, kernel, corrupted: corrupted === 1 }, !touched.has(bucket))
        touched.add(bucket)
        former.set(position, { bucket, crash: index.index.get(unit) })
        for (const { function: name } of functionsOf.all(number)) {
          subtractBucketFunction.run(name, bucket)
          dropBucketFunction.run(name, bucket)
        }
        for (const drop of dropReport) drop.run(number)
        units.release(unit)
        const kernels = left.get(unit) ?? []
        if (kernel !== null) kernels.push(kernel)
        left.set(unit, kernels)
      }
      return { buckets: touched, former, units: left }
    },
    redate: (log) => {
      for (const unit of unitsOf.all(log)) units.redate(unit, [])
    },
    forget: names.forget
  }
}
