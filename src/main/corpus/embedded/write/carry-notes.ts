import { zstdCompressSync } from 'node:zlib'
import type { BucketId } from '../../../../shared/model/ids.ts'
import type { Connection } from '../connection.ts'

/** The longest note there may be (shared/model/bucket.ts), in UTF-16 units. */
const noteLimit = 1_000_000

/** The line above a carried note, where it ends a text: what follows is that note's first block. */
const heading = /From the bucket "[^\n]*" \([0-9a-f]+\):\n\n$/
const separator = '\n\n---\n\n'

/** Notes of buckets that become one, or part again. */
export type NoteCarrier = {
  /** Puts the note of a bucket that goes into another below the other's own, once. It is kept under its old id too. */
  readonly carry: (from: BucketId, title: string, into: BucketId, now: number) => void
  /**
   * Takes the note of a bucket that is itself again out of all that it was carried into, and from where that went with
   * it. What somebody has changed since stays there whole.
   */
  readonly takeBack: (from: BucketId, now: number) => void
}

type Stored = { readonly text: string; readonly revision: number }

/** Where a carried note stands in a text, whole: from its first line to the next separator or the end. */
const placeOf = (text: string, block: string): number => {
  for (let at = text.indexOf(block); at >= 0; at = text.indexOf(block, at + 1)) {
    const [above, below] = [text.slice(0, at), text.slice(at + block.length)]
    const starts = above === '' || above.endsWith(separator) || heading.test(above)
    if (starts && (below === '' || below.startsWith(separator))) return at
  }
  return -1
}

/** The text with another block there, with none where that is empty; null when it has not the block whole. */
const replaced = (text: string, block: string, by: string): string | null => {
  const at = placeOf(text, block)
  if (at < 0) return null
  const [above, below] = [text.slice(0, at), text.slice(at + block.length)]
  if (by !== '') return `${above}${by}${below}`
  if (above.endsWith(separator)) return `${above.slice(0, -separator.length)}${below}`
  return `${above}${below.slice(separator.length)}`
}

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
  const carriedFrom = db.prepare<[string], { readonly into: BucketId; readonly block: string }>(
    'SELECT into_bucket AS "into", block FROM merged_note WHERE from_bucket = ? ORDER BY into_bucket'
  )
  const forget = db.prepare<[string, string]>('DELETE FROM merged_note WHERE from_bucket = ? AND into_bucket = ?')
  const store = (bucket: BucketId, text: string, revision: number, now: number): void => {
    save.run(bucket, text, revision, now)
    keep.run(bucket, revision, zstdCompressSync(text), now)
    mark.run(text === '' ? 0 : 1, bucket)
  }

  /** Changes a block in a note, and in the blocks that this note went on as. */
  const change = (
    bucket: BucketId,
    block: string,
    by: string,
    now: number,
    passed: ReadonlySet<string> = new Set()
  ): void => {
    if (passed.has(bucket)) return
    const own = find.get(bucket)
    const text = own ? replaced(own.text, block, by) : null
    if (own && text !== null) store(bucket, text, own.revision + 1, now)
    for (const { into, block: outer } of carriedFrom.all(bucket)) {
      const changed = replaced(outer, block, by)
      if (changed === null) continue
      const next = heading.test(changed) ? '' : changed
      if (next === '') forget.run(bucket, into)
      else remember.run(bucket, into, next)
      change(into, outer, next, now, new Set([...passed, bucket]))
    }
  }

  return {
    carry: (from, title, into, now) => {
      const moved = find.get(from)
      if (!moved || moved.text === '') return
      const own = find.get(into) ?? { text: '', revision: 0 }
      const block = `From the bucket "${title}" (${from}):\n\n${moved.text}`
      const before = carried.get(from, into)
      if (placeOf(own.text, block) >= 0 || (before !== undefined && placeOf(own.text, before) >= 0)) return
      const under = (below: string): string => (own.text === '' ? below : `${own.text}${separator}${below}`)
      const whole = under(block)
      if (whole.length <= noteLimit) {
        remember.run(from, into, block)
        store(into, whole, own.revision + 1, now)
        return
      }
      // Too long for one note: both are whole in the history, and a line says so where there is room for it.
      keep.run(into, own.revision + 1, zstdCompressSync(whole), now)
      const line = `The note of the bucket "${title}" (${from}) is too long to stand here. The history of this note has it.`
      const fits = under(line).length <= noteLimit
      if (fits) remember.run(from, into, line)
      store(into, fits ? under(line) : own.text, own.revision + 2, now)
    },
    takeBack: (from, now) => {
      for (const { into, block } of carriedFrom.all(from)) {
        forget.run(from, into)
        change(into, block, '', now)
      }
    }
  }
}
