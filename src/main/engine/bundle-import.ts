import { createHash, randomUUID } from 'node:crypto'
import { readSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { BundleSummary } from '../../shared/model/export.ts'
import type { FailureOf } from '../../shared/model/failure.ts'
import type { ImportId } from '../../shared/model/ids.ts'
import type { ImportProgress, ImportSummary } from '../../shared/model/import.ts'
import { failed, success, type Result } from '../../shared/model/result.ts'
import type { Opened } from '../bundle/json-lines.ts'
import { Refused } from '../bundle/refused.ts'
import type { Brought } from '../bundle/read-file.ts'
import type { Corpus, CorpusWriter, WriteFailure } from '../corpus/corpus.ts'
import { errorCode } from '../import/error-code.ts'
import { runImport, type ImportOptions } from '../import/run-import.ts'
import { bundledLogs } from './bundle-logs.ts'

export type BundleImport = {
  readonly id: ImportId
  readonly corpus: Corpus
  readonly writer: CorpusWriter
  /** The file, open, what it is called, and what was found in it. */
  readonly file: Opened
  readonly name: string
  readonly brought: Brought
  /** Where its logs lie while they are read. */
  readonly folder: string
  readonly signal: AbortSignal
  readonly onProgress: (progress: ImportProgress) => void
  readonly pool?: ImportOptions['pool']
}

export type BundleResult = {
  readonly imported: ImportSummary
  readonly bundle: Result<BundleSummary, FailureOf<'cancelled' | 'bundle-unreadable' | 'disk-full'>>
}

const noLogs: ImportSummary = {
  files: 0,
  reports: 0,
  added: 0,
  duplicates: 0,
  skipped: 0,
  bytes: 0,
  seconds: 0,
  cancelled: false
}

/** Names a file by its bytes, so that an import of it that was cut short is known again. */
const nameOf = ({ descriptor, size }: Opened): string => {
  const hash = createHash('sha256')
  const buffer = Buffer.allocUnsafe(1024 * 1024)
  for (let at = 0; at < size;) {
    const read = readSync(descriptor, buffer, 0, buffer.length, at)
    if (read === 0) break
    hash.update(buffer.subarray(0, read))
    at += read
  }
  return hash.digest('hex')
}

/** Adds what a sound file brings: first its logs, as an import does, then all its acts at once. */
export const importBundle = async (options: BundleImport): Promise<Result<BundleResult, WriteFailure>> => {
  const { id, corpus, writer, file, name, brought, signal, onProgress } = options
  const folder = join(options.folder, randomUUID())
  let known = 0
  let stopped: FailureOf<'bundle-unreadable' | 'disk-full'> | null = null
  let reading = Promise.resolve()
  const entries: ImportOptions['entries'] = async function* (ended) {
    const { promise, resolve } = Promise.withResolvers<void>()
    reading = promise
    try {
      for await (const entry of bundledLogs(file, { reader: corpus.reader, folder, signal: ended })) {
        if (entry.kind === 'known') known += 1
        yield entry
      }
    } catch (thrown) {
      const isFull = ['ENOSPC', 'EDQUOT'].includes(errorCode(thrown))
      if (isFull) stopped = { kind: 'disk-full', file: folder }
      else if (thrown instanceof Refused) stopped = { kind: 'bundle-unreadable', file: name, detail: 'it was changed' }
      else throw thrown
    } finally {
      resolve()
    }
  }
  const addLogs = async (): Promise<Result<ImportSummary, WriteFailure>> => {
    const roots = [{ path: name, name }]
    const { pool } = options
    return runImport({ id, corpus, writer, roots, entries, signal, onProgress, ...(pool ? { pool } : {}) })
  }
  try {
    const kept = await writer.keepBuckets(nameOf(file))
    if (!kept.ok) return kept
    const imported = brought.logs === 0 ? success(noLogs) : await addLogs()
    if (!imported.ok) return imported
    if (stopped) return success({ imported: imported.value, bundle: failed(stopped) })
    if (signal.aborted || imported.value.cancelled) {
      return success({ imported: imported.value, bundle: failed({ kind: 'cancelled' }) })
    }
    const adopted = await writer.adoptActs(brought.acts, brought.claims)
    if (!adopted.ok) return adopted
    const { added, known: knownActs, waiting, conflicts } = adopted.value
    return success({
      imported: imported.value,
      bundle: success({
        logs: { added: imported.value.added, known },
        reports: imported.value.reports,
        acts: { added, known: knownActs },
        conflicts,
        waiting
      })
    })
  } finally {
    // An import that was cancelled may have left the reading of the file at some point of it.
    await reading
    rmSync(folder, { recursive: true, force: true })
  }
}
