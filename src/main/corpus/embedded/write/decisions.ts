import { randomBytes } from 'node:crypto'
import type { Decision } from '../../../../shared/model/decision.ts'
import type { FailureOf } from '../../../../shared/model/failure.ts'
import type { BucketId, ReportId } from '../../../../shared/model/ids.ts'
import { failed, success, type Result } from '../../../../shared/model/result.ts'
import type { ClusterRule } from '../../../cluster/rule.ts'
import type { Connection } from '../connection.ts'
import { shortened, type DecisionRows } from '../decisions.ts'
import { createBonds } from '../bonds.ts'
import { readStoredMap } from '../read/stored.ts'
import type { BucketWriter } from './buckets.ts'
import { countChange, inTransaction } from './commit.ts'
import { createHomes, watchMoves } from './homes.ts'
import type { LeadOn } from './lead-on.ts'
import { createPutBack } from './put-back.ts'
import type { Resolve } from './resolve.ts'
import type { Settler } from './settle.ts'
import type { SplitWriter } from './splits.ts'
import type { WriteState } from './state.ts'

type Decided = { readonly bucket: BucketId; readonly decision: Decision }
type NotFound = FailureOf<'not-found'>

/** Within a transaction, with nothing left to settle. */
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
  /** Lets a decision stand again that was taken back, with the buckets that it made, as far as later ones leave them. */
  readonly redo: (decision: string, now: number) => Result<Decision, NotFound>
  /**
   * Takes over decisions that were made in another corpus, by their ids, and settles them all at once. Those that are here
   * already, standing or taken back, are left alone. Answers how many are new. What they say of reports that are not here
   * binds these when they come.
   */
  readonly adopt: (decisions: readonly Decision[], now: number) => Result<number, never>
  /** Comes before a transaction that decides: see there. */
  readonly settleWaiting: () => void
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

const stored = (places: ReadonlyMap<string, string>): string => JSON.stringify(Object.fromEntries(places))

const reportsIn = (what: Decision['what']): readonly string[] => {
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
}

export const createDecisionWriter = (
  db: Connection,
  rule: Pick<ClusterRule, 'version'>,
  parts: {
    readonly state: WriteState
    readonly buckets: BucketWriter
    readonly decisions: DecisionRows
    readonly splits: SplitWriter
    readonly settler: Settler
    readonly leadOn: LeadOn
    readonly resolve: Resolve
  }
): DecisionWriter => {
  const { state, buckets, decisions, splits, settler, leadOn, resolve } = parts
  const homes = createHomes(db)
  const putBack = createPutBack(db, rule, { ...parts, homes, noteMoves: watchMoves(db) })
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
  const unitsOf = db.prepare<[number], { readonly number: number; readonly key: string; readonly bucket: number }>(
    'SELECT number, key, bucket FROM unit WHERE bucket = ?'
  )
  const newest = db.prepare<[], number>('SELECT coalesce(max(made), 0) FROM decision').pluck()
  const insert = db.prepare<[string, number, string, string, string]>(
    'INSERT INTO decision (id, made, what, text, before) VALUES (?, ?, ?, ?, ?)'
  )
  const bind = db.prepare<[string, number | bigint]>(
    'INSERT OR IGNORE INTO decision_report (report, decision) VALUES (?, ?)'
  )
  const find = db.prepare<[string], { readonly number: number }>(
    'SELECT number FROM decision WHERE id = ? AND undone IS NULL'
  )
  const beforeOf = db.prepare<[number], string>('SELECT before FROM decision WHERE number = ?').pluck()
  const findUndone = db.prepare<[string], { readonly number: number }>(
    'SELECT number FROM decision WHERE id = ? AND undone IS NOT NULL'
  )
  // What is connected with it is settled with it.
  const unsettle = db.prepare<[number]>('UPDATE unit SET settled = 0 WHERE number = ? AND settled = 1')
  const isKnown = db.prepare<[string]>('SELECT 1 FROM decision WHERE id = ?')
  const setBefore = db.prepare<[string, number]>('UPDATE decision SET before = ? WHERE number = ?')
  const setUndone = db.prepare<[number | null, number]>('UPDATE decision SET undone = ? WHERE number = ?')
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

  /**
   * Which bucket each unit of some buckets is in, for a decision that is about to bind some of them. What no decision
   * binds yet is at home there.
   */
  const standingOf = (list: Iterable<number>): ReadonlyMap<string, string> => {
    const bonds = createBonds()
    for (const bond of decisions.bonds()) bonds.add(bond)
    const places = new Map<string, string>()
    for (const number of list) {
      const { id } = facts(number)
      const keys = unitsOf.all(number).map(({ key }) => key)
      const isBound = keys.some((key) => bonds.binds(key))
      for (const key of keys) {
        if (!isBound) homes.forget(key)
        homes.keep(key, id)
        places.set(key, id)
      }
    }
    return places
  }

  const bucketsOfReports = (reports: readonly string[]): ReadonlySet<number> =>
    new Set(reports.flatMap((report) => bucketOfReport.get(report) ?? []))

  const insertDecision = ({ decision, made, what, text }: Decision, before: string): void => {
    const { lastInsertRowid } = insert.run(decision, made, JSON.stringify(what), text, before)
    const reports = reportsIn(what)
    for (const report of reports) bind.run(report, lastInsertRowid)
    for (const unit of new Set(reports.flatMap((report) => unitOfReport.get(report) ?? []))) unsettle.run(unit)
  }

  const write = (what: Decision['what'], text: string, before: ReadonlyMap<string, string>, now: number): Decision => {
    // Later than all that stand here, whatever their clocks said: the last word counts.
    const made = Math.max(now, (newest.get() ?? 0) + 1)
    const decision = { decision: randomBytes(8).toString('hex'), made, what, text }
    insertDecision(decision, stored(before))
    return shortened(decision)
  }

  /**
   * What was imported before the last kill is settled first, so that a decision is made on what stands: piece by piece,
   * each a transaction of its own, so that other processes get to write, and see what is said of each bucket.
   */
  const settleWaiting = (): void => {
    while (anyUnsettled.get() !== undefined) {
      state.change(inTransaction, () => {
        settler.settle(Date.now(), settleMilliseconds)
        resolve()
        countChange(db)
      })
    }
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
    const before = standingOf([into, ...others].map(({ number }) => number))
    const decision = write({ kind: 'same', reports }, text, before, now)
    for (const other of others) {
      for (const unit of unitsOf.all(other.number)) buckets.move(unit.number, other.number, into.number)
      leadOn(other.number, into.number)
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
    const before = standingOf([bucket.number])
    const decision = write({ kind: 'split', taken, left }, text, before, now)
    splits.divide()
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
    const decision = write(what, text, standingOf([one.number, two.number]), now)
    settler.settle(now)
    return success(decision)
  }

  const markDuplicate: DecisionWriter['markDuplicate'] = (bucketId, ofId, now) => {
    const [bucket, of] = [buckets.find(bucketId), buckets.find(ofId)]
    if (bucket === null) return missing('bucket', bucketId)
    if (of === null) return missing('bucket', ofId)
    const marks = new Map(decisions.duplicates().map((mark) => [mark.bucket, mark.of] as const))
    for (let at: number | undefined = of; at !== undefined; at = marks.get(at)) {
      if (at === bucket) return failed({ kind: 'duplicate-cycle', bucket: bucketId, of: ofId })
    }
    const [one, two] = [facts(bucket), facts(of)]
    const text = `${named(one)} is a duplicate of ${named(two)}.`
    return success(write({ kind: 'duplicate', bucket: one.id, of: two.id }, text, new Map(), now))
  }

  /** Lets a decision stand or not, and puts all that it can touch where it belongs then. */
  const turn = (number: number, reports: readonly string[], undone: number | null, now: number): void => {
    const wanted =
      undone === null
        ? readStoredMap(beforeOf.get(number) ?? '{}', `the decision ${number}`)
        : new Map<string, string>()
    if (undone === null) standingOf(bucketsOfReports(reports))
    const touched = putBack.closure(bucketsOfReports(reports))
    const places = putBack.placesOf(touched)
    setUndone.run(undone, number)
    setBefore.run(stored(places), number)
    if (reports.length === 0) return
    splits.divide()
    putBack.arrange(putBack.closure([...touched, ...bucketsOfReports(reports)]), wanted, now)
  }

  const undo: DecisionWriter['undo'] = (id, now) => {
    const found = find.get(id)
    if (!found) return missing('decision', id)
    turn(found.number, boundReports.all(found.number), now, now)
    return success(null)
  }

  const redo: DecisionWriter['redo'] = (id, now) => {
    const found = findUndone.get(id)
    if (!found) return missing('decision', id)
    turn(found.number, boundReports.all(found.number), null, now)
    const again = decisions.whole().find(({ decision }) => decision === id)
    if (!again) throw new Error(`the decision ${id} does not stand`)
    return success(shortened(again))
  }

  const adopt: DecisionWriter['adopt'] = (list, now) => {
    // Several acts can be of one decision.
    const each = new Map(list.toReversed().map((decision) => [decision.decision, decision] as const))
    const fresh = [...each.values()].toReversed().filter(({ decision }) => isKnown.get(decision) === undefined)
    const places = standingOf(bucketsOfReports(fresh.flatMap(({ what }) => reportsIn(what))))
    for (const decision of fresh) {
      const own = putBack.placesOf(bucketsOfReports(reportsIn(decision.what)))
      insertDecision(decision, stored(new Map([...own.keys()].map((key) => [key, places.get(key) ?? '']))))
    }
    if (fresh.length > 0) settler.settle(now)
    return success(fresh.length)
  }

  return { merge, split, keepApart, markDuplicate, undo, redo, adopt, settleWaiting }
}
