import { accessSync, chmodSync, constants, copyFileSync, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import type { CorpusId } from '../../../shared/model/ids.ts'
import { failed, success, type Result } from '../../../shared/model/result.ts'
import type { OpenFailure } from '../corpus.ts'
import { enterWal, openForWriting, openReadOnly, sealAndClose, type Connection } from './connection.ts'
import { createCorpusFile } from './create.ts'
import { hasJournal, inspectContent, inspectHeader } from './inspect.ts'
import { upgrade, versionOf } from './migrate.ts'
import { newestVersion } from './migrations/index.ts'
import type { Migration } from './migrations/migration.ts'
import { failureOfSqlite, sqliteCode } from './sqlite-failure.ts'
import { dropLeftovers } from './write/large-logs.ts'
import { resolveOnOpening } from './write/resolve.ts'

/** A corpus that is ready to be read, and whether it may be written. */
export type Prepared = {
  readonly id: CorpusId
  /** The file that readers open: the corpus, or a private copy of it. */
  readonly readFile: string
  /** Folder of the private copy, to be removed at the end. */
  readonly privateFolder: string | null
  readonly writable: boolean
  readonly changes: number
}

type Ready = { readonly prepared: Prepared; readonly db: Connection | null }

const mayWrite = (path: string): boolean => {
  try {
    accessSync(path, constants.W_OK)
    return true
  } catch {
    return false
  }
}

const facts = (db: Connection): Pick<Prepared, 'id' | 'changes'> =>
  db.prepare<[], Pick<Prepared, 'id' | 'changes'>>('SELECT corpus AS id, changes FROM meta').get() ?? {
    id: '' as CorpusId,
    changes: 0
  }

/** SQLite must write beside a file that was not sealed, even to read it. */
const copyForReading = (file: string): { readonly readFile: string; readonly privateFolder: string } => {
  const privateFolder = mkdtempSync(join(tmpdir(), 'oopsdesk-'))
  const readFile = join(privateFolder, basename(file))
  try {
    for (const ending of ['', '-wal', '-journal']) {
      if (!existsSync(`${file}${ending}`)) continue
      copyFileSync(`${file}${ending}`, `${readFile}${ending}`)
      chmodSync(`${readFile}${ending}`, 0o600)
    }
    // The first connection plays the journal back and seals the copy.
    sealAndClose(openForWriting(readFile))
  } catch (thrown) {
    rmSync(privateFolder, { recursive: true, force: true })
    throw thrown
  }
  return { readFile, privateFolder }
}

const prepareReading = (
  file: string,
  inPlace: boolean,
  migrations: readonly Migration[]
): Result<Ready, OpenFailure> => {
  const copy = inPlace ? null : copyForReading(file)
  const readFile = copy?.readFile ?? file
  const giveUp = (failure: OpenFailure): Result<Ready, OpenFailure> => {
    if (copy) rmSync(copy.privateFolder, { recursive: true, force: true })
    return failed(failure)
  }
  const db = openReadOnly(readFile)
  try {
    const sound = inspectContent(db, readFile, migrations)
    if (!sound.ok) return giveUp('file' in sound.failure ? { ...sound.failure, file } : sound.failure)
    // An older schema cannot be read by this version's queries, and a read-only file cannot be upgraded.
    if (versionOf(db) < newestVersion(migrations)) return giveUp({ kind: 'corpus-read-only', file })
    const privateFolder = copy?.privateFolder ?? null
    return success({ prepared: { ...facts(db), readFile, privateFolder, writable: false }, db: null })
  } catch (thrown) {
    if (copy) rmSync(copy.privateFolder, { recursive: true, force: true })
    throw thrown
  } finally {
    db.close()
  }
}

const prepareWriting = async (file: string, migrations: readonly Migration[]): Promise<Result<Ready, OpenFailure>> => {
  const first = openReadOnly(file)
  try {
    const sound = inspectContent(first, file, migrations)
    if (!sound.ok) return sound
  } finally {
    first.close()
  }
  const db = openForWriting(file)
  try {
    enterWal(db)
    await upgrade(db, file, migrations)
    dropLeftovers(db)
    resolveOnOpening(db)
    return success({ prepared: { ...facts(db), readFile: file, privateFolder: null, writable: true }, db })
  } catch (thrown) {
    db.close()
    throw thrown
  }
}

/** A failure of node:fs or SQLite as the person who opens the file is told it. */
export const openFailure = (thrown: unknown, file: string): OpenFailure => {
  const known = failureOfSqlite(thrown, file)
  if (known) return known
  if (thrown instanceof Error && 'code' in thrown) {
    if (thrown.code === 'ENOSPC' || thrown.code === 'EDQUOT') return { kind: 'disk-full', file }
    const detail = sqliteCode(thrown) === null ? String(thrown.code) : thrown.message
    return { kind: 'corpus-unopenable', file, detail }
  }
  throw thrown
}

/**
 * Makes the file when it is asked for, checks it without changing it, and opens it for writing where that is allowed.
 * `db` is the writer's connection, null when the corpus can only be read.
 */
export const prepareCorpus = async (
  options: {
    readonly file: string
    readonly create: boolean
    readonly readOnly?: boolean
    /**
     * This process has it open, and looked at it then. A descriptor of it that were closed now would drop the locks that
     * SQLite has on it, and another process could take the write-ahead log away (https://sqlite.org/howtocorrupt.html).
     */
    readonly isOpen?: boolean
  },
  migrations: readonly Migration[]
): Promise<Result<Ready, OpenFailure>> => {
  const { file, create } = options
  try {
    if (options.isOpen === true) return await prepareWriting(file, migrations)
    const there = statSync(file, { throwIfNoEntry: false })
    if (create && (!there || (there.isFile() && there.size === 0))) createCorpusFile(file, migrations)
    const header = inspectHeader(file, migrations)
    if (!header.ok) return header
    const writable = mayWrite(file) && mayWrite(dirname(file))
    if (writable && options.readOnly !== true) return await prepareWriting(file, migrations)
    // SQLite reads an unsealed file in place only where it may write its shared memory beside it.
    const inPlace = writable || (header.value.sealed && !hasJournal(file))
    return prepareReading(file, inPlace, migrations)
  } catch (thrown) {
    return failed(openFailure(thrown, file))
  }
}
