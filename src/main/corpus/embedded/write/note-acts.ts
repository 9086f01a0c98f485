import type { Subject } from '../../../../shared/model/act.ts'
import type { FailureOf } from '../../../../shared/model/failure.ts'
import {
  actIdSchema,
  annotationIdSchema,
  gestureIdSchema,
  noteIdSchema,
  type ActId,
  type AnnotationId,
  type BucketId,
  type GestureId,
  type NoteId
} from '../../../../shared/model/ids.ts'
import type { AnnotationMark, AnnotationPlace } from '../../../../shared/model/annotation.ts'
import type { Note, Noted, NoteTextAt } from '../../../../shared/model/note.ts'
import { failed, success, type Result } from '../../../../shared/model/result.ts'
import type { By } from '../../triage.ts'
import { actOf, textOf, type ActRow } from '../act-rows.ts'
import type { FindBucket } from '../bucket-finder.ts'
import type { Connection } from '../connection.ts'
import { createMergedSubjects } from '../merged-subjects.ts'
import { createNoteReader } from '../read/notes.ts'
import type { ActWriter } from './acts.ts'
import type { BucketTriage } from './bucket-triage.ts'
import type { SubjectWriter } from './subjects.ts'

type About = { readonly number: number; readonly subject: Subject; readonly title: string }
type Refused = FailureOf<'not-found' | 'note-conflict'>

export type NoteWriter = {
  readonly save: (of: Noted, note: NoteId | null, text: string, over: readonly ActId[], by: By) => Result<Note, Refused>
  readonly annotate: (
    annotation: AnnotationId | null,
    place: AnnotationPlace,
    mark: AnnotationMark | null,
    text: string,
    over: readonly ActId[],
    by: By
  ) => Result<AnnotationId, Refused>
}

/** Saves of one note by one person that follow each other within this are one gesture, in milliseconds. */
const runMilliseconds = 5 * 60_000

const isSameSet = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && new Set([...a, ...b]).size === new Set(a).size

const idsOf = (heads: readonly ActRow[]): readonly ActId[] => heads.map(({ id }) => actIdSchema.parse(id))

const isRemoval = (row: ActRow): boolean => {
  const { deed } = actOf(row)
  return deed.kind === 'annotation' && deed.mark === null
}

export const textsOf = (heads: readonly ActRow[]): readonly NoteTextAt[] =>
  heads.map((row) => {
    const { act, author, time, deed } = actOf(row)
    return { act, author, saved: time, text: deed.kind === 'annotation' ? deed.text : textOf(row) }
  })

const conflict = (note: string, heads: readonly ActRow[]): Result<never, Refused> =>
  failed({ kind: 'note-conflict', note, texts: textsOf(heads) })

export const createNoteActWriter = (
  db: Connection,
  parts: {
    readonly find: FindBucket
    readonly acts: ActWriter
    readonly subjects: SubjectWriter
    readonly triage: BucketTriage
  }
): NoteWriter => {
  const { find, acts, subjects, triage } = parts
  const notes = createNoteReader(db)
  const last = db.prepare<[], ActRow>('SELECT * FROM act WHERE imported = 0 ORDER BY number DESC LIMIT 1')
  const reportBucket = db.prepare<[string], number>('SELECT bucket FROM report WHERE id = ?').pluck()
  const titleOf = db.prepare<[number], string>('SELECT title FROM bucket WHERE number = ?').pluck()
  const reportTitle = db.prepare<[string], string>('SELECT title FROM report WHERE id = ?').pluck()
  const subjectOfThing = db
    .prepare<[string, 'note' | 'annotation'], number>('SELECT subject FROM act WHERE thing = ? AND kind = ? LIMIT 1')
    .pluck()

  /** The gesture of a run of typing that goes on. */
  const runOf = (note: NoteId, { author, now }: By): GestureId | undefined => {
    const row = last.get()
    if (!row || row.thing !== note || row.undone === 1 || row.author !== author) return undefined
    // Where the corpus is ahead of this clock, nobody knows how long ago that was.
    return Math.abs(now - row.time) < runMilliseconds ? gestureIdSchema.parse(row.gesture) : undefined
  }

  const merged = createMergedSubjects(db)
  const bucketId = db.prepare<[number], BucketId>('SELECT id FROM bucket WHERE number = ?').pluck()
  /** A note stays with what it was begun on, though it is or was shown on a bucket that this went into. */
  const otherSubject = (bucket: number, head: ActRow | undefined): About | null => {
    if (!head || head.subject === null) return null
    if (subjects.bucketOf(head.subject) === bucket && !merged(bucket).has(head.subject)) return null

    const { deed } = actOf(head)
    return deed.kind === 'note' ? { number: head.subject, subject: deed.subject, title: deed.title } : null
  }

  /** A note as it stands, wherever it is now. */
  const noteNow = (note: NoteId, of: Noted): Note => {
    const there = notes.notes(of)?.find((one) => one.note === note)
    if (there) return there
    const heads = acts.heads(note, 'note')
    const [first] = heads
    const bucket = first && first.subject !== null ? subjects.bucketOf(first.subject) : null
    const id = bucket === null ? undefined : bucketId.get(bucket)
    return { note, of: id === undefined ? of : { kind: 'bucket', bucket: id }, from: null, texts: textsOf(heads) }
  }

  const aboutNow = (of: Noted, bucket: number): About =>
    of.kind === 'bucket'
      ? { ...subjects.ofBucket(bucket), title: titleOf.get(bucket) ?? '' }
      : { ...subjects.ofReport(of.report), title: reportTitle.get(of.report) ?? '' }

  return {
    save: (of, wanted, typed, over, by) => {
      const bucket = of.kind === 'bucket' ? find(of.bucket) : (reportBucket.get(of.report) ?? null)
      const id = of.kind === 'bucket' ? of.bucket : of.report
      if (bucket === null) return failed({ kind: 'not-found', what: of.kind, id })
      const there = notes.notes(of) ?? []
      // Those of buckets that went into it leave room for its own.
      const current = wanted === null ? there.find(({ from }) => from === null) : undefined
      const note = wanted ?? noteIdSchema.parse(acts.newId())
      if (current) return conflict(current.note, acts.heads(current.note, 'note'))
      if (wanted !== null && subjectOfThing.get(wanted, 'note') === undefined) {
        return failed({ kind: 'not-found', what: 'note', id: wanted })
      }
      const heads = wanted === null ? [] : acts.heads(note, 'note')
      if (
        !isSameSet(
          heads.map((row) => row.id),
          over
        )
      )
        return conflict(note, heads)
      // A lone surrogate cannot be stored as UTF-8.
      const text = typed.toWellFormed()
      const [only] = heads
      const isNew = heads.length !== 1 || !only || textOf(only) !== text
      if (isNew) {
        const about = otherSubject(bucket, only) ?? aboutNow(of, bucket)
        const deed = { kind: 'note', subject: about.subject, note, title: about.title, text, over } as const
        acts.add({ deed, subject: about.number, gesture: runOf(note, by) }, by)
        const where = subjects.bucketOf(about.number)
        if (where !== null) triage.refresh(where)
      }
      return success(noteNow(note, of))
    },
    annotate: (wanted, place, mark, text, over, by) => {
      const bucket = reportBucket.get(place.report)
      if (bucket === undefined) return failed({ kind: 'not-found', what: 'report', id: place.report })
      const annotation = wanted ?? annotationIdSchema.parse(acts.newId())
      const heads = wanted === null ? [] : acts.heads(annotation, 'annotation')
      if (wanted !== null && subjectOfThing.get(wanted, 'annotation') === undefined) {
        return failed({ kind: 'not-found', what: 'annotation', id: wanted })
      }
      // Whoever writes sees no text of one who removed it meanwhile, and writes over that too.
      const seen = heads.filter((row) => !isRemoval(row))
      if (!isSameSet(idsOf(heads), over) && !isSameSet(idsOf(seen), over)) return conflict(annotation, heads)
      const about = subjects.ofReport(place.report)
      const words = text.toWellFormed()
      const deed = { kind: 'annotation', annotation, place, mark, text: words, over: idsOf(heads) } as const
      acts.add({ deed, subject: about.number }, by)
      triage.refresh(bucket)
      return success(annotation)
    }
  }
}
