import { parentPort, workerData } from 'node:worker_threads'
import { success } from '../../../shared/model/result.ts'
import { serveCalls, type Methods } from '../../threads/typed-calls.ts'
import { openReadOnly, sealAndClose, type Connection } from './connection.ts'
import { migrations } from './migrations/index.ts'
import { prepareCorpus } from './prepare.ts'
import { readMethods } from './read/serve-reads.ts'
import type { ReaderThread, ThreadData, Written, WriterThread } from './thread-methods.ts'
import { writeMethods, type WriteMethods } from './write/serve-writes.ts'

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

type Writing = { readonly db: Connection; readonly methods: WriteMethods; readonly changes: () => number }

const writer = (): WriterThread => {
  let writing: Writing | null = null
  const write = <Value>(work: (methods: WriteMethods) => Value): Written<Value> => {
    if (!writing) throw new Error('the corpus is not open for writing')
    const answer = work(writing.methods)
    return { answer, changes: writing.changes() }
  }
  return {
    open: async (options) => {
      const prepared = await prepareCorpus(options, migrations)
      if (!prepared.ok) return prepared
      const { db } = prepared.value
      if (db) writing = { db, methods: writeMethods(db, options.file), changes: countChanges(db) }
      return success(prepared.value.prepared)
    },
    close: () => {
      if (writing) sealAndClose(writing.db)
      writing = null
    },
    addLogs: (...args) => write((methods) => methods.addLogs(...args)),
    openLog: (...args) => write((methods) => methods.openLog(...args)),
    addChunk: (...args) => write((methods) => methods.addChunk(...args)),
    finishLog: (...args) => write((methods) => methods.finishLog(...args)),
    dropLog: (...args) => write((methods) => methods.dropLog(...args)),
    replaceReports: (...args) => write((methods) => methods.replaceReports(...args)),
    setNote: (...args) => write((methods) => methods.setNote(...args)),
    startImport: (...args) => write((methods) => methods.startImport(...args)),
    addSkipped: (...args) => write((methods) => methods.addSkipped(...args)),
    finishImport: (...args) => write((methods) => methods.finishImport(...args))
  }
}

const serve = (): Methods => {
  const data = workerData as ThreadData
  return data.role === 'writer' ? writer() : reader(data)
}

if (parentPort) serveCalls(parentPort, serve())
