import { deedSchema, type Subject } from '../../../shared/model/act.ts'
import type { Connection } from './connection.ts'
import { readStored, readStoredList } from './read/stored.ts'

/**
 * Subjects of a bucket that mean a part of it which a standing merge brought in: what was said of them was said of
 * another bucket. Told by the reports that the merge and the subject name, never by ids, which change in time.
 */
export type MergedSubjects = (bucket: number) => ReadonlySet<number>

type Row = { readonly number: number; readonly anchors: string }
type Merge = { readonly id: string; readonly deed: string }

/** Units of the bucket that a merge kept, and of all that it made one. */
type Sides = { readonly into: ReadonlySet<number>; readonly all: ReadonlySet<number> }

const meet = (a: ReadonlySet<number>, b: ReadonlySet<number>): boolean => [...a].some((one) => b.has(one))

const reportsOf = (subject: Subject): readonly string[] => (subject.kind === 'bucket' ? subject.reports : [])

export const createMergedSubjects = (db: Connection): MergedSubjects => {
  const merges = db.prepare<[number], Merge>(`
    SELECT act.id, act.deed FROM subject JOIN act ON act.subject = subject.number
    WHERE subject.bucket = ? AND act.kind = 'decision' AND act.undone = 0
      AND json_extract(act.deed, '$.decision.what.kind') = 'same'
  `)
  const subjects = db.prepare<[number], Row>(
    `SELECT number, anchors FROM subject WHERE bucket = ? AND kind = 'bucket' ORDER BY number`
  )
  const unitOf = db.prepare<[string], number>('SELECT unit FROM report WHERE id = ?').pluck()

  const unitsOf = (reports: readonly string[]): ReadonlySet<number> =>
    new Set(reports.flatMap((report) => unitOf.get(report) ?? []))

  const sidesOf = ({ id, deed }: Merge): readonly Sides[] => {
    const read = readStored(deedSchema, deed, `the act ${id}`)
    if (read.kind !== 'decision' || read.decision.what.kind !== 'same') return []
    return [{ into: unitsOf(reportsOf(read.subject)), all: unitsOf(read.decision.what.reports) }]
  }

  return (bucket) => {
    const sides = merges.all(bucket).flatMap(sidesOf)
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
