import type { Note } from '../../../../shared/model/bucket.ts'
import type { BucketId } from '../../../../shared/model/ids.ts'
import type { Connection } from '../connection.ts'

export type NoteReader = {
  readonly note: (bucket: BucketId) => Note | null
  readonly notedBuckets: () => readonly BucketId[]
}

export const createNoteReader = (db: Connection): NoteReader => {
  const find = db.prepare<[string], Note>('SELECT bucket, text, revision, saved FROM note WHERE bucket = ?')
  const exists = db.prepare<[string]>('SELECT 1 FROM bucket WHERE id = ?')
  const noted = db.prepare<[], { readonly id: BucketId }>('SELECT id FROM bucket WHERE noted = 1 ORDER BY title, id')
  return {
    note: (bucket) => {
      if (exists.get(bucket) === undefined) return null
      return find.get(bucket) ?? { bucket, text: '', revision: 0, saved: null }
    },
    notedBuckets: () => noted.all().map(({ id }) => id)
  }
}
