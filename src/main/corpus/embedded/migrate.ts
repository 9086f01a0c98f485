import { readdirSync, renameSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { openReadOnly, type Connection } from './connection.ts'
import type { Migration } from './migrations/migration.ts'
import { newestVersion } from './migrations/index.ts'
import { newPartFile, removePartFile, removeStaleParts } from './part-files.ts'

export const versionOf = (db: Connection): number => db.pragma('user_version', { simple: true }) as number

/** Brings the schema to the newest of `migrations` in one transaction, so that it is the old one or the new one. */
export const migrate = (db: Connection, migrations: readonly Migration[]): void => {
  db.transaction(() => {
    // Read inside: another process may have upgraded the file meanwhile.
    const from = versionOf(db)
    for (const { version, apply } of migrations) {
      if (version <= from) continue
      apply(db)
      db.pragma(`user_version = ${version}`)
    }
  }).immediate()
}

/** Copies of older schemas that are kept: each is as large as the corpus was. */
const keptBackups = 2

/** Removes the copies that `upgrade` made of `file`, but for the newest. */
const dropOldBackups = (file: string): void => {
  const [folder, name] = [dirname(file), basename(file)]
  const versions = readdirSync(folder)
    .filter((other) => other.startsWith(`${name}.v`))
    .map((other) => Number(/^\.v(\d+)\.bak$/.exec(other.slice(name.length))?.[1]))
    .filter((version) => Number.isInteger(version))
    .sort((a, b) => b - a)
  for (const version of versions.slice(keptBackups)) rmSync(join(folder, `${name}.v${version}.bak`), { force: true })
}

const versionIn = (file: string): number => {
  const db = openReadOnly(file)
  try {
    return versionOf(db)
  } finally {
    db.close()
  }
}

/**
 * Copies a corpus of an older schema to `<file>.v<version>.bak`, then upgrades it. The two newest copies stay. Two
 * processes may come to it at once: each copies under a name of its own, and a copy of what the other one has upgraded
 * by then never takes the place of the older schema's.
 */
export const upgrade = async (db: Connection, file: string, migrations: readonly Migration[]): Promise<void> => {
  const version = versionOf(db)
  if (version >= newestVersion(migrations)) return
  const backup = `${file}.v${version}.bak`
  const part = newPartFile(backup)
  try {
    removeStaleParts(backup)
    await db.backup(part)
    if (versionIn(part) === version) renameSync(part, backup)
  } finally {
    removePartFile(part)
  }
  migrate(db, migrations)
  dropOldBackups(file)
}
