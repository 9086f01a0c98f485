import { parentPort, workerData } from 'node:worker_threads'
import { success } from '../../../shared/model/result.ts'
import { serveCalls, type Methods } from '../../threads/typed-calls.ts'
import { watchBackups, type BackupTimes } from './backup-times.ts'
import { openReadOnly, sealAndClose, type Connection } from './connection.ts'
import { migrations } from './migrations/index.ts'
import { prepareCorpus } from './prepare.ts'
import { createPreview, type Preview } from './preview.ts'
import { readMethods } from './read/serve-reads.ts'
import type { PreviewThread, ReaderThread, ThreadData, Written, WriterThread } from './thread-methods.ts'
import type { WriteMethods } from './write/methods.ts'
import { writeMethods } from './write/serve-writes.ts'

const countChanges = (db: Connection): (() => number) => {
  const statement = db.prepare<[], { readonly changes: number }>('SELECT changes FROM meta')
  return () => statement.get()?.changes ?? 0
}

const reader = (data: Extract<ThreadData, { readonly role: 'reader' }>): ReaderThread => {
  const db = openReadOnly(data.readFile)
  const changes = countChanges(db)
  let version: unknown = null
  let counted = 0
  return {
    ...readMethods(db, data.file, data.readOnly),
    changes: () => {
      // Costs no read of the file while nothing has changed.
      const current = db.pragma('data_version', { simple: true })
      if (current !== version) {
        version = current
        counted = changes()
      }
      return counted
    },
    close: () => void db.close()
  }
}

const preview = ({ readFile }: Extract<ThreadData, { readonly role: 'preview' }>): PreviewThread => {
  let made: Preview | null = null
  const ready = (): Preview => (made ??= createPreview(openReadOnly(readFile)))
  return { step: () => ready().step(), finish: () => ready().finish() }
}

type Writing = { readonly db: Connection; readonly methods: WriteMethods; readonly changes: () => number }

const writer = (): WriterThread => {
  let writing: Writing | null = null
  let backups: BackupTimes | null = null
  const write = <Value>(work: (methods: WriteMethods) => Value): Written<Value> => {
    if (!writing) throw new Error('the corpus is not open for writing')
    const answer = work(writing.methods)
    backups?.written()
    return { answer, changes: writing.changes() }
  }
  const seal = (): void => {
    if (writing) sealAndClose(writing.db)
    writing = null
  }
  return {
    open: async (options) => {
      const prepared = await prepareCorpus(options, migrations)
      if (!prepared.ok) return prepared
      const { db } = prepared.value
      if (db && options.backups) backups = watchBackups(options.file)
      if (db) writing = { db, methods: writeMethods(db, options.file), changes: countChanges(db) }
      return success(prepared.value.prepared)
    },
    close: async () => {
      if (backups) return backups.end(seal)
      seal()
      return null
    },
    addLogs: (...args) => write((methods) => methods.addLogs(...args)),
    openLog: (...args) => write((methods) => methods.openLog(...args)),
    addChunk: (...args) => write((methods) => methods.addChunk(...args)),
    finishLog: (...args) => write((methods) => methods.finishLog(...args)),
    dropLog: (...args) => write((methods) => methods.dropLog(...args)),
    replaceReports: (...args) => write((methods) => methods.replaceReports(...args)),
    saveNote: (...args) => write((methods) => methods.saveNote(...args)),
    saveAnnotation: (...args) => write((methods) => methods.saveAnnotation(...args)),
    changeTriage: (...args) => write((methods) => methods.changeTriage(...args)),
    undoGesture: (...args) => write((methods) => methods.undoGesture(...args)),
    redoGesture: (...args) => write((methods) => methods.redoGesture(...args)),
    keepBuckets: (...args) => write((methods) => methods.keepBuckets(...args)),
    adoptActs: (...args) => write((methods) => methods.adoptActs(...args)),
    startImport: (...args) => write((methods) => methods.startImport(...args)),
    addSkipped: (...args) => write((methods) => methods.addSkipped(...args)),
    finishImport: (...args) => write((methods) => methods.finishImport(...args)),
    settle: (...args) => write((methods) => methods.settle(...args)),
    settleSome: (...args) => write((methods) => methods.settleSome(...args)),
    mergeBuckets: (...args) => write((methods) => methods.mergeBuckets(...args)),
    splitBucket: (...args) => write((methods) => methods.splitBucket(...args)),
    keepApart: (...args) => write((methods) => methods.keepApart(...args)),
    markDuplicate: (...args) => write((methods) => methods.markDuplicate(...args)),
    undoDecision: (...args) => write((methods) => methods.undoDecision(...args)),
    regroupStart: (...args) => write((methods) => methods.regroupStart(...args)),
    regroupStep: (...args) => write((methods) => methods.regroupStep(...args)),
    regroupFinish: (...args) => write((methods) => methods.regroupFinish(...args)),
    undoRegrouping: (...args) => write((methods) => methods.undoRegrouping(...args))
  }
}

const serve = (): Methods => {
  const data = workerData as ThreadData
  if (data.role === 'writer') return writer()
  return data.role === 'reader' ? reader(data) : preview(data)
}

if (parentPort) serveCalls(parentPort, serve())
