import { actIdSchema, noteIdSchema, type ActId, type BucketId, type NoteId } from '../../../../shared/model/ids.ts'
import type { Page } from '../../../../shared/model/bucket.ts'
import type { Note, Noted, NoteTextAt, NoteVersion } from '../../../../shared/model/note.ts'
import { textOf, type ActRow } from '../act-rows.ts'
import { createBucketFinder } from '../bucket-finder.ts'
import type { Connection } from '../connection.ts'
import { createMergedSubjects } from '../merged-subjects.ts'

export type NoteReader = {
  readonly notes: (of: Noted) => readonly Note[] | null
  readonly noteHistory: (
    note: NoteId,
    page: Page
  ) => { readonly total: number; readonly rows: readonly NoteVersion[] } | null
  readonly noteText: (act: ActId) => { readonly note: NoteId; readonly text: string } | null
  readonly notedBuckets: () => readonly BucketId[]
}

type Head = ActRow & { readonly title: string; readonly begun: number }

const columns = `act.*, json_extract(act.deed, '$.title') AS title,
  (SELECT min(time) FROM act AS first WHERE first.thing = act.thing AND first.kind = 'note') AS begun`

export const createNoteReader = (db: Connection): NoteReader => {
  const find = createBucketFinder(db)
  const idOf = db.prepare<[number], BucketId>('SELECT id FROM bucket WHERE number = ?').pluck()
  const merged = createMergedSubjects(db)
  const ofBucket = db.prepare<[number], Head>(`
    SELECT ${columns} FROM subject
    JOIN act ON act.subject = subject.number AND act.kind = 'note' AND act.head = 1
    WHERE subject.bucket = ? AND subject.kind = 'bucket'
    ORDER BY begun, act.thing, act.time DESC, act.id DESC
  `)
  const ofReport = db.prepare<[string], Head>(`
    SELECT ${columns} FROM subject
    JOIN act ON act.subject = subject.number AND act.kind = 'note' AND act.head = 1
    WHERE subject.kind = 'report' AND subject.id = ?
    ORDER BY act.thing, act.time DESC, act.id DESC
  `)
  const report = db.prepare<[string]>('SELECT 1 FROM report WHERE id = ?')
  const versions = db.prepare<[string, number, number], ActRow>(
    `SELECT * FROM act WHERE thing = ? AND kind = 'note' ORDER BY time DESC, id DESC LIMIT ? OFFSET ?`
  )
  const countOf = db.prepare<[string], number>(`SELECT count(*) FROM act WHERE thing = ? AND kind = 'note'`).pluck()
  const one = db.prepare<[string], ActRow>(`SELECT * FROM act WHERE id = ? AND kind = 'note'`)
  const noted = db.prepare<[], BucketId>('SELECT id FROM bucket WHERE noted = 1 ORDER BY title, id').pluck()

  const notesOf = (of: Noted, others: ReadonlySet<number>, heads: readonly Head[]): readonly Note[] => {
    const isOther = ({ subject }: Head): boolean => subject !== null && others.has(subject)
    const notes = [...Map.groupBy(heads, ({ thing }) => thing).entries()].flatMap(([thing, rows]): readonly Note[] => {
      const [first] = rows
      if (thing === null || !first) return []
      const texts = rows.map((row): NoteTextAt => ({
        act: actIdSchema.parse(row.id),
        author: row.author,
        saved: row.time,
        text: textOf(row)
      }))
      return [
        {
          note: noteIdSchema.parse(thing),
          of,
          from: rows.every(isOther) ? first.title : null,
          texts
        }
      ]
    })
    // Those of the bucket itself come first.
    return notes.toSorted((a, b) => Number(a.from !== null) - Number(b.from !== null))
  }

  return {
    notes: (of) => {
      if (of.kind === 'report') {
        return report.get(of.report) === undefined ? null : notesOf(of, new Set(), ofReport.all(of.report))
      }
      const number = find(of.bucket)
      const id = number === null ? undefined : idOf.get(number)
      if (number === null || id === undefined) return null
      return notesOf({ kind: 'bucket', bucket: id }, merged(number), ofBucket.all(number))
    },
    noteHistory: (note, page) => {
      const total = countOf.get(note) ?? 0
      if (total === 0) return null
      return {
        total,
        rows: versions.all(note, page.limit, page.offset).map((row) => ({
          act: actIdSchema.parse(row.id),
          author: row.author,
          saved: row.time,
          length: textOf(row).length,
          undone: row.undone === 1
        }))
      }
    },
    noteText: (act) => {
      const row = one.get(act)
      return row ? { note: noteIdSchema.parse(row.thing), text: textOf(row) } : null
    },
    notedBuckets: () => noted.all()
  }
}
