import type { FailureOf } from '../../../../shared/model/failure.ts'
import type { BucketId, GestureId } from '../../../../shared/model/ids.ts'
import { failed, success, type Result } from '../../../../shared/model/result.ts'
import type { Triage, TriageChange } from '../../../../shared/model/triage.ts'
import type { By } from '../../triage.ts'
import type { FindBucket } from '../bucket-finder.ts'
import type { ActWriter } from './acts.ts'
import type { BucketTriage } from './bucket-triage.ts'
import type { SubjectWriter } from './subjects.ts'

export type TriageChanger = (
  buckets: readonly BucketId[],
  change: TriageChange,
  by: By
) => Result<{ readonly gesture: GestureId | null; readonly changed: number }, FailureOf<'not-found'>>

const isSo = (triage: Triage, change: TriageChange): boolean => {
  switch (change.kind) {
    case 'status':
      // Calling it fixed again answers that it came back.
      return triage.cameBack === null && JSON.stringify(triage.status) === JSON.stringify(change.status)
    case 'priority':
      return triage.priority === change.priority
    case 'owner':
      return triage.owner === change.owner
    case 'tag':
      return triage.tags.includes(change.tag) === change.on
  }
}

export const createTriageChanger = (parts: {
  readonly find: FindBucket
  readonly acts: ActWriter
  readonly subjects: SubjectWriter
  readonly triage: BucketTriage
}): TriageChanger => {
  const { find, acts, subjects, triage } = parts
  return (buckets, change, by) => {
    const numbers = new Set<number>()
    for (const id of buckets) {
      const number = find(id)
      if (number === null) return failed({ kind: 'not-found', what: 'bucket', id })
      numbers.add(number)
    }
    let gesture: GestureId | undefined
    const touched: number[] = []
    for (const bucket of numbers) {
      if (isSo(triage.of(bucket), change)) continue
      const { number, subject } = subjects.ofBucket(bucket)
      const act = acts.add({ deed: { kind: 'triage', subject, change }, subject: number, gesture }, by)
      gesture ??= act.gesture
      touched.push(bucket)
    }
    triage.refreshMany(touched)
    return success({ gesture: gesture ?? null, changed: touched.length })
  }
}
