import Database from 'better-sqlite3'
import { zstdDecompressSync } from 'node:zlib'
import { actSchema, type Act, type DeedOf } from '../../src/shared/model/act.ts'
import { isUntouched, prioritySchema } from '../../src/shared/model/triage.ts'
import { headsOf } from '../../src/main/triage/heads.ts'
import { triageOf, type Said } from '../../src/main/triage/triage-of.ts'
import { undoneActs, type Turn } from '../../src/main/triage/undone.ts'

type Row = {
  readonly id: string
  readonly gesture: string
  readonly author: string
  readonly time: number
  readonly kind: string
  readonly thing: string | null
  readonly subject: number | null
  readonly deed: string
  readonly text: Buffer | null
  readonly head: number
  readonly undone: number
}

/** An act as it lies in the file, with what the file says follows from the others. */
export type StoredRow = Row & { readonly act: Act; readonly words: string }

const wordsOf = ({ deed }: Act, text: Buffer | null): string => {
  if (text !== null) return zstdDecompressSync(text).toString('utf8')
  return deed.kind === 'annotation' ? deed.text : ''
}

export const storedActs = (file: string): readonly StoredRow[] => {
  const db = new Database(file, { readonly: true })
  const rows = db.prepare<[], Row>('SELECT * FROM act ORDER BY number').all()
  db.close()
  return rows.map((row) => {
    const { id, gesture, author, time, deed } = row
    const act = actSchema.parse({ act: id, gesture, author, time, deed: JSON.parse(deed) })
    return { ...row, act, words: wordsOf(act, row.text) }
  })
}

type Subject = {
  readonly number: number
  readonly kind: string
  readonly id: string
  readonly bucket: number | null
  readonly anchors: string
}
type Summed = {
  readonly bucket: number
  readonly status: string
  readonly priority: number
  readonly owner: string
  readonly tags: string
  readonly duplicate_of: string | null
  readonly has_note: number
}

const undosOf = (rows: readonly StoredRow[]): readonly Turn[] =>
  rows.flatMap(({ act: { act, time, deed } }) =>
    deed.kind === 'undo' || deed.kind === 'redo' ? [{ act, time, kind: deed.kind, acts: deed.acts }] : []
  )

const isText = (deed: Act['deed']): deed is DeedOf<'note' | 'annotation'> =>
  deed.kind === 'note' || deed.kind === 'annotation'

/** Acts whose texts stand, from the acts alone. */
const standingTexts = (rows: readonly StoredRow[], undone: ReadonlySet<string>): ReadonlySet<string> => {
  const byThing = Map.groupBy(
    rows.filter(({ act }) => isText(act.deed)),
    ({ thing }) => thing
  )
  return new Set(
    [...byThing.values()].flatMap((versions) =>
      headsOf(
        versions.map(({ act: { act, time, deed } }) => ({
          act,
          time,
          over: isText(deed) ? deed.over : [],
          undone: undone.has(act)
        }))
      ).map(({ act }) => act)
    )
  )
}

const meet = (a: ReadonlySet<number>, b: ReadonlySet<number>): boolean => [...a].some((one) => b.has(one))

/**
 * What a corpus file says of its acts that does not follow from them: which are undone, whose texts stand, what they
 * add up to for each bucket, which decisions stand, what they are about. Nothing for a sound one.
 */
export const actFaults = (file: string): readonly string[] => {
  const faults: string[] = []
  const same = (what: string, stored: unknown, wanted: unknown): void => {
    const [one, two] = [JSON.stringify(stored), JSON.stringify(wanted)]
    if (one !== two) faults.push(`${what} is ${one}, and follows as ${two}`)
  }
  const rows = storedActs(file)
  const db = new Database(file, { readonly: true })

  same('the integrity of the file', db.pragma('integrity_check', { simple: true }), 'ok')
  same('its foreign keys', db.pragma('foreign_key_check'), [])
  same('ids of acts', new Set(rows.map(({ id }) => id)).size, rows.length)
  for (const [at, { time }] of rows.entries()) {
    const before = rows[at - 1]
    if (before && before.time >= time) faults.push(`the time ${time} does not grow`)
  }

  const undone = undoneActs(undosOf(rows))
  const heads = standingTexts(rows, undone)
  for (const row of rows) {
    same(`undone of ${row.kind} ${row.id}`, row.undone, undone.has(row.id) ? 1 : 0)
    same(`head of ${row.kind} ${row.id}`, row.head, heads.has(row.id) ? 1 : 0)
  }

  const standing = db
    .prepare<[], { readonly id: string }>('SELECT id FROM decision WHERE undone IS NULL')
    .all()
    .map(({ id }) => id)
  const decided = rows.filter(({ kind }) => kind === 'decision')
  same(
    'the list of standing decisions',
    standing.toSorted(),
    decided.flatMap(({ id, thing }) => (thing === null || undone.has(id) ? [] : [thing])).sort()
  )
  same('the count of decisions', db.prepare('SELECT count(*) FROM decision').pluck().get(), decided.length)

  const buckets = new Map(
    db
      .prepare<[], { readonly number: number; readonly id: string }>('SELECT number, id FROM bucket')
      .all()
      .map(({ number, id }) => [number, id])
  )
  const bucketOfReport = new Map(
    db
      .prepare<[], { readonly id: string; readonly bucket: number }>('SELECT id, bucket FROM report')
      .all()
      .map(({ id, bucket }) => [id, bucket])
  )
  const subjects = new Map(
    db
      .prepare<[], Subject>('SELECT * FROM subject')
      .all()
      .map((subject) => [subject.number, subject])
  )
  for (const { kind, id, bucket } of subjects.values()) {
    if (kind === 'report') same(`the bucket of the report ${id}`, bucket, bucketOfReport.get(id) ?? null)
    else if (bucket === null || !buckets.has(bucket)) faults.push(`the subject ${id} is nowhere`)
  }

  const unitOfReport = new Map(
    db
      .prepare<[], { readonly id: string; readonly unit: number }>('SELECT id, unit FROM report')
      .all()
      .map(({ id, unit }) => [id, unit])
  )
  const unitsOf = (reports: readonly string[]): ReadonlySet<number> =>
    new Set(reports.flatMap((report) => unitOfReport.get(report) ?? []))
  const merges = rows.flatMap(({ id, subject, act: { deed } }) => {
    if (deed.kind !== 'decision' || deed.decision.what.kind !== 'same' || undone.has(id)) return []
    const into = deed.subject.kind === 'bucket' ? unitsOf(deed.subject.reports) : new Set<number>()
    return [{ bucket: subjects.get(subject ?? 0)?.bucket, into, all: unitsOf(deed.decision.what.reports) }]
  })
  /** Whether what was said of a subject was said of a bucket that a standing merge brought in. */
  const isMerged = (bucket: number, subject: Subject | undefined): boolean => {
    const units = unitsOf(JSON.parse(subject?.anchors ?? '[]') as readonly string[])
    return merges.some((merge) => merge.bucket === bucket && !meet(units, merge.into) && meet(units, merge.all))
  }

  const summed = new Map(
    db
      .prepare<[], Summed>('SELECT * FROM bucket_triage')
      .all()
      .map((row) => [row.bucket, row])
  )
  for (const bucket of summed.keys()) if (!buckets.has(bucket)) faults.push(`what is said of bucket ${bucket} is left`)
  for (const [number, id] of buckets) {
    const about = rows.filter(({ subject }) => subject !== null && subjects.get(subject)?.bucket === number)
    const said = about.flatMap(({ id: act, time, subject, act: { deed } }): readonly Said[] =>
      deed.kind === 'triage' && !undone.has(act)
        ? [{ act, time, own: !isMerged(number, subjects.get(subject ?? 0)), change: deed.change }]
        : []
    )
    const wanted = triageOf(said)
    const hasNote = about.some(
      ({ id: act, kind, subject, words }) =>
        kind === 'note' && heads.has(act) && words !== '' && subjects.get(subject ?? 0)?.kind === 'bucket'
    )
    const row = summed.get(number)
    if (!row) {
      if (!isUntouched(wanted) || hasNote) faults.push(`nothing is kept of what was said of ${id}`)
      continue
    }
    const { status, priority, owner, tags } = row
    same(
      `what is said of ${id}`,
      [JSON.parse(status), priority, owner, JSON.parse(tags), row.has_note],
      [wanted.status, prioritySchema.options.indexOf(wanted.priority), wanted.owner, wanted.tags, hasNote ? 1 : 0]
    )
    if (row.duplicate_of !== null && ![...buckets.values()].includes(row.duplicate_of)) {
      faults.push(`${id} is marked as a duplicate of ${row.duplicate_of}, which is not there`)
    }
  }
  db.close()
  return faults
}
