import type { Connection } from './connection.ts'
import { createMergesOf, createUnitsOf } from './merges.ts'
import { readStoredList } from './read/stored.ts'

/**
 * Subjects of a bucket that mean a part of it which a standing merge brought in: what was said of them was said of
 * another bucket. Told by the reports that the merge and the subject name, never by ids, which change in time.
 */
export type MergedSubjects = (bucket: number) => ReadonlySet<number>

type Row = { readonly number: number; readonly anchors: string }

const meet = (a: ReadonlySet<number>, b: ReadonlySet<number>): boolean => [...a].some((one) => b.has(one))

export const createMergedSubjects = (db: Connection): MergedSubjects => {
  const mergesOf = createMergesOf(db)
  const unitsOf = createUnitsOf(db)
  const subjects = db.prepare<[number], Row>(
    `SELECT number, anchors FROM subject WHERE bucket = ? AND kind = 'bucket' ORDER BY number`
  )

  return (bucket) => {
    const sides = mergesOf(bucket)
    if (sides.length === 0) return new Set()
    const isMerged = ({ number, anchors }: Row): boolean => {
      const units = unitsOf(readStoredList(anchors, `the subject ${number}`))
      return sides.some(({ into, all }) => !meet(units, into) && meet(units, all))
    }
    return new Set(
      subjects
        .all(bucket)
        .filter(isMerged)
        .map(({ number }) => number)
    )
  }
}
