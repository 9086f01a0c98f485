import { randomBytes } from 'node:crypto'
import type { Decision } from '../../../../shared/model/decision.ts'
import type { FailureOf } from '../../../../shared/model/failure.ts'
import type { BucketId, ReportId } from '../../../../shared/model/ids.ts'
import { failed, success, type Result } from '../../../../shared/model/result.ts'
import type { Connection } from '../connection.ts'
import { shortened, type DecisionRows } from '../decisions.ts'
import { readStoredMap } from '../read/stored.ts'
import type { BucketWriter } from './buckets.ts'
import { countChange, inDurableTransaction, inTransaction } from './commit.ts'
import type { NoteCarrier } from './carry-notes.ts'
import type { LeadOn } from './lead-on.ts'
import { createPutBack } from './put-back.ts'
import type { Settler } from './settle.ts'
import type { SplitWriter } from './splits.ts'
import type { WriteState } from './state.ts'
import type { UnitWriter } from './units.ts'

type Decided = { readonly bucket: BucketId; readonly decision: Decision }
type NotFound = FailureOf<'not-found'>

export type DecisionWriter = {
  readonly merge: (into: BucketId, others: readonly BucketId[], now: number) => Result<Decided, NotFound>
  readonly split: (
    bucket: BucketId,
    reports: readonly ReportId[],
    now: number
  ) => Result<Decided, NotFound | FailureOf<'nothing-left'>>
  readonly keepApart: (a: BucketId, b: BucketId, now: number) => Result<Decision, NotFound>
  readonly markDuplicate: (
    bucket: BucketId,
    of: BucketId,
    now: number
  ) => Result<Decision, NotFound | FailureOf<'duplicate-cycle'>>
  readonly undo: (decision: string, now: number) => Result<null, NotFound>
}

/**
 * A decision names one report of each unit of a bucket, and where these are fewer so many reports in all: what shares a
 * unit is bound with them, and under a later rule, which may draw units otherwise, still these.
 */
const namedReports = 300

/** How long a transaction that settles what waits holds the write lock, about. */
const settleMilliseconds = 300

type BucketFacts = { readonly number: number; readonly id: BucketId; readonly title: string; readonly count: number }

const counted = (count: number): string => (count === 1 ? '1 report' : `${count} reports`)
const named = ({ title, count }: BucketFacts): string => `"${title}" (${counted(count)})`

const missing = (what: NotFound['what'], id: string): Result<never, NotFound> => failed({ kind: 'not-found', what, id })

export const createDecisionWriter = (
  db: Connection,
  parts: {
    readonly state: WriteState
    readonly units: UnitWriter
    readonly buckets: BucketWriter
    readonly decisions: DecisionRows
    readonly notes: NoteCarrier
    readonly splits: SplitWriter
    readonly settler: Settler
    readonly leadOn: LeadOn
  }
): DecisionWriter => {
  const { state, units, buckets, decisions, splits, settler, leadOn } = parts
  const putBack = createPutBack(db, parts)
  const factsOf = db.prepare<[number], BucketFacts>('SELECT number, id, title, count FROM bucket WHERE number = ?')
  const reportsOf = db
    .prepare<[{ readonly bucket: number; readonly limit: number }], ReportId>(
      `SELECT id FROM (
         SELECT report.id, row_number() OVER (PARTITION BY report.unit ORDER BY report.id) AS turn, unit.count, unit.key
         FROM report JOIN unit ON unit.number = report.unit WHERE report.bucket = :bucket
       ) ORDER BY turn, count DESC, key LIMIT max(:limit, (SELECT count(*) FROM unit WHERE bucket = :bucket))`
    )
    .pluck()
  const leftOfUnits = db
    .prepare<[{ readonly bucket: number; readonly taken: string; readonly limit: number }], ReportId>(
      `SELECT id FROM (
         SELECT report.id, row_number() OVER (PARTITION BY report.unit ORDER BY report.id) AS turn, unit.count, unit.key
         FROM report JOIN unit ON unit.number = report.unit
         WHERE report.bucket = :bucket AND report.id NOT IN (SELECT value FROM json_each(:taken))
       ) ORDER BY turn, count DESC, key LIMIT max(:limit, (SELECT count(*) FROM unit WHERE bucket = :bucket))`
    )
    .pluck()
  const anyUnsettled = db.prepare<[]>('SELECT 1 FROM unit WHERE settled = 0 LIMIT 1')
  const bucketOfReport = db.prepare<[string], number>('SELECT bucket FROM report WHERE id = ?').pluck()
  const unitOfReport = db.prepare<[string], number>('SELECT unit FROM report WHERE id = ?').pluck()
  const unitByKey = db.prepare<[string], number>('SELECT number FROM unit WHERE key = ?').pluck()
  const unitsOf = db.prepare<[number], { readonly number: number; readonly key: string; readonly bucket: number }>(
    'SELECT number, key, bucket FROM unit WHERE bucket = ?'
  )
  const keyOfReport = db
    .prepare<[string], string>('SELECT unit.key FROM report JOIN unit ON unit.number = report.unit WHERE report.id = ?')
    .pluck()
  const insert = db.prepare<[string, number, string, string, string]>(
    'INSERT INTO decision (id, made, what, text, before) VALUES (?, ?, ?, ?, ?)'
  )
  const bind = db.prepare<[string, number | bigint]>(
    'INSERT OR IGNORE INTO decision_report (report, decision) VALUES (?, ?)'
  )
  const find = db.prepare<[string], { readonly number: number; readonly before: string }>(
    'SELECT number, before FROM decision WHERE id = ? AND undone IS NULL'
  )
  const laterOnes = db.prepare<[number], { readonly number: number; readonly before: string }>(
    'SELECT number, before FROM decision WHERE number > ? AND undone IS NULL ORDER BY number'
  )
  const setBefore = db.prepare<[string, number]>('UPDATE decision SET before = ? WHERE number = ?')
  const setUndone = db.prepare<[number, number]>('UPDATE decision SET undone = ? WHERE number = ?')
  const boundReports = db.prepare<[number], string>('SELECT report FROM decision_report WHERE decision = ?').pluck()

  const facts = (bucket: number): BucketFacts => {
    const found = factsOf.get(bucket)
    if (!found) throw new Error(`there is no bucket ${bucket}`)
    return found
  }
  /** A bucket with reports, for a decision binds those. */
  const bucketWithReports = (id: BucketId): BucketFacts | null => {
    const number = buckets.find(id)
    const found = number === null ? null : facts(number)
    return found && found.count > 0 ? found : null
  }
  const boundOf = ({ number }: BucketFacts): readonly ReportId[] =>
    reportsOf.all({ bucket: number, limit: namedReports })

  /** Which bucket each unit of some buckets is in, and since when there are these buckets. */
  const standingOf = (list: readonly BucketFacts[]): string =>
    JSON.stringify(
      Object.fromEntries(list.flatMap(({ number, id }) => unitsOf.all(number).map(({ key }) => [key, id])))
    )

  const write = (
    what: Decision['what'],
    text: string,
    before: string,
    now: number,
    id = randomBytes(8).toString('hex')
  ): Decision => {
    const { lastInsertRowid } = insert.run(id, now, JSON.stringify(what), text, before)
    const reports = ((): readonly string[] => {
      switch (what.kind) {
        case 'same':
          return what.reports
        case 'different':
          return [...what.left, ...what.right]
        case 'split':
          return [...what.taken, ...what.left]
        case 'duplicate':
          return []
      }
    })()
    for (const report of reports) bind.run(report, lastInsertRowid)
    for (const unit of new Set(reports.flatMap((report) => unitOfReport.get(report) ?? []))) units.unsettle(unit)
    return shortened({ decision: id, made: now, what, text })
  }

  /** Settles a new decision, and notes where units were that the rule moves on account of it. */
  const settleNew = (id: string, now: number): void => {
    db.exec('DROP TABLE IF EXISTS temp.before_decision')
    db.exec(
      `CREATE TEMP TABLE before_decision AS
       SELECT unit.number, unit.bucket, bucket.id FROM unit JOIN bucket ON bucket.number = unit.bucket`
    )
    settler.settle(now)
    const dragged = db
      .prepare<[], { readonly key: string; readonly id: string }>(
        `SELECT unit.key, was.id FROM temp.before_decision AS was JOIN unit ON unit.number = was.number
         WHERE unit.bucket <> was.bucket`
      )
      .all()
    db.exec('DROP TABLE temp.before_decision')
    const stored = find.get(id)
    if (!stored || dragged.length === 0) return
    const before = new Map(readStoredMap(stored.before, `the decision ${id}`))
    for (const { key, id: bucket } of dragged) if (!before.has(key)) before.set(key, bucket)
    setBefore.run(JSON.stringify(Object.fromEntries(before)), stored.number)
  }

  /**
   * What was imported before the last kill is settled first, so that a decision is made on what stands: piece by piece,
   * each a transaction of its own, so that other processes get to write.
   */
  const settleWaiting = (): void => {
    while (anyUnsettled.get() !== undefined) {
      state.change(inTransaction, () => {
        settler.settle(Date.now(), settleMilliseconds)
        countChange(db)
      })
    }
  }

  const durably = <Value, Problem>(work: () => Result<Value, Problem>): Result<Value, Problem> => {
    settleWaiting()
    return state.change(inDurableTransaction, () => {
      // Little, if anything: what another process has added since.
      settler.settle(Date.now())
      const result = work()
      countChange(db)
      return result
    })
  }

  const merge: DecisionWriter['merge'] = (intoId, otherIds, now) => {
    const into = bucketWithReports(intoId)
    if (!into) return missing('bucket', intoId)
    const others: BucketFacts[] = []
    for (const id of otherIds) {
      const other = bucketWithReports(id)
      if (!other) return missing('bucket', id)
      if (other.number !== into.number && !others.some(({ number }) => number === other.number)) others.push(other)
    }
    const reports = [into, ...others].flatMap(boundOf)
    if (others.length === 0 && reports.length < 2) return missing('bucket', otherIds[0] ?? '')
    const text =
      others.length === 0 ? `${named(into)} is one bug.` : `${others.map(named).join(', ')} merged into ${named(into)}.`
    const before = standingOf([into, ...others])
    const decision = write({ kind: 'same', reports }, text, before, now)
    for (const other of others) {
      for (const unit of unitsOf.all(other.number)) buckets.move(unit.number, other.number, into.number)
      leadOn(other.number, into.number, now)
    }
    buckets.refresh(into.number)
    settleNew(decision.decision, now)
    const [first] = reports
    const bucket = (first === undefined ? undefined : bucketOfReport.get(first)) ?? into.number
    return success({ bucket: buckets.idOf(bucket), decision })
  }

  const split: DecisionWriter['split'] = (id, wanted, now) => {
    const bucket = bucketWithReports(id)
    if (!bucket) return missing('bucket', id)
    const taken = [...new Set(wanted)]
    for (const report of taken) if (bucketOfReport.get(report) !== bucket.number) return missing('report', report)
    const left = leftOfUnits.all({
      bucket: bucket.number,
      taken: JSON.stringify(taken),
      limit: namedReports
    })
    const [first] = taken
    if (left.length === 0) return failed({ kind: 'nothing-left', bucket: id })
    if (first === undefined) return missing('report', '')
    const text = `${counted(taken.length)} taken out of ${named(bucket)}.`
    const before = standingOf([bucket])
    const decision = write({ kind: 'split', taken, left }, text, before, now)
    splits.divide(now)
    const own = buckets.open({ key: `split ${decision.decision}` })
    for (const unit of new Set(taken.flatMap((report) => unitOfReport.get(report) ?? []))) {
      buckets.move(unit, bucket.number, own)
    }
    for (const touched of [own, bucket.number]) buckets.refresh(touched)
    settleNew(decision.decision, now)
    return success({ bucket: buckets.idOf(bucketOfReport.get(first) ?? own), decision })
  }

  const keepApart: DecisionWriter['keepApart'] = (a, b, now) => {
    const [one, two] = [bucketWithReports(a), bucketWithReports(b)]
    if (!one) return missing('bucket', a)
    // A bucket is not another one than itself.
    if (!two || two.number === one.number) return missing('bucket', b)
    const text = `${named(one)} and ${named(two)} are not the same.`
    const what = { kind: 'different', left: [...boundOf(one)], right: [...boundOf(two)] } as const
    const decision = write(what, text, standingOf([one, two]), now)
    settleNew(decision.decision, now)
    return success(decision)
  }

  const markDuplicate: DecisionWriter['markDuplicate'] = (bucketId, ofId, now) => {
    const [bucket, of] = [buckets.find(bucketId), buckets.find(ofId)]
    if (bucket === null) return missing('bucket', bucketId)
    if (of === null) return missing('bucket', ofId)
    const marks = new Map(
      decisions.duplicates().map((mark) => [buckets.find(mark.bucket), buckets.find(mark.of)] as const)
    )
    const passed = new Set<number>()
    for (let at: number | null | undefined = of; typeof at === 'number' && !passed.has(at); at = marks.get(at)) {
      if (at === bucket) return failed({ kind: 'duplicate-cycle', bucket: bucketId, of: ofId })
      passed.add(at)
    }
    const [one, two] = [facts(bucket), facts(of)]
    const text = `${named(one)} is a duplicate of ${named(two)}.`
    return success(write({ kind: 'duplicate', bucket: one.id, of: two.id }, text, '{}', now))
  }

  /**
   * What a later decision found is no longer what this one made of it, but what this one found: so that whatever is
   * undone last puts everything back where it was before all. Answers the units that are a later decision's.
   */
  const handOn = (decision: number, before: ReadonlyMap<string, string>): ReadonlySet<string> => {
    const waiting = new Map(before)
    const handed = new Set<string>()
    for (const later of laterOnes.all(decision)) {
      const own = new Map(readStoredMap(later.before, `the decision ${later.number}`))
      const bound = boundReports.all(later.number).flatMap((report) => keyOfReport.get(report) ?? [])
      const mine = [...new Set([...own.keys(), ...bound])].filter((key) => waiting.has(key))
      for (const key of mine) {
        own.set(key, waiting.get(key) ?? '')
        waiting.delete(key)
        handed.add(key)
      }
      if (mine.length > 0) setBefore.run(JSON.stringify(Object.fromEntries(own)), later.number)
    }
    return handed
  }

  const undo: DecisionWriter['undo'] = (id, now) => {
    const found = find.get(id)
    if (!found) return missing('decision', id)
    const before = readStoredMap(found.before, `the decision ${id}`)
    setUndone.run(now, found.number)
    splits.divide(now)
    const keys = boundReports.all(found.number).flatMap((report) => keyOfReport.get(report) ?? [])
    for (const key of new Set([...before.keys(), ...keys])) {
      const unit = unitByKey.get(key)
      if (unit !== undefined) units.unsettle(unit)
    }
    putBack({ before, decidedLater: handOn(found.number, before) }, now)
    return success(null)
  }

  return {
    merge: (...args) => durably(() => merge(...args)),
    split: (...args) => durably(() => split(...args)),
    keepApart: (...args) => durably(() => keepApart(...args)),
    markDuplicate: (...args) => durably(() => markDuplicate(...args)),
    undo: (...args) => durably(() => undo(...args))
  }
}
