import type { Act, DeedOf } from '../../../../shared/model/act.ts'
import { undoneActs, type Turn } from '../../../triage/undone.ts'
import type { ClaimedBucket } from '../../triage.ts'
import { actWithoutText, type ActRow } from '../act-rows.ts'
import type { Connection } from '../connection.ts'
import { thingOf, type ActWriter } from './acts.ts'
import type { BucketNamer } from './bucket-names.ts'
import { createDecisionHere } from './decision-here.ts'
import type { DecisionWriter } from './decisions.ts'
import type { SubjectWriter } from './subjects.ts'

export type Adopted = { readonly added: number; readonly known: number; readonly waiting: number }

/** Adds acts of another corpus. What stands afterwards is the same whatever came first. */
export type ActAdopter = (acts: readonly Act[], claims: readonly ClaimedBucket[], now: number) => Adopted

export const createActAdopter = (
  db: Connection,
  parts: {
    readonly acts: ActWriter
    readonly subjects: SubjectWriter
    readonly decisions: DecisionWriter
    readonly names: BucketNamer
    readonly resolve: () => void
  }
): ActAdopter => {
  const { acts, subjects, decisions, names, resolve } = parts
  const turns = db.prepare<[], Omit<ActRow, 'text'>>(
    `SELECT number, id, gesture, author, time, kind, thing, subject, other, deed, head, undone, imported FROM act
     WHERE kind IN ('undo', 'redo')`
  )
  const undoneBefore = db.prepare<[], { readonly id: string }>('SELECT id FROM act WHERE undone = 1')
  const turned = db.prepare<[string], { readonly kind: string; readonly thing: string | null }>(
    'SELECT kind, thing FROM act WHERE id = ?'
  )
  const setUndone = db.prepare<[number, string]>('UPDATE act SET undone = ? WHERE id = ?')
  const waiting = db
    .prepare<[], number>(
      'SELECT count(*) FROM act JOIN subject ON subject.number = act.subject WHERE subject.bucket IS NULL'
    )
    .pluck()

  const allTurns = (): readonly Turn[] =>
    turns.all().flatMap((row): readonly Turn[] => {
      const { act, time, deed } = actWithoutText(row)
      return deed.kind === 'undo' || deed.kind === 'redo' ? [{ act, time, kind: deed.kind, acts: deed.acts }] : []
    })

  const here = createDecisionHere(db, subjects)

  return (given, claims, now) => {
    const fresh = given.filter((act) => acts.adopt(act))
    const before = new Set(undoneBefore.all().map(({ id }) => id))
    const undone = undoneActs(allTurns())
    const flipped = [...new Set([...before, ...undone])]
      .filter((id) => before.has(id) !== undone.has(id))
      .flatMap((id) => {
        const found = turned.get(id)
        return found ? [{ id, ...found }] : []
      })
    for (const { id } of flipped) setUndone.run(undone.has(id) ? 1 : 0, id)

    const decided = fresh.flatMap(({ act, deed }) => (deed.kind === 'decision' ? [{ act, deed }] : []))
    const isFresh = new Set(decided.map(({ deed }) => deed.decision.decision as string))
    const stand = decided.filter(({ act }) => !undone.has(act)).map(({ deed }) => deed)
    const isMark = ({ decision }: DeedOf<'decision'>): boolean => decision.what.kind === 'duplicate'
    decisions.adopt(
      stand.filter((deed) => !isMark(deed)).map(({ decision }) => decision),
      now
    )
    for (const { id, kind, thing } of flipped) {
      if (kind !== 'decision' || thing === null || isFresh.has(thing)) continue
      if (undone.has(id)) decisions.undo(thing, now)
      else decisions.redo(thing, now)
    }
    names(claims)
    resolve()
    decisions.adopt(
      stand.filter(isMark).flatMap((deed) => here(deed) ?? []),
      now
    )
    acts.sortHeads([
      ...fresh.flatMap(({ deed }) => (deed.kind === 'note' || deed.kind === 'annotation' ? [thingOf(deed) ?? ''] : [])),
      ...flipped.flatMap(({ kind, thing }) =>
        (kind === 'note' || kind === 'annotation') && thing !== null ? [thing] : []
      )
    ])
    resolve()
    return { added: fresh.length, known: given.length - fresh.length, waiting: waiting.get() ?? 0 }
  }
}
