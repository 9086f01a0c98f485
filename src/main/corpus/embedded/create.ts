import { randomBytes } from 'node:crypto'
import { linkSync, mkdirSync, renameSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { corpusIdSchema, type CorpusId } from '../../../shared/model/ids.ts'
import { corpusApplicationId } from '../application-id.ts'
import { openNew } from './connection.ts'
import { migrate } from './migrate.ts'
import type { Migration } from './migrations/migration.ts'
import { newPartFile, removePartFile, removeStaleParts } from './part-files.ts'

const letters = 'abcdefghijklmnopqrstuvwxyz234567'

export const newCorpusId = (): CorpusId =>
  corpusIdSchema.parse([...randomBytes(10)].map((byte) => letters[byte % letters.length]).join(''))

const hasCode = (thrown: unknown, ...codes: readonly string[]): boolean =>
  thrown instanceof Error && 'code' in thrown && codes.includes(String(thrown.code))

/** Puts `part` at `file` unless another process made that file meanwhile; an empty file there is replaced. */
const moveIntoPlace = (part: string, file: string): void => {
  const there = statSync(file, { throwIfNoEntry: false })
  if (there?.size === 0) return renameSync(part, file)
  try {
    linkSync(part, file)
  } catch (thrown) {
    if (hasCode(thrown, 'EEXIST')) return
    // A file system without hard links, such as exFAT.
    if (!hasCode(thrown, 'EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK')) throw thrown
    renameSync(part, file)
  }
}

/**
 * Makes an empty corpus, and the folders it lies in. It is made under another name and moved into place, so that a
 * corpus is never seen half made. Throws SqliteError and the errors of node:fs.
 */
export const createCorpusFile = (file: string, migrations: readonly Migration[]): void => {
  mkdirSync(dirname(file), { recursive: true })
  removeStaleParts(file)
  const part = newPartFile(file)
  try {
    const db = openNew(part)
    try {
      db.pragma('synchronous = FULL')
      db.pragma(`application_id = ${corpusApplicationId}`)
      migrate(db, migrations)
      db.prepare('INSERT INTO meta (only_row, corpus, created, changes) VALUES (1, ?, ?, 0)').run(
        newCorpusId(),
        Date.now()
      )
    } finally {
      db.close()
    }
    moveIntoPlace(part, file)
  } finally {
    removePartFile(part)
  }
}
