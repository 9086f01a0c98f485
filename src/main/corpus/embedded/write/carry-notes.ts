import { zstdCompressSync } from 'node:zlib'
import type { BucketId } from '../../../../shared/model/ids.ts'
import type { Connection } from '../connection.ts'

/** The longest note there may be (shared/model/bucket.ts), in UTF-16 units. */
const noteLimit = 1_000_000

/** Notes of buckets that become one, or part again. */
export type NoteCarrier = {
  /** Puts the note of a bucket that goes into another below the other's own, once. It is kept under its old id too. */
  readonly carry: (from: BucketId, title: string, into: BucketId, now: number) => void
  /** Takes out again what `carry` put there, unless somebody has changed it since. */
  readonly takeBack: (from: BucketId, into: BucketId, now: number) => void
}

type Stored = { readonly text: string; readonly revision: number }

export const createNoteCarrier = (db: Connection): NoteCarrier => {
  const find = db.prepare<[string], Stored>('SELECT text, revision FROM note WHERE bucket = ?')
  const save = db.prepare<[string, string, number, number]>(`
    INSERT INTO note (bucket, text, revision, saved) VALUES (?, ?, ?, ?)
    ON CONFLICT (bucket) DO UPDATE SET text = excluded.text, revision = excluded.revision, saved = excluded.saved
  `)
  const keep = db.prepare<[string, number, Buffer, number]>(
    'INSERT INTO note_history (bucket, revision, text, saved) VALUES (?, ?, ?, ?)'
  )
  const mark = db.prepare<[number, string]>('UPDATE bucket SET noted = ? WHERE id = ?')
  const remember = db.prepare<[string, string, string]>(
    'INSERT OR REPLACE INTO merged_note (from_bucket, into_bucket, block) VALUES (?, ?, ?)'
  )
  const carried = db
    .prepare<[string, string], string>('SELECT block FROM merged_note WHERE from_bucket = ? AND into_bucket = ?')
    .pluck()
  const forget = db.prepare<[string, string]>('DELETE FROM merged_note WHERE from_bucket = ? AND into_bucket = ?')
  const store = (bucket: BucketId, text: string, revision: number, now: number): void => {
    save.run(bucket, text, revision, now)
    keep.run(bucket, revision, zstdCompressSync(text), now)
    mark.run(text === '' ? 0 : 1, bucket)
  }
  return {
    carry: (from, title, into, now) => {
      const moved = find.get(from)
      if (!moved || moved.text === '') return
      const own = find.get(into) ?? { text: '', revision: 0 }
      const block = `From the bucket "${title}" (${from}):\n\n${moved.text}`
      const before = carried.get(from, into)
      if (own.text.includes(block) || (before !== undefined && own.text.includes(before))) return
      const text = own.text === '' ? block : `${own.text}\n\n---\n\n${block}`
      remember.run(from, into, block)
      store(into, text.slice(0, noteLimit).toWellFormed(), own.revision + 1, now)
    },
    takeBack: (from, into, now) => {
      const block = carried.get(from, into)
      const own = find.get(into)
      forget.run(from, into)
      if (block === undefined || !own?.text.includes(block)) return
      const at = own.text.indexOf(block)
      const above = own.text.slice(0, at).replace(/\n\n---\n\n$/, '')
      const below = own.text.slice(at + block.length)
      const text = above === '' ? below.replace(/^\n\n---\n\n/, '') : `${above}${below}`
      store(into, text, own.revision + 1, now)
    }
  }
}
