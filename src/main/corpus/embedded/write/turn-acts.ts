import { deedSchema, type Deed } from '../../../../shared/model/act.ts'
import type { FailureOf } from '../../../../shared/model/failure.ts'
import { actIdSchema, type GestureId } from '../../../../shared/model/ids.ts'
import { failed, success, type Result } from '../../../../shared/model/result.ts'
import type { By } from '../../triage.ts'
import type { Connection } from '../connection.ts'
import type { ActivityReader } from '../read/activity.ts'
import { readStored } from '../read/stored.ts'
import type { ActWriter } from './acts.ts'
import { createBucketTitles } from './bucket-titles.ts'
import type { BucketTriage } from './bucket-triage.ts'
import type { DecisionWriter } from './decisions.ts'
import type { SubjectWriter } from './subjects.ts'

type NotFound = FailureOf<'not-found'>

/** Takes gestures back, and does them again. Each answers the gesture, null when there is none to turn. */
export type ActTurner = {
  readonly undo: (gesture: GestureId | null, by: By) => Result<string | null, NotFound>
  readonly redo: (gesture: GestureId | null, by: By) => Result<string | null, NotFound>
}

type Turned = {
  readonly number: number
  readonly id: string
  readonly kind: Deed['kind']
  readonly thing: string | null
  readonly subject: number | null
  readonly deed: string
}

export const createActTurner = (
  db: Connection,
  parts: {
    readonly acts: ActWriter
    readonly subjects: SubjectWriter
    readonly triage: BucketTriage
    readonly activity: ActivityReader
    readonly decisions: DecisionWriter
    /** Finds subjects again after buckets changed. */
    readonly resolve: () => void
  }
): ActTurner => {
  const { acts, subjects, triage, activity, decisions, resolve } = parts
  const titles = createBucketTitles(db)
  const ofGesture = db.prepare<[string, number, number], Turned>(
    `SELECT number, id, kind, thing, subject, deed FROM act
     WHERE gesture = ? AND undone = ? AND imported <= ? AND kind NOT IN ('undo', 'redo') ORDER BY time, id`
  )
  const any = db.prepare<[string]>('SELECT 1 FROM act WHERE gesture = ?')
  const setUndone = db.prepare<[number, number]>('UPDATE act SET undone = ? WHERE number = ?')

  /** One that came undone with a bundle was never entered here. */
  const standAgain = (decision: string, stored: string, now: number): void => {
    if (decisions.redo(decision, now).ok) return
    const deed = readStored(deedSchema, stored, `the act of the decision ${decision}`)
    if (deed.kind === 'decision') decisions.adopt([deed.decision], now)
  }

  /** By name, all of a gesture; else what of it was made here, whatever a bundle says belongs to it. */
  const turn = (kind: 'undo' | 'redo', gesture: string, isNamed: boolean, by: By): string | null => {
    const found = ofGesture.all(gesture, kind === 'undo' ? 0 : 1, isNamed ? 1 : 0)
    if (found.length === 0) return null
    acts.add({ deed: { kind, acts: found.map(({ id }) => actIdSchema.parse(id)) } }, by)
    for (const { number } of found) setUndone.run(kind === 'undo' ? 1 : 0, number)
    const ordered = kind === 'undo' ? found.toReversed() : found
    let decided = false
    for (const one of ordered) {
      if (one.kind !== 'decision' || one.thing === null) continue
      decided = true
      if (kind === 'undo') decisions.undo(one.thing, by.now)
      else standAgain(one.thing, one.deed, by.now)
    }
    acts.sortHeads(
      found.flatMap(({ kind: of, thing }) => ((of === 'note' || of === 'annotation') && thing !== null ? [thing] : []))
    )
    if (decided) resolve()
    const about = new Set(found.flatMap(({ subject }) => (subject === null ? [] : (subjects.bucketOf(subject) ?? []))))
    if (decided) titles.retitleMerged(about)
    triage.refreshMany(about)
    return gesture
  }

  const turning =
    (kind: 'undo' | 'redo', next: () => string | null): ActTurner['undo'] =>
    (wanted, by) => {
      if (wanted !== null && any.get(wanted) === undefined) {
        return failed({ kind: 'not-found', what: 'act', id: wanted })
      }
      const gesture = wanted ?? next()
      return success(gesture === null ? null : turn(kind, gesture, wanted !== null, by))
    }

  return { undo: turning('undo', activity.nextUndo), redo: turning('redo', activity.nextRedo) }
}
