import { createDecisionRows } from '../decisions.ts'
import type { Connection } from '../connection.ts'
import { sqliteCode } from '../sqlite-failure.ts'
import { createBucketTriage, type BucketTriage } from './bucket-triage.ts'
import { createBucketTitles } from './bucket-titles.ts'
import { createBucketWriter, type BucketWriter } from './buckets.ts'
import { countChange, inTransaction } from './commit.ts'
import { createSubjectWriter, type SubjectWriter } from './subjects.ts'

/**
 * Finds what acts are about again, after buckets came, went or changed, and what these add up to there. In the same
 * transaction, for a subject must never be seen to name a bucket that is gone. Where no act came or turned, the caller
 * says which buckets it touched: titles of merged buckets are not looked at beyond these.
 */
export type Resolve = (touched?: ReadonlySet<number>) => void

export type Resolving = {
  readonly resolve: Resolve
  /** The same, and takes away buckets that have no reports left and of which nothing is said any more. */
  readonly resolveAndTidy: Resolve
}

export const createResolve = (
  db: Connection,
  parts: { readonly subjects: SubjectWriter; readonly triage: BucketTriage; readonly buckets: BucketWriter }
): Resolving => {
  const { subjects, triage, buckets } = parts
  const titles = createBucketTitles(db)
  const any = db.prepare<[]>('SELECT 1 FROM subject LIMIT 1')
  // What is kept of a bucket goes with it, for the number of one that is gone is given again.
  const drop = db.prepare<[]>(
    'DELETE FROM bucket_triage WHERE NOT EXISTS (SELECT 1 FROM bucket WHERE bucket.number = bucket_triage.bucket)'
  )
  const emptied = db.prepare<[], number>('SELECT number FROM bucket WHERE count = 0 AND noted = 0').pluck()
  // Another bucket may be marked as its duplicate.
  const isMeant = db.prepare<[number]>(
    `SELECT 1 FROM subject JOIN act ON act.other = subject.number
     WHERE subject.bucket = ? AND act.other IS NOT NULL AND act.undone = 0`
  )
  const resolve: Resolve = (touched) => {
    if (any.get() === undefined) return
    drop.run()
    const changed = subjects.resolve()
    if (touched === undefined) titles.retitleMerged(changed)
    else titles.retitle(new Set([...touched, ...changed]))
    triage.refreshAll(changed)
  }
  return {
    resolve,
    resolveAndTidy: (touched) => {
      resolve(touched)
      const unused = emptied.all().filter((bucket) => isMeant.get(bucket) === undefined)
      if (unused.length === 0) return
      for (const bucket of unused) buckets.refresh(bucket)
      resolve(touched)
    }
  }
}

/**
 * Comes once, as a corpus is opened for writing: an upgrade leaves to it what its acts add up to. Where another process
 * is writing for long, that one does it.
 */
export const resolveOnOpening = (db: Connection): void => {
  if (db.prepare('SELECT 1 FROM subject LIMIT 1').get() === undefined) return
  const [subjects, buckets] = [createSubjectWriter(db), createBucketWriter(db)]
  const triage = createBucketTriage(db, createDecisionRows(db))
  const { resolveAndTidy } = createResolve(db, { subjects, triage, buckets })
  const changed = db.prepare<[], number>('SELECT total_changes()').pluck()
  try {
    inTransaction(db, () => {
      const before = changed.get()
      resolveAndTidy()
      if (changed.get() !== before) countChange(db)
    })
  } catch (thrown) {
    if (sqliteCode(thrown)?.startsWith('SQLITE_BUSY') !== true) throw thrown
  }
}
