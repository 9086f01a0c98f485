import { success, type Result } from '../../../../shared/model/result.ts'
import { currentRule } from '../../../cluster/current-rule.ts'
import type { ClusterRule } from '../../../cluster/rule.ts'
import type { LargeLogId, WriteFailure } from '../../corpus.ts'
import type { Connection } from '../connection.ts'
import { catchSqlite } from '../sqlite-failure.ts'
import { countChange, inDurableTransaction, inTransaction } from './commit.ts'
import { createImportWriter } from './imports.ts'
import type { Steps, WriteMethods } from './methods.ts'
import { createWriteParts } from './parts.ts'

/** The writer over one connection. Expected failures of SQLite are answered; the transaction is rolled back then. */
export const writeMethods = (db: Connection, file: string, rule: ClusterRule = currentRule): WriteMethods => {
  const { state, logs, settler, people, resolveAndTidy, regrouper } = createWriteParts(db, rule)
  const imports = createImportWriter(db)
  const anySubject = db.prepare<[]>('SELECT 1 FROM subject LIMIT 1')
  const unsettled = db.prepare<[]>('SELECT 1 FROM unit WHERE settled = 0 LIMIT 1')
  const guarded = <Value>(work: () => Value): Result<Value, WriteFailure> =>
    catchSqlite(file, () => success<Value>(work()))
  const done = (work: () => void): Result<null, WriteFailure> =>
    catchSqlite(file, () => {
      work()
      return success(null)
    })
  const settleSome: Steps['settleSome'] = (milliseconds) =>
    guarded(() => {
      if (unsettled.get() === undefined && anySubject.get() === undefined) return { moved: 0, left: false }
      return state.change(inTransaction, () => {
        const moved = settler.settle(Date.now(), milliseconds)
        const left = unsettled.get() !== undefined
        // After each piece: between two of them others read, and the process may be killed.
        resolveAndTidy()
        countChange(db)
        return { moved, left }
      })
    })
  return {
    addLogs: (added) => guarded(() => logs.addLogs(added)),
    openLog: () => guarded(() => logs.openLog() as LargeLogId),
    addChunk: (large, chunk) => done(() => logs.addChunk(large, chunk)),
    finishLog: (large, log) => guarded(() => logs.finishLog(large, log)),
    dropLog: (large) => done(() => logs.dropLog(large)),
    replaceReports: (log, parser, reports) => catchSqlite(file, () => logs.replaceReports(log, parser, reports)),
    saveNote: (...args) => catchSqlite(file, () => people.saveNote(...args)),
    saveAnnotation: (...args) => catchSqlite(file, () => people.saveAnnotation(...args)),
    changeTriage: (...args) => catchSqlite(file, () => people.changeTriage(...args)),
    undoGesture: (...args) => catchSqlite(file, () => people.undoGesture(...args)),
    redoGesture: (...args) => catchSqlite(file, () => people.redoGesture(...args)),
    keepBuckets: (...args) => catchSqlite(file, () => people.keepBuckets(...args)),
    adoptActs: (...args) => catchSqlite(file, () => people.adoptActs(...args)),
    startImport: (id, sources, now) => done(() => imports.startImport(id, sources, now)),
    addSkipped: (id, files) => done(() => imports.addSkipped(id, files)),
    finishImport: (id, summary, now) => done(() => imports.finishImport(id, summary, now)),
    settle: () => {
      const settled = settleSome(Number.POSITIVE_INFINITY)
      return settled.ok ? success({ moved: settled.value.moved }) : settled
    },
    settleSome,
    mergeBuckets: (...args) => catchSqlite(file, () => people.mergeBuckets(...args)),
    splitBucket: (...args) => catchSqlite(file, () => people.splitBucket(...args)),
    keepApart: (...args) => catchSqlite(file, () => people.keepApart(...args)),
    markDuplicate: (...args) => catchSqlite(file, () => people.markDuplicate(...args)),
    undoDecision: (...args) => catchSqlite(file, () => people.undoDecision(...args)),
    regroupStart: () => done(() => regrouper.start()),
    regroupStep: () => guarded(() => state.change(inTransaction, () => regrouper.step())),
    regroupFinish: () =>
      guarded(() =>
        state.change(inDurableTransaction, () => {
          const answer = regrouper.finish(Date.now())
          resolveAndTidy()
          countChange(db)
          return answer
        })
      ),
    undoRegrouping: () =>
      guarded(() =>
        state.change(inDurableTransaction, () => {
          const answer = regrouper.undo(Date.now())
          if (!answer) return answer
          resolveAndTidy()
          countChange(db)
          return answer
        })
      )
  }
}
