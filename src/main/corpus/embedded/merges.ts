import { deedSchema, type Subject } from '../../../shared/model/act.ts'
import type { Connection } from './connection.ts'
import { readStored } from './read/stored.ts'

/** Units of the bucket that a merge kept, and of all that it made one. */
export type Sides = { readonly into: ReadonlySet<number>; readonly all: ReadonlySet<number> }

/** The standing merges that made a bucket what it is, the newest first. */
export type MergesOf = (bucket: number) => readonly Sides[]

type Merge = { readonly id: string; readonly deed: string }

const reportsOf = (subject: Subject): readonly string[] => (subject.kind === 'bucket' ? subject.reports : [])

/** The units that reports are of, as far as these are here. */
export const createUnitsOf = (db: Connection): ((reports: readonly string[]) => ReadonlySet<number>) => {
  const unitOf = db.prepare<[string], number>('SELECT unit FROM report WHERE id = ?').pluck()
  return (reports) => new Set(reports.flatMap((report) => unitOf.get(report) ?? []))
}

export const createMergesOf = (db: Connection): MergesOf => {
  const merges = db.prepare<[number], Merge>(`
    SELECT act.id, act.deed FROM subject JOIN act ON act.subject = subject.number
    WHERE subject.bucket = ? AND act.kind = 'decision' AND act.undone = 0
      AND json_extract(act.deed, '$.decision.what.kind') = 'same'
    ORDER BY act.time DESC, act.id DESC
  `)
  const unitsOf = createUnitsOf(db)
  return (bucket) =>
    merges.all(bucket).flatMap(({ id, deed }): readonly Sides[] => {
      const read = readStored(deedSchema, deed, `the act ${id}`)
      if (read.kind !== 'decision' || read.decision.what.kind !== 'same') return []
      return [{ into: unitsOf(reportsOf(read.subject)), all: unitsOf(read.decision.what.reports) }]
    })
}
