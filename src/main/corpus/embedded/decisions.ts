import { decisionSchema, type Decision } from '../../../shared/model/decision.ts'
import type { BucketId } from '../../../shared/model/ids.ts'
import type { Bond } from './bonds.ts'
import type { Connection } from './connection.ts'
import { readStored, readStoredList, readStoredMap } from './read/stored.ts'

type Stored = { readonly id: string; readonly made: number; readonly what: string; readonly text: string }

/** Standing decisions and what they bind, in the order of when they were made, never of when they came here. */
export type DecisionRows = {
  /** The newest first, shortened. */
  readonly standing: () => readonly Decision[]
  /** The same with every report that they name. */
  readonly whole: () => readonly Decision[]
  /** Those that name reports of a bucket, and all marks of duplicates, the newest first, shortened. */
  readonly ofBucket: (bucket: number) => readonly Decision[]
  /** When the newest decision was made that holds units of a bucket together that were apart before it; else null. */
  readonly joined: (bucket: number) => number | null
  /** The newest mark of each bucket that is called another's duplicate, both by number, where both are in this corpus. */
  readonly duplicates: () => readonly { readonly bucket: number; readonly of: number }[]
  /** What the decisions make of units, the newest first. */
  readonly bonds: () => readonly Bond[]
  /** The same with the time of the decision that each is of. */
  readonly datedBonds: () => readonly { readonly bond: Bond; readonly made: number }[]
}

/** An answer lists so many reports of each side of a decision; what it binds does not end there. */
const listedReports = 1000

const some = <Item>(list: readonly Item[]): readonly Item[] => list.slice(0, listedReports)

/** A decision as it is answered. */
export const shortened = (decision: Decision): Decision => {
  const { what } = decision
  switch (what.kind) {
    case 'same':
      return { ...decision, what: { ...what, reports: some(what.reports) } }
    case 'different':
      return { ...decision, what: { ...what, left: some(what.left), right: some(what.right) } }
    case 'split':
      return { ...decision, what: { ...what, taken: some(what.taken), left: some(what.left) } }
    case 'duplicate':
      return decision
  }
}

/** The part of a unit's key that its signature gives: behind it stands the decision that took its reports out. */
export const signatureKey = (key: string): string => key.split('-')[0] ?? key

export const createDecisionRows = (db: Connection): DecisionRows => {
  const standingIds = db
    .prepare<[], string>('SELECT id FROM decision WHERE undone IS NULL ORDER BY made DESC, id DESC')
    .pluck()
  const one = db.prepare<[string], Stored>('SELECT id, made, what, text FROM decision WHERE id = ?')
  const ofBucket = db.prepare<[number], Stored>(`
    SELECT id, made, what, text FROM decision WHERE undone IS NULL AND (
      what LIKE '{"kind":"duplicate"%' OR number IN (
        SELECT decision FROM report CROSS JOIN decision_report ON decision_report.report = report.id
        WHERE report.bucket = ?
      )
    ) ORDER BY made DESC, id DESC
  `)
  // Buckets have other names in each corpus: what a mark is about its act knows.
  const marks = db.prepare<[], { readonly bucket: number; readonly of: number }>(`
    SELECT subject.bucket AS bucket, other.bucket AS "of" FROM decision
    JOIN act ON act.thing = decision.id AND act.kind = 'decision'
    JOIN subject ON subject.number = act.subject JOIN subject AS other ON other.number = act.other
    WHERE decision.undone IS NULL AND decision.what LIKE '{"kind":"duplicate"%'
      AND subject.bucket IS NOT NULL AND other.bucket IS NOT NULL AND subject.bucket <> other.bucket
    ORDER BY decision.made DESC, decision.id DESC
  `)
  const markedIds = db.prepare<[string], { readonly bucket: BucketId; readonly of: BucketId }>(`
    SELECT bucket.id AS bucket, another.id AS "of" FROM act
    JOIN subject ON subject.number = act.subject JOIN bucket ON bucket.number = subject.bucket
    JOIN subject AS other ON other.number = act.other JOIN bucket AS another ON another.number = other.bucket
    WHERE act.thing = ? AND act.kind = 'decision'
  `)
  const joining = db.prepare<
    [number],
    { readonly id: string; readonly made: number; readonly before: string; readonly keys: string }
  >(`
    SELECT decision.id, decision.made, decision.before, json_group_array(DISTINCT unit.key) AS keys
    FROM report CROSS JOIN decision_report ON decision_report.report = report.id
    JOIN decision ON decision.number = decision_report.decision JOIN unit ON unit.number = report.unit
    WHERE report.bucket = ? AND decision.undone IS NULL AND decision.what LIKE '{"kind":"same"%'
    GROUP BY decision.number HAVING count(DISTINCT unit.key) > 1 ORDER BY decision.made DESC, decision.id DESC
  `)
  const any = db.prepare<[]>('SELECT 1 FROM decision WHERE undone IS NULL LIMIT 1')
  const keysOfList = db
    .prepare<[string], string>(
      `SELECT DISTINCT unit.key FROM json_each(?) AS named
       CROSS JOIN report ON report.id = named.value JOIN unit ON unit.number = report.unit`
    )
    .pluck()
  const read = ({ id, made, what, text }: Stored): Decision =>
    readStored(
      decisionSchema,
      `{"decision": ${JSON.stringify(id)}, "made": ${made}, "text": ${JSON.stringify(text)}, "what": ${what}}`,
      `the decision ${id}`
    )
  const keysOf = (reports: readonly string[]): readonly string[] => keysOfList.all(JSON.stringify(reports))
  const readOne = (id: string): Decision => {
    const found = one.get(id)
    if (!found) throw new Error(`there is no decision ${id}`)
    return read(found)
  }
  // What a decision says never changes, and may be long. Each settling asks for all that stand.
  let known: ReadonlyMap<string, Decision> = new Map()
  /** A mark names its buckets as they are called now. */
  const asCalled = (decision: Decision): Decision => {
    if (decision.what.kind !== 'duplicate') return decision
    const ids = markedIds.get(decision.decision)
    return ids ? { ...decision, what: { kind: 'duplicate', ...ids } } : decision
  }
  const all = (): readonly Decision[] => {
    const found = standingIds.all().map((id) => known.get(id) ?? readOne(id))
    known = new Map(found.map((decision) => [decision.decision, decision]))
    return found.map(asCalled)
  }
  const bondsOf = ({ what }: Decision): readonly Bond[] => {
    switch (what.kind) {
      case 'same':
        return [{ kind: 'same', units: keysOf(what.reports) }]
      case 'different':
        return [{ kind: 'different', left: keysOf(what.left), right: keysOf(what.right) }]
      case 'split': {
        const taken = keysOf(what.taken)
        return [
          { kind: 'different', left: taken, right: keysOf(what.left) },
          { kind: 'same', units: taken }
        ]
      }
      case 'duplicate':
        return []
    }
  }
  const datedBonds = (): readonly { readonly bond: Bond; readonly made: number }[] =>
    all().flatMap((decision) => bondsOf(decision).map((bond) => ({ bond, made: decision.made })))
  return {
    standing: () => all().map(shortened),
    whole: all,
    ofBucket: (bucket) => (any.get() === undefined ? [] : ofBucket.all(bucket).map(read).map(asCalled).map(shortened)),
    joined: (bucket) => {
      if (any.get() === undefined) return null
      for (const { id, made, before, keys } of joining.all(bucket)) {
        const former = readStoredMap(before, `the decision ${id}`)
        // Of a unit that a later rule made, nothing says where it was.
        const places = readStoredList(keys, `the decision ${id}`).map((key) => former.get(key) ?? key)
        if (new Set(places).size > 1) return made
      }
      return null
    },
    duplicates: () => {
      const newest = new Map<number, number>()
      const isLed = (from: number, to: number): boolean => {
        for (let at: number | undefined = from; at !== undefined; at = newest.get(at)) if (at === to) return true
        return false
      }
      for (const { bucket, of } of marks.all()) {
        // Marks that were made apart, or undone between, can go round in a circle: then the oldest gives way.
        if (!newest.has(bucket) && !isLed(of, bucket)) newest.set(bucket, of)
      }
      return [...newest].map(([bucket, of]) => ({ bucket, of }))
    },
    bonds: () => datedBonds().map(({ bond }) => bond),
    datedBonds
  }
}
