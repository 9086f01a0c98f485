import type { Connection } from '../connection.ts'

/** Numbers for texts that are stored once: functions and source files. */
export type Names = {
  readonly functionNumber: (name: string) => number
  readonly fileNumber: (path: string) => number
  /** Forgets what a transaction that was rolled back has numbered. */
  readonly forget: () => void
}

const rememberedLimit = 200_000

const numbering = (db: Connection, find: string, insert: string) => {
  const known = new Map<string, number>()
  const findNumber = db.prepare<[string], { readonly number: number }>(find)
  const insertName = db.prepare<[string]>(insert)
  const number = (name: string): number => {
    const remembered = known.get(name)
    if (remembered !== undefined) return remembered
    const found = findNumber.get(name)?.number ?? Number(insertName.run(name).lastInsertRowid)
    if (known.size >= rememberedLimit) known.clear()
    known.set(name, found)
    return found
  }
  return { number, forget: () => known.clear() }
}

export const createNames = (db: Connection): Names => {
  const functions = numbering(
    db,
    'SELECT number FROM function WHERE name = ?',
    'INSERT INTO function (name) VALUES (?)'
  )
  const files = numbering(
    db,
    'SELECT number FROM source_file WHERE path = ?',
    'INSERT INTO source_file (path) VALUES (?)'
  )
  return {
    functionNumber: functions.number,
    fileNumber: files.number,
    forget: () => {
      functions.forget()
      files.forget()
    }
  }
}
