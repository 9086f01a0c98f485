import { createHash } from 'node:crypto'
import { zstdCompressSync } from 'node:zlib'
import type { Connection } from '../connection.ts'
import { createOldBuckets, namedReports } from './0020-old-buckets.ts'
import { readOldNotes } from './0020-old-notes.ts'
import type { Migration } from './migration.ts'

// Times are milliseconds since 1970. Blobs named `text` are zstd.
const schema = `
  -- When the bucket was opened that has this name no more, for it to be as old as before when it is itself again.
  ALTER TABLE bucket_alias ADD COLUMN opened INTEGER;

  -- What acts are about, as they name it, and where that is now.
  CREATE TABLE subject (
    number INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('bucket', 'report')),
    -- Of the bucket or report.
    id TEXT NOT NULL,
    -- JSON: reports that the bucket had, in order.
    anchors TEXT NOT NULL,
    -- The bucket that it is, or that its report is in; null while it is not in this corpus. No reference, for it is set
    -- right again after buckets have come and gone.
    bucket INTEGER,
    UNIQUE (kind, id, anchors)
  ) STRICT;
  CREATE INDEX subject_by_bucket ON subject (bucket);

  -- Only ever added to, but for what follows from other rows: head and undone.
  CREATE TABLE act (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    gesture TEXT NOT NULL,
    author TEXT NOT NULL,
    time INTEGER NOT NULL,
    kind TEXT NOT NULL,
    -- The note, annotation or decision that it is of.
    thing TEXT,
    subject INTEGER REFERENCES subject,
    other INTEGER REFERENCES subject,
    -- JSON, see shared/model/act.ts; a note's text is in its own column.
    deed TEXT NOT NULL,
    text BLOB,
    -- 1: its text stands, see triage/heads.ts.
    head INTEGER NOT NULL,
    undone INTEGER NOT NULL,
    -- 1: it was made in another corpus.
    imported INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX act_by_time ON act (time, id);
  CREATE INDEX act_by_subject ON act (subject, kind);
  CREATE INDEX act_by_other ON act (other) WHERE other IS NOT NULL;
  CREATE INDEX act_by_thing ON act (thing) WHERE thing IS NOT NULL;
  CREATE INDEX act_by_gesture ON act (gesture);

  -- What the standing acts on a bucket add up to. No row where nobody said anything.
  CREATE TABLE bucket_triage (
    bucket INTEGER PRIMARY KEY,
    -- JSON, see shared/model/triage.ts.
    status TEXT NOT NULL,
    status_kind TEXT NOT NULL,
    -- When an ignored one is new again: a time, a count of reports.
    until INTEGER,
    until_reports INTEGER,
    -- From 0 for none to 4 for urgent.
    priority INTEGER NOT NULL,
    owner TEXT NOT NULL,
    -- JSON list.
    tags TEXT NOT NULL,
    -- JSON, or null.
    came_back TEXT,
    -- Id of the bucket that it is marked as a duplicate of.
    duplicate_of TEXT,
    has_note INTEGER NOT NULL
  ) STRICT;

  -- The buckets before the logs of a bundle came, until its acts are in too: one row at most, JSON, zstd.
  CREATE TABLE before_bundle (bundle TEXT NOT NULL, buckets BLOB NOT NULL) STRICT;
`

type OldDecision = {
  readonly id: string
  readonly made: number
  readonly what: string
  readonly text: string
  readonly undone: number | null
}
type OldWhat = {
  readonly kind: string
  readonly reports?: readonly string[]
  readonly left?: readonly string[]
  readonly right?: readonly string[]
  readonly taken?: readonly string[]
  readonly bucket?: string
  readonly of?: string
}
/** What was found in the old tables, to be inserted in the order of `at`, whatever table it is from. */
type Found = { readonly at: number; readonly insert: (time: number) => void }

const hashOf = (parts: readonly unknown[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16)

/** Nobody wrote down whose they were. */
const author = 'unknown'

/** Notes and decisions of the first schema become acts, their history too, in the order in which they were made. */
const carryOver = (db: Connection): void => {
  const find = createOldBuckets(db)
  const insertSubject = db.prepare<[string, string, number | null]>(
    `INSERT OR IGNORE INTO subject (kind, id, anchors, bucket) VALUES ('bucket', ?, ?, ?)`
  )
  const findSubject = db
    .prepare<[string, string], number>(`SELECT number FROM subject WHERE kind = 'bucket' AND id = ? AND anchors = ?`)
    .pluck()
  const insert = db.prepare<Record<string, unknown>>(`
    INSERT INTO act (id, gesture, author, time, kind, thing, subject, other, deed, text, head, undone, imported)
    VALUES (:id, :gesture, '${author}', :time, :kind, :thing, :subject, :other, :deed, :text, :head, :undone, 0)
  `)
  const nothing = { thing: null, subject: null, other: null, text: null, head: 0, undone: 0 }
  const subjectOf = (bucket: string, reports: readonly string[]) => {
    const anchors = JSON.stringify(reports)
    insertSubject.run(bucket, anchors, find.bucketNow(bucket))
    const number = findSubject.get(bucket, anchors)
    if (number === undefined) throw new Error(`the bucket ${bucket} has no subject`)
    return { number, subject: { kind: 'bucket', bucket, reports } }
  }
  const found: Found[] = []

  const notedBuckets = new Set<number>()
  for (const [bucket, kept] of readOldNotes(db, find.bucketNow)) {
    const [first] = kept
    if (!first) continue
    const note = hashOf(['note', bucket])
    const bucketNumber = find.bucketNow(bucket)
    if (bucketNumber !== null && kept.at(-1)?.text !== '') notedBuckets.add(bucketNumber)
    const { number, subject } = subjectOf(bucket, find.reportsAt(bucket, first.saved))
    const title = find.titleNow(bucket)
    let before: { readonly id: string; readonly gesture: string } | null = null
    for (const [index, { saved, text, name, isOwn }] of kept.entries()) {
      found.push({
        at: saved,
        insert: (time) => {
          const deed = { kind: 'note', subject, note, title, text: '', over: before ? [before.id] : [] }
          const id = hashOf(['note', bucket, name, time, deed, text])
          // Taking the blocks out is no gesture of its own.
          const gesture = isOwn && before ? before.gesture : id
          before = { id, gesture }
          insert.run({
            ...nothing,
            id,
            gesture,
            time,
            kind: 'note',
            thing: note,
            subject: number,
            deed: JSON.stringify(deed),
            text: zstdCompressSync(text),
            head: index === kept.length - 1 ? 1 : 0
          })
        }
      })
    }
  }

  const decisions = db.prepare<[], OldDecision>('SELECT id, made, what, text, undone FROM decision ORDER BY number')
  const acts = new Map<string, string>()
  const undos: Found[] = []
  for (const { id: decision, made, what: stored, text, undone } of decisions.all()) {
    const what = JSON.parse(stored) as OldWhat
    const sided = (id: string | undefined, reports: readonly string[]) =>
      id === undefined
        ? subjectOf(
            find.holding(reports) ??
              // None of its reports is here: they tell the bucket when they come.
              hashOf(['bucket', decision]).slice(0, 12),
            reports.slice(0, namedReports).toSorted()
          )
        : subjectOf(id, find.reportsAt(id, made))
    const first = sided(what.bucket, [...(what.reports ?? []), ...(what.taken ?? []), ...(what.left ?? [])])
    const other = what.kind === 'duplicate' || what.kind === 'different' ? sided(what.of, what.right ?? []) : null
    found.push({
      at: made,
      insert: (time) => {
        const deed = {
          kind: 'decision',
          decision: { decision, made, what, text },
          subject: first.subject,
          other: other?.subject ?? null
        }
        const id = hashOf(['decision', decision, time, deed])
        acts.set(decision, id)
        insert.run({
          ...nothing,
          id,
          gesture: id,
          time,
          kind: 'decision',
          thing: decision,
          subject: first.number,
          other: other?.number ?? null,
          deed: JSON.stringify(deed),
          undone: undone === null ? 0 : 1
        })
      }
    })
    if (undone === null) continue
    undos.push({
      at: Math.max(undone, made),
      insert: (time) => {
        const deed = { kind: 'undo', acts: [acts.get(decision)] }
        const id = hashOf(['undo', decision, time, deed])
        insert.run({ ...nothing, id, gesture: id, time, kind: 'undo', deed: JSON.stringify(deed) })
      }
    })
  }

  // The sort is stable: what a merge wrote in a note comes before it, and a decision before its undo.
  let time = 0
  for (const { at, insert } of [...found, ...undos].toSorted((a, b) => a.at - b.at)) {
    time = Math.max(at, time + 1)
    insert(time)
  }
  const note = db.prepare<[number]>(`
    INSERT INTO bucket_triage (bucket, status, status_kind, priority, owner, tags, has_note)
    VALUES (?, '{"kind":"new"}', 'new', 0, '', '[]', 1)
  `)
  for (const bucket of notedBuckets) note.run(bucket)
  db.exec(`
    DROP TABLE note;
    DROP TABLE note_history;
    DROP TABLE merged_note;
  `)
}

/** Everything that a person does is an event: acts, what they are about, and what they add up to. */
export const acts: Migration = {
  version: 20,
  apply: (db) => {
    db.exec(schema)
    carryOver(db)
  }
}
