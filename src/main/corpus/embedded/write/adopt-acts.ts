import { deedSchema, type Act, type Deed } from '../../../../shared/model/act.ts'
import type { BucketId } from '../../../../shared/model/ids.ts'
import { undoneActs, type Turn } from '../../../triage/undone.ts'
import type { Adopted, ClaimedBucket } from '../../triage.ts'
import { actWithoutText, textOf, type ActRow } from '../act-rows.ts'
import type { Connection } from '../connection.ts'
import { readStored } from '../read/stored.ts'
import { thingOf, type ActWriter } from './acts.ts'
import type { BeforeBundle } from './before-bundle.ts'
import type { BucketNamer } from './bucket-names.ts'
import { createBucketTitles } from './bucket-titles.ts'
import type { BucketTriage } from './bucket-triage.ts'
import type { DecisionWriter } from './decisions.ts'
import type { SubjectWriter } from './subjects.ts'

/** Adds acts of another corpus. What stands afterwards is the same whatever came first. */
export type ActAdopter = (acts: readonly Act[], claims: readonly ClaimedBucket[], now: number) => Adopted

type Row = Omit<ActRow, 'text'>
type Conflict = { readonly thing: string; readonly bucket: BucketId | null; readonly title: string | null }

const columns = 'number, id, gesture, author, time, kind, thing, subject, other, deed, head, undone, imported'

const isText = (kind: string): boolean => kind === 'note' || kind === 'annotation'

export const createActAdopter = (
  db: Connection,
  parts: {
    readonly acts: ActWriter
    readonly subjects: SubjectWriter
    readonly triage: BucketTriage
    readonly decisions: DecisionWriter
    readonly names: BucketNamer
    readonly before: BeforeBundle
  }
): ActAdopter => {
  const { acts, subjects, triage, decisions, names, before } = parts
  const titles = createBucketTitles(db)
  const turns = db.prepare<[], Row>(`SELECT ${columns} FROM act WHERE kind IN ('undo', 'redo')`)
  const states = db.prepare<[], Pick<ActRow, 'id' | 'kind' | 'thing' | 'undone'>>(
    `SELECT id, kind, thing, undone FROM act WHERE kind NOT IN ('undo', 'redo')`
  )
  const setUndone = db.prepare<[number, string]>('UPDATE act SET undone = ? WHERE id = ?')
  // A decision that came undone, or before it could be told what it is about, has no row of its own yet.
  const entering = db
    .prepare<[], string>(
      `SELECT deed FROM act WHERE kind = 'decision' AND undone = 0
       AND NOT EXISTS (SELECT 1 FROM decision WHERE decision.id = act.thing) ORDER BY time, id`
    )
    .pluck()
  // Of several acts on one decision none may be undone.
  const turning = db.prepare<[], { readonly thing: string; readonly undone: number }>(
    `SELECT act.thing, max(act.undone) AS undone FROM act JOIN decision ON decision.id = act.thing
     WHERE act.kind = 'decision' GROUP BY decision.number HAVING max(act.undone) <> (decision.undone IS NOT NULL)
     ORDER BY min(act.time), min(act.id)`
  )
  const waiting = db
    .prepare<[], number>(
      'SELECT count(*) FROM act JOIN subject ON subject.number = act.subject WHERE subject.bucket IS NULL'
    )
    .pluck()
  const spokenOf = db.prepare<[], number>('SELECT DISTINCT bucket FROM subject WHERE bucket IS NOT NULL').pluck()
  const headsOf = db.prepare<[], ActRow>(`
    SELECT * FROM act WHERE head = 1 AND thing IN (
      SELECT thing FROM act WHERE head = 1 AND thing IS NOT NULL GROUP BY thing HAVING count(*) > 1
    ) ORDER BY thing, id
  `)
  const about = db.prepare<[string], Conflict>(`
    SELECT act.thing, bucket.id AS bucket, coalesce(report.title, bucket.title, json_extract(act.deed, '$.title')) AS title
    FROM act JOIN subject ON subject.number = act.subject LEFT JOIN bucket ON bucket.number = subject.bucket
    LEFT JOIN report ON subject.kind = 'report' AND report.id = subject.id
    WHERE act.thing = ? ORDER BY act.time, act.id LIMIT 1
  `)

  /** Notes and annotations with more than one text that stands. */
  const inConflict = (): ReadonlySet<string> => {
    const texts = new Map<string, Set<string>>()
    for (const row of headsOf.all()) {
      if (row.thing === null) continue
      const deed = row.kind === 'annotation' ? readStored(deedSchema, row.deed, `the act ${row.id}`) : null
      const text = deed?.kind === 'annotation' ? JSON.stringify([deed.mark, deed.text, deed.place]) : textOf(row)
      texts.set(row.thing, (texts.get(row.thing) ?? new Set()).add(text))
    }
    return new Set([...texts].flatMap(([thing, different]) => (different.size > 1 ? [thing] : [])))
  }

  const allTurns = (): readonly Turn[] =>
    turns.all().flatMap((row): readonly Turn[] => {
      const { act, time, deed } = actWithoutText(row)
      return deed.kind === 'undo' || deed.kind === 'redo' ? [{ act, time, kind: deed.kind, acts: deed.acts }] : []
    })

  /** Makes the decisions that stand those whose acts do. */
  const decide = (now: number): void => {
    const deeds = entering.all().map((deed): Deed => readStored(deedSchema, deed, 'the act of a decision'))
    decisions.adopt(
      deeds.flatMap((deed) => (deed.kind === 'decision' ? [deed.decision] : [])),
      now
    )
    for (const { thing, undone } of turning.all()) {
      if (undone === 1) decisions.undo(thing, now)
      else decisions.redo(thing, now)
    }
  }

  return (given, claims, now) => {
    const conflictsBefore = inConflict()
    const fresh = given.filter((act) => acts.adopt(act))
    const undone = undoneActs(allTurns())
    const flipped = states.all().filter((row) => (row.undone === 1) !== undone.has(row.id))
    for (const { id } of flipped) setUndone.run(undone.has(id) ? 1 : 0, id)
    decide(now)
    names([...before.take(), ...claims])

    acts.sortHeads([
      ...fresh.flatMap(({ deed }) => (isText(deed.kind) ? (thingOf(deed) ?? []) : [])),
      ...flipped.flatMap(({ kind, thing }) => (isText(kind) ? (thing ?? []) : []))
    ])
    const spoken = new Set([...subjects.resolve(), ...spokenOf.all()])
    titles.retitleMerged(spoken)
    triage.refreshAll(spoken)
    const conflicts = [...inConflict()].filter((thing) => !conflictsBefore.has(thing)).sort()
    return {
      added: fresh.length,
      known: given.length - fresh.length,
      waiting: waiting.get() ?? 0,
      conflicts: conflicts.map((thing) => {
        const found = about.get(thing)
        return { bucket: found?.bucket ?? null, title: found?.title ?? '' }
      })
    }
  }
}
