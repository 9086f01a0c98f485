import type { Note } from '../../../../shared/model/bucket.ts'
import type { BucketId } from '../../../../shared/model/ids.ts'
import { createBucketFinder } from '../bucket-finder.ts'
import type { Connection } from '../connection.ts'

export type NoteReader = {
  readonly note: (bucket: BucketId) => Note | null
  readonly notedBuckets: () => readonly BucketId[]
}

export const createNoteReader = (db: Connection): NoteReader => {
  const find = db.prepare<[string], Note>('SELECT bucket, text, revision, saved FROM note WHERE bucket = ?')
  const idOf = db.prepare<[number], BucketId>('SELECT id FROM bucket WHERE number = ?').pluck()
  const findBucket = createBucketFinder(db)
  const noted = db.prepare<[], { readonly id: BucketId }>('SELECT id FROM bucket WHERE noted = 1 ORDER BY title, id')
  return {
    note: (named) => {
      const number = findBucket(named)
      const bucket = number === null ? undefined : idOf.get(number)
      if (bucket === undefined) return null
      return find.get(bucket) ?? { bucket, text: '', revision: 0, saved: null }
    },
    notedBuckets: () => noted.all().map(({ id }) => id)
  }
}
