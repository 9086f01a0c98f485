import { createHash } from 'node:crypto'
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import type { Connection } from '../connection.ts'
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

type OldNote = {
  readonly bucket: string
  readonly revision: number
  readonly text: Buffer | string
  readonly saved: number
}
type OldDecision = {
  readonly id: string
  readonly made: number
  readonly what: string
  readonly text: string
  readonly undone: number | null
}

const idOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16)

/** Nobody wrote down whose they were. */
const author = 'unknown'

/** Notes and decisions of the first schema become acts, their history too. */
const carryOver = (db: Connection): void => {
  const insertSubject = db.prepare<[string, string, number | null]>(
    `INSERT OR IGNORE INTO subject (kind, id, anchors, bucket) VALUES ('bucket', ?, ?, ?)`
  )
  const findSubject = db
    .prepare<[string, string], number>(`SELECT number FROM subject WHERE kind = 'bucket' AND id = ? AND anchors = ?`)
    .pluck()
  const numberOf = db.prepare<[string], number>('SELECT number FROM bucket WHERE id = ?').pluck()
  const idOfBucket = db
    .prepare<[string], string>(
      'SELECT bucket.id FROM report JOIN bucket ON bucket.number = report.bucket WHERE report.id = ?'
    )
    .pluck()
  const titleOf = db.prepare<[number], string>('SELECT title FROM bucket WHERE number = ?').pluck()
  const heir = db.prepare<[string], string>('SELECT went_into FROM bucket_alias WHERE id = ?').pluck()
  const reportsOf = db.prepare<[number], string>('SELECT id FROM report WHERE bucket = ? ORDER BY id LIMIT 300').pluck()
  const insert = db.prepare<Record<string, unknown>>(`
    INSERT INTO act (id, gesture, author, time, kind, thing, subject, other, deed, text, head, undone, imported)
    VALUES (:id, :id, '${author}', :time, :kind, :thing, :subject, :other, :deed, :text, :head, :undone, 0)
  `)
  const bucketNow = (id: string): number | null => {
    const passed = new Set<string>()
    for (let at: string | undefined = id; at !== undefined && !passed.has(at); at = heir.get(at)) {
      const found = numberOf.get(at)
      if (found !== undefined) return found
      passed.add(at)
    }
    return null
  }
  const subjectOf = (id: string): { readonly number: number; readonly subject: object } => {
    const bucket = bucketNow(id)
    const reports = bucket === null ? [] : reportsOf.all(bucket)
    insertSubject.run(id, JSON.stringify(reports), bucket)
    const number = findSubject.get(id, JSON.stringify(reports))
    if (number === undefined) throw new Error(`the bucket ${id} has no subject`)
    return { number, subject: { kind: 'bucket', bucket: id, reports } }
  }

  let time = 0
  const undone: { readonly act: string; readonly at: number }[] = []
  const versions = db.prepare<[], OldNote>(`
    SELECT bucket, revision, text, saved FROM note_history UNION ALL
    SELECT bucket, revision, text, saved FROM note
    WHERE NOT EXISTS (SELECT 1 FROM note_history AS old WHERE old.bucket = note.bucket AND old.revision = note.revision)
    ORDER BY saved, bucket, revision
  `)
  const newest = new Map<string, { readonly act: string; readonly number: number | bigint }>()
  const clear = db.prepare<[number | bigint]>('UPDATE act SET head = 0 WHERE number = ?')
  for (const { bucket, revision, text, saved } of versions.all()) {
    const plain = typeof text === 'string' ? text : zstdDecompressSync(text).toString('utf8')
    const { number, subject } = subjectOf(bucket)
    const note = idOf(`note ${bucket}`)
    const before = newest.get(bucket)
    const id = idOf(`note ${bucket} ${revision} ${saved}`)
    time = Math.max(saved, time + 1)
    const over = before ? [before.act] : []
    const title = titleOf.get(bucketNow(bucket) ?? -1) ?? ''
    const deed = JSON.stringify({ kind: 'note', subject, note, title, text: '', over })
    if (before) clear.run(before.number)
    const { lastInsertRowid } = insert.run({
      id,
      time,
      kind: 'note',
      thing: note,
      subject: number,
      other: null,
      deed,
      text: zstdCompressSync(plain),
      head: 1,
      undone: 0
    })
    newest.set(bucket, { act: id, number: lastInsertRowid })
  }
  for (const old of db
    .prepare<[], OldDecision>('SELECT id, made, what, text, undone FROM decision ORDER BY number')
    .all()) {
    const what = JSON.parse(old.what) as {
      readonly kind: string
      readonly reports?: readonly string[]
      readonly left?: readonly string[]
      readonly right?: readonly string[]
      readonly bucket?: string
      readonly of?: string
    }
    const holding = (reports: readonly string[] | undefined): string | null => {
      for (const report of reports ?? []) {
        const found = idOfBucket.get(report)
        if (found !== undefined) return found
      }
      return null
    }
    const first = what.bucket ?? holding(what.reports ?? what.left)
    const second = what.of ?? (what.kind === 'different' ? holding(what.right) : null)
    if (first === null) continue
    const subject = subjectOf(first)
    const other = second === null ? null : subjectOf(second)
    time = Math.max(old.made, time + 1)
    insert.run({
      id: idOf(`decision ${old.id}`),
      time,
      kind: 'decision',
      thing: old.id,
      subject: subject.number,
      other: other?.number ?? null,
      deed: JSON.stringify({
        kind: 'decision',
        decision: { decision: old.id, made: old.made, what, text: old.text },
        subject: subject.subject,
        other: other?.subject ?? null
      }),
      text: null,
      head: 0,
      undone: old.undone === null ? 0 : 1
    })
    if (old.undone !== null) undone.push({ act: idOf(`decision ${old.id}`), at: old.undone })
  }
  for (const { act, at } of undone.toSorted((a, b) => a.at - b.at || (a.act < b.act ? -1 : 1))) {
    time = Math.max(at, time + 1)
    insert.run({
      id: idOf(`undo ${act}`),
      time,
      kind: 'undo',
      thing: null,
      subject: null,
      other: null,
      deed: JSON.stringify({ kind: 'undo', acts: [act] }),
      text: null,
      head: 0,
      undone: 0
    })
  }
  db.exec(`
    INSERT INTO bucket_triage (bucket, status, status_kind, priority, owner, tags, has_note)
      SELECT DISTINCT subject.bucket, '{"kind":"new"}', 'new', 0, '', '[]', 1
      FROM act JOIN subject ON subject.number = act.subject JOIN note ON note.bucket = subject.id
      WHERE act.kind = 'note' AND act.head = 1 AND note.text <> '' AND subject.bucket IS NOT NULL;
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
