import { hostname } from 'node:os'
import type { FailureOf } from '../../../../shared/model/failure.ts'
import type { LogId } from '../../../../shared/model/ids.ts'
import type { Report } from '../../../../shared/model/report.ts'
import { failed, success, type Result } from '../../../../shared/model/result.ts'
import type { LogChunk, NewLog } from '../../corpus.ts'
import type { Connection } from '../connection.ts'
import { countChange, inTransaction } from './commit.ts'
import type { WriteState } from './state.ts'
import { createOriginWriter } from './origins.ts'
import type { BucketWriter } from './buckets.ts'
import type { ReportWriter } from './reports.ts'
import type { Resolve } from './resolve.ts'
import type { Settler } from './settle.ts'
import type { UnitWriter } from './units.ts'

export type AddedLogs = { readonly added: number; readonly duplicates: number; readonly reports: number }

export type LogWriter = {
  readonly addLogs: (logs: readonly NewLog[]) => AddedLogs
  readonly openLog: () => number
  readonly addChunk: (large: number, chunk: LogChunk) => void
  readonly finishLog: (
    large: number,
    log: Omit<NewLog, 'chunks'>
  ) => { readonly added: boolean; readonly reports: number }
  readonly dropLog: (large: number) => void
  readonly replaceReports: (
    log: LogId,
    parser: number,
    reports: readonly Report[] | null
  ) => Result<{ readonly changed: boolean }, FailureOf<'not-found'>>
}

type Batch = { readonly touched: Set<number>; changed: boolean }

const shaOf = ({ log }: Pick<NewLog, 'log'>): Buffer => Buffer.from(log, 'hex')

const mustBeOpen = (large: number, changes: number): void => {
  if (changes === 0) throw new Error(`the large log ${large} is not open`)
}

export const createLogWriter = (
  db: Connection,
  parts: {
    readonly state: WriteState
    readonly reports: ReportWriter
    readonly units: UnitWriter
    readonly buckets: BucketWriter
    readonly settler: Settler
    readonly resolve: Resolve
  }
): LogWriter => {
  const { state, reports, units, buckets, settler, resolve } = parts
  const origins = createOriginWriter(db)
  const findLog = db.prepare<[Buffer], { readonly number: number }>('SELECT number FROM log WHERE sha256 = ?')
  const insertLog = db.prepare<[number, Buffer, number, number, number, number, number, number]>(`
    INSERT INTO log (number, sha256, size, line_count, reports, parser, seen, imported) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
  `)
  const parsedAgain = db.prepare<[number, number, number]>('UPDATE log SET reports = ?, parser = ? WHERE number = ?')
  const parsedAlike = db.prepare<[number, number]>('UPDATE log SET parser = ? WHERE number = ?')
  const insertChunk = db.prepare<[number, number, number, number, Uint8Array]>(
    'INSERT INTO chunk (log, start_byte, start_line, size, data) VALUES (?, ?, ?, ?, ?)'
  )
  const takeNumber = db.prepare<[string, number, number]>(
    'INSERT INTO unfinished_log (host, process, touched) VALUES (?, ?, ?)'
  )
  const touch = db.prepare<[number, number]>('UPDATE unfinished_log SET touched = ? WHERE number = ?')
  const finish = db.prepare<[number]>('DELETE FROM unfinished_log WHERE number = ?')
  const dropChunks = db.prepare<[number]>('DELETE FROM chunk WHERE log = ?')

  const openNumber = (): number => Number(takeNumber.run(hostname(), process.pid, Date.now()).lastInsertRowid)
  const addChunk = (number: number, { startByte, startLine, size, data }: LogChunk): void => {
    insertChunk.run(number, startByte, startLine, size, data)
  }

  /** Enters a log whose chunks lie under `number`. */
  const enter = (number: number, log: Omit<NewLog, 'chunks'>, batch: Batch): void => {
    const modified = Math.round(log.origin.modified)
    const { size, lineCount, parser } = log
    insertLog.run(number, shaOf(log), size, lineCount, log.reports.length, parser, modified, Date.now())
    finish.run(number)
    origins.add(number, log.origin)
    origins.moveBack(number, log.origin)
    const added = reports.add({ id: log.log, number }, log.reports, origins.fileTime(number))
    for (const bucket of added) batch.touched.add(bucket)
    batch.changed = true
  }

  const enterAgain = (number: number, log: Omit<NewLog, 'chunks'>, batch: Batch): void => {
    if (origins.add(number, log.origin)) batch.changed = true
    const moved = origins.moveBack(number, log.origin)
    for (const bucket of moved) batch.touched.add(bucket)
    if (moved.length > 0) reports.redate(number)
  }

  const asBatch = <Value>(work: (batch: Batch) => Value): Value =>
    state.change(inTransaction, () => {
      const batch: Batch = { touched: new Set(), changed: false }
      const value = work(batch)
      for (const bucket of batch.touched) buckets.refresh(bucket)
      if (batch.changed || batch.touched.size > 0) countChange(db)
      return value
    })

  return {
    addLogs: (logs) =>
      asBatch((batch) => {
        let added = 0
        let reportCount = 0
        for (const log of logs) {
          const known = findLog.get(shaOf(log))
          if (known) {
            enterAgain(known.number, log, batch)
            continue
          }
          const number = openNumber()
          for (const chunk of log.chunks) addChunk(number, chunk)
          enter(number, log, batch)
          added += 1
          reportCount += log.reports.length
        }
        return { added, duplicates: logs.length - added, reports: reportCount }
      }),

    openLog: () => inTransaction(db, openNumber),

    addChunk: (large, chunk) =>
      inTransaction(db, () => {
        mustBeOpen(large, touch.run(Date.now(), large).changes)
        addChunk(large, chunk)
      }),

    finishLog: (large, log) =>
      asBatch((batch) => {
        mustBeOpen(large, touch.run(Date.now(), large).changes)
        const known = findLog.get(shaOf(log))
        if (!known) {
          enter(large, log, batch)
          return { added: true, reports: log.reports.length }
        }
        dropChunks.run(large)
        finish.run(large)
        enterAgain(known.number, log, batch)
        return { added: false, reports: 0 }
      }),

    dropLog: (large) =>
      inTransaction(db, () => {
        // Only what is not finished: the number of a log that is whole must not lose its chunks.
        if (finish.run(large).changes > 0) dropChunks.run(large)
      }),

    replaceReports: (log, parser, replacing) =>
      asBatch((batch) => {
        const found = findLog.get(shaOf({ log }))
        if (!found) return failed({ kind: 'not-found', what: 'log', id: log })
        const { number } = found
        if (replacing === null || reports.are(number, replacing)) {
          parsedAlike.run(parser, number)
          return success({ changed: false })
        }
        const removed = reports.remove(number)
        for (const bucket of removed.buckets) batch.touched.add(bucket)
        const added = reports.add({ id: log, number }, replacing, origins.fileTime(number), removed.former)
        for (const bucket of added) batch.touched.add(bucket)
        for (const [unit, kernels] of removed.units) units.redate(unit, kernels)
        parsedAgain.run(replacing.length, parser, number)
        batch.changed = true
        // A bucket that lost its last report goes before its units are grouped anew.
        for (const bucket of batch.touched) buckets.refresh(bucket)
        settler.settle(Date.now())
        resolve(batch.touched)
        return success({ changed: true })
      })
  }
}
