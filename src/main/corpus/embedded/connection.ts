import Database from 'better-sqlite3'

export type Connection = Database.Database

/** How long a writer waits for another process, in milliseconds. */
const busyTimeout = 5000

// better-sqlite3 opens every connection with SQLITE_DBCONFIG_DEFENSIVE, so the schema itself cannot be written.
const configure = (db: Connection): Connection => {
  db.pragma('foreign_keys = ON')
  db.pragma('trusted_schema = OFF')
  db.pragma('cell_size_check = ON')
  db.pragma('temp_store = MEMORY')
  db.pragma('cache_size = -16000')
  return db
}

/** A connection that never changes the file. Throws SqliteError. */
export const openReadOnly = (file: string): Connection =>
  configure(new Database(file, { readonly: true, fileMustExist: true, timeout: busyTimeout }))

/** A connection for the one writer. The caller puts the file in WAL mode once it is known to be sound. */
export const openForWriting = (file: string): Connection => {
  const db = configure(new Database(file, { fileMustExist: true, timeout: busyTimeout }))
  db.pragma('synchronous = NORMAL')
  // An import changes pages all over the file: fewer, larger checkpoints write each of them less often.
  db.pragma('cache_size = -64000')
  db.pragma('wal_autocheckpoint = 8000')
  return db
}

/** A connection to a file that does not exist yet, or `:memory:`. */
export const openNew = (file: string): Connection => configure(new Database(file, { timeout: busyTimeout }))

/** Readers go on while the writer writes. */
export const enterWal = (db: Connection): void => {
  db.pragma('journal_mode = WAL')
}

/**
 * Closes the writer so that the corpus is one file again. When another process has it open too, the file stays in
 * WAL mode and the last one out seals it.
 */
export const sealAndClose = (db: Connection): void => {
  db.pragma('busy_timeout = 0')
  try {
    db.pragma('wal_checkpoint(TRUNCATE)')
    db.pragma('journal_mode = DELETE')
  } catch {
    // Committed pages are safe in the WAL; an unsealed corpus is whole.
  }
  db.close()
}
