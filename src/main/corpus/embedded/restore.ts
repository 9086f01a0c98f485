import {
  chmodSync,
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  statSync
} from 'node:fs'
import { dirname } from 'node:path'
import { failed, success, type Result } from '../../../shared/model/result.ts'
import type { OpenFailure } from '../corpus.ts'
import { backupFolder, dropOldBackups, replacedFile } from './backup-files.ts'
import { copyCorpus } from './backups.ts'
import { openForWriting, openReadOnly } from './connection.ts'
import { inspectContent, inspectHeader } from './inspect.ts'
import { migrations } from './migrations/index.ts'
import { newPartFile, removePartFile, removeStaleParts } from './part-files.ts'
import { openFailure } from './prepare.ts'
import { sqliteCode } from './sqlite-failure.ts'

/** Whether a copy is a sound corpus that this version can read. Throws SqliteError and the errors of node:fs. */
const inspect = (backup: string): Result<null, OpenFailure> => {
  const header = inspectHeader(backup, migrations)
  if (!header.ok) return header
  const db = openReadOnly(backup)
  try {
    return inspectContent(db, backup, migrations)
  } finally {
    db.close()
  }
}

/** Makes one file of a corpus that is about to go; true while another program has it open. */
const isOpenElsewhere = (file: string): boolean => {
  try {
    const db = openForWriting(file)
    try {
      db.pragma('busy_timeout = 1000')
      db.pragma('wal_checkpoint(TRUNCATE)')
      // Refused while anyone else is connected to a file in WAL mode.
      db.pragma('journal_mode = DELETE')
      db.exec('BEGIN EXCLUSIVE; ROLLBACK')
      return false
    } finally {
      db.close()
    }
  } catch (thrown) {
    // Any other error is the damage that it is replaced for.
    const code = sqliteCode(thrown)
    if (code === null) throw thrown
    return code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')
  }
}

const syncFolder = (folder: string): void => {
  try {
    const handle = openSync(folder, 'r')
    fsyncSync(handle)
    closeSync(handle)
  } catch {
    // Windows has no such thing.
  }
}

/** Keeps `file` under another name too, so that its own name is never without a corpus. */
const keepAs = (file: string, kept: string): void => {
  mkdirSync(dirname(kept), { recursive: true })
  try {
    linkSync(file, kept)
  } catch {
    // A file system without hard links, such as exFAT.
    copyFileSync(file, kept)
  }
  // What SQLite could not bring in from there belongs to the damaged file, and would damage another.
  for (const ending of ['-wal', '-journal']) {
    if (existsSync(`${file}${ending}`)) renameSync(`${file}${ending}`, `${kept}${ending}`)
  }
  rmSync(`${file}-shm`, { force: true })
}

/**
 * Puts a copy in the place of the corpus `file`, which nobody may have open. What was there is kept among the backups,
 * and answered; null where nothing was there.
 */
export const restoreBackup = async (
  file: string,
  backup: string,
  now: number
): Promise<Result<string | null, OpenFailure>> => {
  const part = newPartFile(file)
  let about = backup
  try {
    const sound = inspect(backup)
    if (!sound.ok) return sound
    about = file
    mkdirSync(dirname(file), { recursive: true })
    removeStaleParts(file, now)
    const there = statSync(file, { throwIfNoEntry: false })
    if (there && isOpenElsewhere(file)) return failed({ kind: 'corpus-busy', file })
    await copyCorpus(backup, part, new AbortController().signal)
    if (there) chmodSync(part, there.mode & 0o777)
    const kept = there ? replacedFile(file, now) : null
    if (kept !== null) keepAs(file, kept)
    renameSync(part, file)
    syncFolder(dirname(file))
    if (kept !== null) {
      syncFolder(backupFolder(file))
      dropOldBackups(file)
    }
    return success(kept)
  } catch (thrown) {
    return failed(openFailure(thrown, about))
  } finally {
    removePartFile(part)
  }
}
