import type { ActivityRow } from '../../../../shared/model/act.ts'
import type { Decision } from '../../../../shared/model/decision.ts'
import type { FailureOf } from '../../../../shared/model/failure.ts'
import type { BucketId, GestureId } from '../../../../shared/model/ids.ts'
import { failed, success, type Result } from '../../../../shared/model/result.ts'
import type { By } from '../../triage.ts'
import type { FindBucket } from '../bucket-finder.ts'
import type { Connection } from '../connection.ts'
import type { DecisionRows } from '../decisions.ts'
import { createActivityReader } from '../read/activity.ts'
import { createActWriter } from './acts.ts'
import { createActAdopter } from './adopt-acts.ts'
import { createBeforeBundle } from './before-bundle.ts'
import { createBucketNamer } from './bucket-names.ts'
import type { BucketTriage } from './bucket-triage.ts'
import { createTriageChanger } from './change-triage.ts'
import { countChange, inDurableTransaction } from './commit.ts'
import type { DecisionWriter } from './decisions.ts'
import { createNoteActWriter } from './note-acts.ts'
import type { Resolve } from './resolve.ts'
import type { WriteMethods } from './methods.ts'
import type { Settler } from './settle.ts'
import type { WriteState } from './state.ts'
import type { SubjectWriter } from './subjects.ts'
import { createActTurner } from './turn-acts.ts'

/** All that a person does, each as one durable transaction that also writes the act down. */
type PersonMethods =
  | 'saveNote'
  | 'saveAnnotation'
  | 'changeTriage'
  | 'undoGesture'
  | 'redoGesture'
  | 'keepBuckets'
  | 'adoptActs'
  | 'mergeBuckets'
  | 'splitBucket'
  | 'keepApart'
  | 'markDuplicate'
  | 'undoDecision'

/** Expected failures of SQLite are thrown here, and answered by whoever calls. */
export type PersonActs = {
  readonly [Name in PersonMethods]: (...args: Parameters<WriteMethods[Name]>) => ReturnType<WriteMethods[Name]>
}

export const createPersonActs = (
  db: Connection,
  parts: {
    readonly state: WriteState
    readonly settler: Settler
    readonly decisions: DecisionWriter
    readonly rows: DecisionRows
    readonly find: FindBucket
    readonly subjects: SubjectWriter
    readonly triage: BucketTriage
    readonly resolve: Resolve
  }
): PersonActs => {
  const { state, settler, decisions, rows, find, subjects, triage, resolve } = parts
  const acts = createActWriter(db, subjects)
  const activity = createActivityReader(db, find)
  const notes = createNoteActWriter(db, { find, acts, subjects, triage })
  const change = createTriageChanger({ find, acts, subjects, triage })
  const turner = createActTurner(db, { acts, subjects, triage, activity, decisions, resolve })
  const names = createBucketNamer(db)
  const before = createBeforeBundle(db)
  const adopt = createActAdopter(db, { acts, subjects, triage, decisions, names, before })
  const gestureOf = db
    .prepare<[string], string>(`SELECT gesture FROM act WHERE kind = 'decision' AND thing = ? ORDER BY number LIMIT 1`)
    .pluck()
  const decisionOf = db.prepare<[string]>(`SELECT 1 FROM act WHERE gesture = ? AND kind = 'decision' LIMIT 1`)

  const plainly = <Value>(work: () => Value): Value =>
    inDurableTransaction(db, () => {
      const value = work()
      countChange(db)
      return value
    })

  /** For what moves buckets: what waits is settled first, so that it is done to what stands. */
  const settled = <Value>(work: () => Value): Value => {
    decisions.settleWaiting()
    return state.change(inDurableTransaction, () => {
      // Little, if anything: what another process has added since.
      settler.settle(Date.now())
      resolve()
      const value = work()
      countChange(db)
      return value
    })
  }

  const rowOf = <Problem>(turned: Result<string | null, Problem>): Result<ActivityRow | null, Problem> =>
    turned.ok ? success(turned.value === null ? null : activity.ofGesture(turned.value)) : turned

  /** A gesture that decided nothing leaves all buckets where they are. */
  const turn = (
    turned: (gesture: GestureId | null, by: By) => Result<string | null, FailureOf<'not-found'>>,
    next: () => string | null,
    gesture: GestureId | null,
    by: By
  ): Result<ActivityRow | null, FailureOf<'not-found'>> => {
    const decides = (): boolean => decisionOf.get(gesture ?? next() ?? '') !== undefined
    if (!decides()) {
      // Looked at again inside: another process may have done something since.
      const plain = plainly(() => (decides() ? null : rowOf(turned(gesture, by))))
      if (plain) return plain
    }
    return settled(() => rowOf(turned(gesture, by)))
  }

  /** Decides, and writes the decision down as an act on the buckets as they were before. */
  const decide = <Value, Problem>(
    about: readonly [BucketId, BucketId?],
    by: By,
    work: () => Result<Value, Problem>,
    decisionOf: (value: Value) => Decision
  ): Result<Value, Problem> =>
    settled(() => {
      const [subject, other] = about.map((id) => {
        const bucket = id === undefined ? null : find(id)
        return bucket === null ? undefined : subjects.ofBucket(bucket)
      })
      const done = work()
      if (!done.ok || !subject) return done
      const { decision } = decisionOf(done.value)
      const whole = rows.whole().find((one) => one.decision === decision)
      if (!whole) throw new Error(`the decision ${decision} does not stand`)
      acts.add(
        {
          deed: { kind: 'decision', decision: whole, subject: subject.subject, other: other?.subject ?? null },
          subject: subject.number,
          other: other?.number
        },
        by
      )
      resolve()
      return done
    })

  return {
    saveNote: (of, note, text, over, by) => plainly(() => notes.save(of, note, text, over, by)),
    saveAnnotation: (annotation, place, mark, text, over, by) =>
      plainly(() => notes.annotate(annotation, place, mark, text, over, by)),
    changeTriage: (buckets, wanted, by) => plainly(() => change(buckets, wanted, by)),
    undoGesture: (gesture, by) => turn(turner.undo, activity.nextUndo, gesture, by),
    redoGesture: (gesture, by) => turn(turner.redo, activity.nextRedo, gesture, by),
    keepBuckets: (bundle) =>
      inDurableTransaction(db, () => {
        before.keep(bundle)
        return success(null)
      }),
    adoptActs: (list, claims) => settled(() => success(adopt(list, claims, Date.now()))),
    mergeBuckets: (into, others, by) =>
      decide(
        [into],
        by,
        () => decisions.merge(into, others, by.now),
        ({ decision }) => decision
      ),
    splitBucket: (bucket, reports, by) =>
      decide(
        [bucket],
        by,
        () => decisions.split(bucket, reports, by.now),
        ({ decision }) => decision
      ),
    keepApart: (a, b, by) =>
      decide(
        [a, b],
        by,
        () => decisions.keepApart(a, b, by.now),
        (decision) => decision
      ),
    markDuplicate: (bucket, of, by) =>
      decide(
        [bucket, of],
        by,
        () => decisions.markDuplicate(bucket, of, by.now),
        (decision) => decision
      ),
    undoDecision: (decision, by) =>
      settled(() => {
        const gesture = gestureOf.get(decision)
        const isStanding = rows.whole().some((one) => one.decision === decision)
        if (gesture === undefined || !isStanding) return failed({ kind: 'not-found', what: 'decision', id: decision })
        const undone = turner.undo(gesture as Parameters<typeof turner.undo>[0], by)
        return undone.ok ? success(null) : undone
      })
  }
}
