import { mkdirSync, renameSync, statfsSync, statSync } from 'node:fs'
import { failed, success, type Result } from '../../../shared/model/result.ts'
import { backupFolder, dailyFile, dropOldBackups, isBackup, newestDaily } from './backup-files.ts'
import { openForWriting, openReadOnly, sealAndClose, type Connection } from './connection.ts'
import { newPartFile, removePartFile, removeStaleParts } from './part-files.ts'

const day = 24 * 60 * 60 * 1000

/** Pages copied between two looks at what else waits: about a millisecond. */
const pagesAtOnce = 500

const changesOf = (db: Connection): number =>
  db.prepare<[], number>('SELECT changes FROM meta').pluck().get() ?? Number.NaN

/** The count of changes in a copy; null where it cannot be read, and is none. */
const changesIn = (file: string): number | null => {
  try {
    const db = openReadOnly(file)
    try {
      return changesOf(db)
    } finally {
      db.close()
    }
  } catch {
    return null
  }
}

/**
 * Copies a corpus that may be in use to `part`, as one whole file: `quick_check` is asked of the copy. Throws what stops
 * it: SqliteError, an error of node:fs, or what `signal` was aborted with; `part` is the caller's to remove.
 */
export const copyCorpus = async (file: string, part: string, signal: AbortSignal): Promise<void> => {
  const source = openReadOnly(file)
  try {
    // Of a corpus that others write to, one moment; a sealed one is only held for the pages at hand.
    if (source.pragma('journal_mode', { simple: true }) === 'wal') source.exec('BEGIN; SELECT changes FROM meta')
    await source.backup(part, {
      progress: () => {
        signal.throwIfAborted()
        return pagesAtOnce
      }
    })
  } finally {
    source.close()
  }
  signal.throwIfAborted()
  const copy = openForWriting(part)
  try {
    const answer = String(copy.pragma('quick_check(1)', { simple: true }))
    if (answer !== 'ok') throw new Error(`the copy is not sound: ${answer.replaceAll('\n', ' ')}`)
  } finally {
    sealAndClose(copy)
  }
}

/** Whether the corpus has changed since its newest copy, and that one is more than a day old. */
export const needsBackup = (file: string, now: number): boolean => {
  if (isBackup(file)) return false
  const newest = newestDaily(file)
  const age = newest === null ? Infinity : now - newest.made
  // A copy from the future says that the clock was wrong.
  if (age >= 0 && age <= day) return false
  const changes = changesIn(file)
  return changes !== null && changes > 0 && (newest === null || changesIn(newest.file) !== changes)
}

const reasonOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown))

/**
 * Makes a copy in the folder `backups` beside the corpus, and removes the oldest. A copy is under its name when it is
 * whole and found sound. Why there is none is answered in words.
 */
export const makeBackup = async (file: string, now: number, signal: AbortSignal): Promise<Result<string, string>> => {
  const backup = dailyFile(file, now)
  const part = newPartFile(backup)
  try {
    mkdirSync(backupFolder(file), { recursive: true })
  } catch (thrown) {
    return failed(reasonOf(thrown))
  }
  try {
    removeStaleParts(backup, now)
    const { size } = statSync(file)
    const { bavail, bsize } = statfsSync(backupFolder(file))
    // Room that the corpus needs to grow is not taken by its copies.
    if (bavail * bsize < 2 * size) return failed('the disk is nearly full')
    await copyCorpus(file, part, signal)
    renameSync(part, backup)
    dropOldBackups(file)
    return success(backup)
  } catch (thrown) {
    return failed(reasonOf(thrown))
  } finally {
    removePartFile(part)
  }
}
