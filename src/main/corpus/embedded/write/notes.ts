import { zstdCompressSync } from 'node:zlib'
import type { Note } from '../../../../shared/model/bucket.ts'
import type { FailureOf } from '../../../../shared/model/failure.ts'
import type { BucketId } from '../../../../shared/model/ids.ts'
import { failed, success, type Result } from '../../../../shared/model/result.ts'
import { createBucketFinder } from '../bucket-finder.ts'
import type { Connection } from '../connection.ts'
import { countChange, inDurableTransaction } from './commit.ts'

export type NoteWriter = {
  readonly setNote: (
    bucket: BucketId,
    text: string,
    revision: number,
    now: number
  ) => Result<Note, FailureOf<'note-conflict' | 'not-found'>>
}

type StoredNote = { readonly text: string; readonly revision: number }

export const createNoteWriter = (db: Connection): NoteWriter => {
  const findBucket = createBucketFinder(db)
  const idOf = db.prepare<[number], BucketId>('SELECT id FROM bucket WHERE number = ?').pluck()
  const find = db.prepare<[string], StoredNote>('SELECT text, revision FROM note WHERE bucket = ?')
  const save = db.prepare<[string, string, number, number]>(`
    INSERT INTO note (bucket, text, revision, saved) VALUES (?, ?, ?, ?)
    ON CONFLICT (bucket) DO UPDATE SET text = excluded.text, revision = excluded.revision, saved = excluded.saved
  `)
  const keep = db.prepare<[string, number, Buffer, number]>(
    'INSERT INTO note_history (bucket, revision, text, saved) VALUES (?, ?, ?, ?)'
  )
  const mark = db.prepare<[number, number]>('UPDATE bucket SET noted = ? WHERE number = ?')
  return {
    setNote: (named, typed, over, now) =>
      inDurableTransaction(db, () => {
        // A window may still show a bucket by an id that a merge took.
        const number = findBucket(named)
        const bucket = number === null ? undefined : idOf.get(number)
        if (number === null || bucket === undefined) return failed({ kind: 'not-found', what: 'bucket', id: named })
        const stored = find.get(bucket) ?? { text: '', revision: 0 }
        if (stored.revision !== over) return failed({ kind: 'note-conflict', ...stored })
        // A lone surrogate cannot be stored as UTF-8.
        const text = typed.toWellFormed()
        const revision = stored.revision + 1
        save.run(bucket, text, revision, now)
        keep.run(bucket, revision, zstdCompressSync(text), now)
        mark.run(text === '' ? 0 : 1, number)
        countChange(db)
        return success({ bucket, text, revision, saved: now })
      })
  }
}
