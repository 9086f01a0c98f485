import type { DeedOf, Subject } from '../../../../shared/model/act.ts'
import type { Decision } from '../../../../shared/model/decision.ts'
import type { BucketId } from '../../../../shared/model/ids.ts'
import type { Connection } from '../connection.ts'
import type { SubjectWriter } from './subjects.ts'

/**
 * A decision as it is stored here: a mark as duplicate names buckets, which have other names in each corpus. Null while
 * one of them is not in this corpus.
 */
export type DecisionHere = (deed: DeedOf<'decision'>) => Decision | null

export const createDecisionHere = (db: Connection, subjects: SubjectWriter): DecisionHere => {
  const idOf = db.prepare<[number], BucketId>('SELECT id FROM bucket WHERE number = ?').pluck()
  const bucketOf = (subject: Subject): BucketId | null => {
    const bucket = subjects.bucketOf(subjects.add(subject))
    return bucket === null ? null : (idOf.get(bucket) ?? null)
  }
  return ({ decision, subject, other }) => {
    if (decision.what.kind !== 'duplicate') return decision
    const [bucket, of] = [bucketOf(subject), other ? bucketOf(other) : null]
    return bucket === null || of === null ? null : { ...decision, what: { kind: 'duplicate', bucket, of } }
  }
}
