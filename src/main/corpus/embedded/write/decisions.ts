import { randomBytes } from 'node:crypto'
import type { Decision } from '../../../../shared/model/decision.ts'
import type { FailureOf } from '../../../../shared/model/failure.ts'
import type { BucketId, ReportId } from '../../../../shared/model/ids.ts'
import { failed, success, type Result } from '../../../../shared/model/result.ts'
import type { Connection } from '../connection.ts'
import type { DecisionRows } from '../decisions.ts'
import { readStoredMap } from '../read/stored.ts'
import type { BucketWriter } from './buckets.ts'
import { countChange, inDurableTransaction } from './commit.ts'
import type { NoteCarrier } from './carry-notes.ts'
import type { LeadOn } from './lead-on.ts'
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
 * A decision names so many reports of a bucket at most, one of each unit before any second: all that share a unit are
 * bound with them, and under a later rule, which may draw units otherwise, still these.
 */
const namedReports = 300

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
  const { state, units, buckets, decisions, notes, splits, settler, leadOn } = parts
  const factsOf = db.prepare<[number], BucketFacts>('SELECT number, id, title, count FROM bucket WHERE number = ?')
  const reportsOf = db
    .prepare<[number, number], ReportId>(
      `SELECT id FROM (
         SELECT report.id, row_number() OVER (PARTITION BY report.unit ORDER BY report.id) AS turn, unit.count, unit.key
         FROM report JOIN unit ON unit.number = report.unit WHERE report.bucket = ?
       ) ORDER BY turn, count DESC, key LIMIT ?`
    )
    .pluck()
  const leftOfUnits = db
    .prepare<[{ readonly bucket: number; readonly taken: string; readonly limit: number }], ReportId>(
      `SELECT id FROM (
         SELECT report.id, row_number() OVER (PARTITION BY report.unit ORDER BY report.id) AS turn, unit.count, unit.key
         FROM report JOIN unit ON unit.number = report.unit
         WHERE report.bucket = :bucket AND report.id NOT IN (SELECT value FROM json_each(:taken))
       ) ORDER BY turn, count DESC, key LIMIT :limit`
    )
    .pluck()
  const bucketOfReport = db.prepare<[string], number>('SELECT bucket FROM report WHERE id = ?').pluck()
  const unitOfReport = db.prepare<[string], number>('SELECT unit FROM report WHERE id = ?').pluck()
  const unitsOf = db.prepare<[number], { readonly number: number; readonly key: string; readonly bucket: number }>(
    'SELECT number, key, bucket FROM unit WHERE bucket = ?'
  )
  const unitByKey = db.prepare<[string], { readonly number: number; readonly key: string; readonly bucket: number }>(
    'SELECT number, key, bucket FROM unit WHERE key = ?'
  )
  const insert = db.prepare<[string, number, string, string, string]>(
    'INSERT INTO decision (id, made, what, text, before) VALUES (?, ?, ?, ?, ?)'
  )
  const bind = db.prepare<[string, number | bigint]>(
    'INSERT OR IGNORE INTO decision_report (report, decision) VALUES (?, ?)'
  )
  const find = db.prepare<[string], { readonly number: number; readonly before: string }>(
    'SELECT number, before FROM decision WHERE id = ? AND undone IS NULL'
  )
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
  const boundOf = ({ number }: BucketFacts): readonly ReportId[] => reportsOf.all(number, namedReports)

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
    return { decision: id, made: now, what, text }
  }

  const durably = <Value, Problem>(work: () => Result<Value, Problem>): Result<Value, Problem> =>
    state.change(inDurableTransaction, () => {
      // What was imported before the last kill is settled first, so that a decision is made on what stands.
      settler.settle(Date.now())
      const result = work()
      countChange(db)
      return result
    })

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
    settler.settle(now)
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
    settler.settle(now)
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
    settler.settle(now)
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

  /** Puts units back where they were, so that buckets that part again are who they were. */
  const putBack = (before: ReadonlyMap<string, string>, now: number): void => {
    const touched = new Set<number>()
    const parting = new Map<BucketId, BucketId>()
    for (const [key, id] of before) {
      const unit = unitByKey.get(key)
      if (!unit) continue
      units.unsettle(unit.number)
      const old = id as BucketId
      const known = buckets.numberOf(old)
      if (known === unit.bucket) continue
      if (known === null) parting.set(old, buckets.idOf(unit.bucket))
      const to = known ?? buckets.open({ id: old, opened: now })
      buckets.move(unit.number, unit.bucket, to)
      touched.add(unit.bucket).add(to)
    }
    for (const [from, into] of parting) notes.takeBack(from, into, now)
    for (const bucket of touched) {
      const gone = factsOf.get(bucket)
      if (gone?.count !== 0) {
        buckets.refresh(bucket)
        continue
      }
      const heirs = [...before.values()].flatMap((id) => buckets.numberOf(id as BucketId) ?? [])
      const heir = heirs.find((number) => number !== bucket && (factsOf.get(number)?.count ?? 0) > 0)
      if (heir === undefined) buckets.refresh(bucket)
      else leadOn(bucket, heir, now)
    }
  }

  const undo: DecisionWriter['undo'] = (id, now) => {
    const found = find.get(id)
    if (!found) return missing('decision', id)
    setUndone.run(now, found.number)
    for (const report of boundReports.all(found.number)) {
      const unit = unitOfReport.get(report)
      if (unit !== undefined) units.unsettle(unit)
    }
    splits.divide(now)
    putBack(readStoredMap(found.before, `the decision ${id}`), now)
    settler.settle(now)
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
