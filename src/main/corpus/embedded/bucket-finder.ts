import type { Connection } from './connection.ts'

/** The number of the bucket with an id, or of the one that it went into; null when there is none. */
export type FindBucket = (id: string) => number | null

export const createBucketFinder = (db: Connection): FindBucket => {
  const number = db.prepare<[string], number>('SELECT number FROM bucket WHERE id = ?').pluck()
  const heir = db.prepare<[string], string>('SELECT went_into FROM bucket_alias WHERE id = ?').pluck()
  return (id) => {
    const passed = new Set<string>()
    for (let at: string | undefined = id; at !== undefined && !passed.has(at); at = heir.get(at)) {
      const found = number.get(at)
      if (found !== undefined) return found
      passed.add(at)
    }
    return null
  }
}
