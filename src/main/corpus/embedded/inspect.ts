import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs'
import { failed, success, type Result } from '../../../shared/model/result.ts'
import type { OpenFailure } from '../corpus.ts'
import { corpusApplicationId } from '../application-id.ts'
import { openNew, type Connection } from './connection.ts'
import { migrate, versionOf } from './migrate.ts'
import { newestVersion } from './migrations/index.ts'
import type { Migration } from './migrations/migration.ts'

/** Files up to this size are checked page by page when they are opened: some tenths of a second. */
const quickCheckLimit = 256 * 1024 * 1024

/** What the first 100 bytes of a corpus say (https://sqlite.org/fileformat2.html#the_database_header). */
export type Header = {
  /** False when the file was left without being sealed, or is open in another process. */
  readonly sealed: boolean
}

const headerSize = 100
const magic = Buffer.from('SQLite format 3\0', 'latin1')

const readStart = (file: string): Buffer => {
  const handle = openSync(file, 'r')
  try {
    const start = Buffer.alloc(headerSize)
    return start.subarray(0, readSync(handle, start, 0, headerSize, 0))
  } finally {
    closeSync(handle)
  }
}

/** Pages beside the file that are not in it yet. */
export const hasJournal = (file: string): boolean =>
  [`${file}-wal`, `${file}-journal`].some((beside) => (statSync(beside, { throwIfNoEntry: false })?.size ?? 0) > 0)

/** Looks at a file without SQLite, which would write beside it. Throws the errors of node:fs. */
export const inspectHeader = (file: string, migrations: readonly Migration[]): Result<Header, OpenFailure> => {
  if (!existsSync(file)) return failed({ kind: 'corpus-missing', file })
  if (!statSync(file).isFile()) return failed({ kind: 'corpus-unopenable', file, detail: 'it is not a file' })
  const header = readStart(file)
  if (!header.subarray(0, magic.length).equals(magic)) return failed({ kind: 'corpus-foreign', file })
  if (header.length < headerSize) return failed({ kind: 'corpus-damaged', file, detail: 'the file is cut short' })
  if (header.readUInt32BE(68) !== corpusApplicationId) return failed({ kind: 'corpus-foreign', file })
  const version = header.readInt32BE(60)
  const known = newestVersion(migrations)
  if (version > known) return failed({ kind: 'corpus-newer', file, version, known })
  const pageSize = header.readUInt16BE(16) === 1 ? 65536 : header.readUInt16BE(16)
  const pages = header.readUInt32BE(28)
  if (!hasJournal(file) && statSync(file).size < pages * pageSize) {
    return failed({ kind: 'corpus-damaged', file, detail: 'the file is cut short' })
  }
  return success({ sealed: header[18] === 1 && header[19] === 1 })
}

type SchemaRow = { readonly type: string; readonly name: string; readonly sql: string | null }

const schemaOf = (db: Connection): string =>
  db
    .prepare<[], SchemaRow>(`SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%'`)
    .all()
    .map(({ type, name, sql }) => `${type} ${name} ${sql ?? ''}`)
    .sort()
    .join('\n')

const expectedSchema = (version: number, migrations: readonly Migration[]): string => {
  const db = openNew(':memory:')
  try {
    migrate(
      db,
      migrations.filter((migration) => migration.version <= version)
    )
    return schemaOf(db)
  } finally {
    db.close()
  }
}

/** Looks at the content through a read-only connection. Throws SqliteError. */
export const inspectContent = (
  db: Connection,
  file: string,
  migrations: readonly Migration[]
): Result<null, OpenFailure> => {
  const version = versionOf(db)
  const known = newestVersion(migrations)
  if (version > known) return failed({ kind: 'corpus-newer', file, version, known })
  if (statSync(file).size <= quickCheckLimit) {
    const answer = String(db.pragma('quick_check(1)', { simple: true }))
    if (answer !== 'ok') return failed({ kind: 'corpus-damaged', file, detail: answer.replaceAll('\n', ' ') })
  }
  // A trigger or view that Oopsdesk did not make would run as if it had.
  const sound = migrations.some((migration) => migration.version === version)
  if (!sound || schemaOf(db) !== expectedSchema(version, migrations)) {
    return failed({ kind: 'corpus-damaged', file, detail: 'its tables are not those of an Oopsdesk corpus' })
  }
  return success(null)
}
