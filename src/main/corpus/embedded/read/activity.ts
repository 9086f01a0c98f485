import type { ActivityRow } from '../../../../shared/model/act.ts'
import type { Page } from '../../../../shared/model/bucket.ts'
import { gestureIdSchema, reportIdSchema, type BucketId, type ReportId } from '../../../../shared/model/ids.ts'
import { deedWords } from '../../../triage/act-words.ts'
import { actWithoutText, type ActRow } from '../act-rows.ts'
import type { FindBucket } from '../bucket-finder.ts'
import type { Connection } from '../connection.ts'

export type ActivityReader = {
  readonly activity: (
    about: BucketId | null,
    page: Page
  ) => {
    readonly total: number
    readonly rows: readonly ActivityRow[]
    readonly undo: ActivityRow | null
    readonly redo: ActivityRow | null
  } | null
  readonly ofGesture: (gesture: string) => ActivityRow | null
  /** The newest gesture made here that stands; undo and redo are none. */
  readonly nextUndo: () => string | null
  /** The gesture that was taken back last, while nothing was done since. */
  readonly nextRedo: () => string | null
}

type Row = Omit<ActRow, 'text'>
type About = {
  readonly bucket: BucketId | null
  readonly title: string | null
  readonly kind: 'bucket' | 'report'
  readonly id: string
}

const listedSubjects = 10
const columns = 'number, id, gesture, author, time, kind, thing, subject, other, deed, head, undone, imported'

const ofBucket = (what: string): string => `
    SELECT ${what} FROM act WHERE subject IN (SELECT number FROM subject WHERE bucket = :bucket)
      OR other IN (SELECT number FROM subject WHERE bucket = :bucket)`

export const createActivityReader = (db: Connection, find: FindBucket): ActivityReader => {
  const gestures = db.prepare<[number, number], { readonly gesture: string }>(
    'SELECT gesture FROM act GROUP BY gesture ORDER BY max(time) DESC, gesture LIMIT ? OFFSET ?'
  )
  const countAll = db.prepare<[], number>('SELECT count(DISTINCT gesture) FROM act').pluck()
  const bucketGestures = db.prepare<
    [{ readonly bucket: number; readonly limit: number; readonly offset: number }],
    { readonly gesture: string }
  >(`${ofBucket('gesture')} GROUP BY gesture ORDER BY max(time) DESC, gesture LIMIT :limit OFFSET :offset`)
  const countBucket = db.prepare<[{ readonly bucket: number }], number>(ofBucket('count(DISTINCT gesture)')).pluck()
  const acts = db.prepare<[string], Row>(`SELECT ${columns} FROM act WHERE gesture = ? ORDER BY time, id`)
  const about = db.prepare<[number], About>(`
    SELECT bucket.id AS bucket, coalesce(report.title, bucket.title) AS title, subject.kind, subject.id
    FROM subject LEFT JOIN bucket ON bucket.number = subject.bucket
    LEFT JOIN report ON subject.kind = 'report' AND report.id = subject.id WHERE subject.number = ?
  `)
  const subjectsOfAct = db.prepare<[string], { readonly subject: number | null; readonly other: number | null }>(
    'SELECT subject, other FROM act WHERE id = ?'
  )
  const standing = db
    .prepare<[], string>(
      `SELECT gesture FROM act WHERE imported = 0 AND undone = 0 AND kind NOT IN ('undo', 'redo')
       ORDER BY number DESC LIMIT 1`
    )
    .pluck()
  const undos = db.prepare<[], Row>(`
    SELECT ${columns} FROM act WHERE imported = 0 AND kind = 'undo' AND number > coalesce((
      SELECT number FROM act WHERE imported = 0 AND kind NOT IN ('undo', 'redo') ORDER BY number DESC LIMIT 1
    ), 0) ORDER BY number DESC
  `)
  const undoneGesture = db.prepare<[string], { readonly gesture: string; readonly undone: number }>(
    'SELECT gesture, undone FROM act WHERE id = ?'
  )

  const subjectsOf = (rows: readonly Row[]): readonly number[] => {
    const subjects = new Set<number>()
    const add = (subject: number | null): void => void (subject !== null && subjects.add(subject))
    for (const row of rows) {
      add(row.subject)
      add(row.other)
      if (row.kind !== 'undo' && row.kind !== 'redo') continue
      const { deed } = actWithoutText(row)
      if (deed.kind !== 'undo' && deed.kind !== 'redo') continue
      for (const act of deed.acts) {
        const found = subjectsOfAct.get(act)
        add(found?.subject ?? null)
        add(found?.other ?? null)
      }
    }
    return [...subjects]
  }

  /** In words what an undo or redo names: the words of the gesture that it turned. */
  const turnedWords = (row: Row): string | null => {
    const { deed } = actWithoutText(row)
    if (deed.kind !== 'undo' && deed.kind !== 'redo') return null
    const [first] = deed.acts
    const gesture = first === undefined ? undefined : undoneGesture.get(first)?.gesture
    const [named] = gesture === undefined ? [] : acts.all(gesture)
    if (!named) return null
    const words = deedWords(actWithoutText(named).deed)
    return deed.kind === 'undo' ? `took back: ${words}` : `did again: ${words}`
  }

  const ofGesture: ActivityReader['ofGesture'] = (gesture) => {
    const rows = acts.all(gesture)
    const [first] = rows
    const last = rows.at(-1)
    if (!first || !last) return null
    const seen = new Set<string>()
    const subjects = subjectsOf(rows).flatMap((subject) => {
      const found = about.get(subject)
      if (!found) return []
      const report: ReportId | null = found.kind === 'report' ? reportIdSchema.parse(found.id) : null
      const key = report ?? found.bucket ?? found.id
      if (seen.has(key)) return []
      seen.add(key)
      return [{ bucket: found.bucket, report, title: found.title ?? '' }]
    })
    return {
      gesture: gestureIdSchema.parse(gesture),
      author: last.author,
      time: last.time,
      kind: first.kind,
      text: turnedWords(first) ?? deedWords(actWithoutText(first).deed),
      about: subjects.slice(0, listedSubjects),
      count: subjects.length,
      undone: rows.every(({ undone }) => undone === 1),
      imported: first.imported === 1
    }
  }

  const nextUndo = (): string | null => standing.get() ?? null
  const nextRedo = (): string | null => {
    for (const row of undos.iterate()) {
      const { deed } = actWithoutText(row)
      if (deed.kind !== 'undo') continue
      const [first] = deed.acts
      const found = first === undefined ? undefined : undoneGesture.get(first)
      if (found?.undone === 1) return found.gesture
    }
    return null
  }
  const rowOf = (gesture: string | null): ActivityRow | null => (gesture === null ? null : ofGesture(gesture))

  return {
    ofGesture,
    nextUndo,
    nextRedo,
    activity: (named, { limit, offset }) => {
      const bucket = named === null ? null : find(named)
      if (named !== null && bucket === null) return null
      const listed = bucket === null ? gestures.all(limit, offset) : bucketGestures.all({ bucket, limit, offset })
      return {
        total: (bucket === null ? countAll.get() : countBucket.get({ bucket })) ?? 0,
        rows: listed.flatMap(({ gesture }) => ofGesture(gesture) ?? []),
        undo: rowOf(nextUndo()),
        redo: rowOf(nextRedo())
      }
    }
  }
}
