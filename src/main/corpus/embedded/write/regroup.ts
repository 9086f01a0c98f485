import { zstdDecompressSync } from 'node:zlib'
import type { BucketName, Regrouping } from '../../../../shared/model/bucket-detail.ts'
import type { BucketId, ReportId } from '../../../../shared/model/ids.ts'
import { reportSchema } from '../../../../shared/model/report.ts'
import type { ClusterRule } from '../../../cluster/rule.ts'
import type { RegroupingProgress } from '../../clusters.ts'
import { createBonds } from '../bonds.ts'
import type { Connection } from '../connection.ts'
import type { DecisionRows } from '../decisions.ts'
import { readStored } from '../read/stored.ts'
import type { Units } from '../units.ts'
import type { BucketWriter } from './buckets.ts'
import { createHomes, signatureOf, watchMoves } from './homes.ts'
import type { LeadOn } from './lead-on.ts'
import { createPutBack } from './put-back.ts'
import type { Settler } from './settle.ts'
import { signReport, type UnitSeed, type UnitWriter } from './units.ts'

/** Groups a corpus by the rule of this version: `step` until all is done, then `finish` within a transaction. */
export type Regrouper = {
  /** Forgets what former steps did. */
  readonly start: () => void
  /** Makes the signatures of some more reports, for about as long as somebody may wait. */
  readonly step: () => RegroupingProgress
  readonly finish: (now: number) => Regrouping
  /** Puts back what was before the last `finish`; null when there was none. */
  readonly undo: (now: number) => Regrouping | null
}

const stepMilliseconds = 60
/** Splits and merges that an answer lists, each. */
const listed = 200

type Flow = {
  readonly old_bucket: number
  readonly old_id: BucketId
  readonly old_title: string
  readonly bucket: number
  readonly count: number
}

export const createRegrouper = (
  db: Connection,
  rule: ClusterRule,
  parts: {
    readonly index: Units
    readonly units: UnitWriter
    readonly buckets: BucketWriter
    readonly settler: Settler
    readonly leadOn: LeadOn
    readonly decisions: DecisionRows
  }
): Regrouper => {
  const { index, units, buckets, settler, leadOn, decisions } = parts
  const putBack = createPutBack(db, rule, { ...parts, homes: createHomes(db), noteMoves: watchMoves(db) })
  const isOld = `rule <> ${rule.version}`
  const oldReports = db.prepare<[number, number], { readonly number: number; readonly id: ReportId }>(`
    SELECT report.number, report.id FROM report JOIN unit ON unit.number = report.unit
    WHERE report.number > ? AND unit.${isOld} ORDER BY report.number LIMIT ?
  `)
  // A unit opens where its first report is: in a bucket with a note, else in the largest.
  const movingOrder = db
    .prepare<[], number>(
      `SELECT report.number FROM report JOIN unit ON unit.number = report.unit JOIN bucket ON bucket.number = report.bucket
       WHERE unit.${isOld} ORDER BY bucket.noted DESC, bucket.count DESC, bucket.opened, bucket.id, report.number`
    )
    .pluck()
  const anyHome = db.prepare<[]>('SELECT 1 FROM home LIMIT 1')
  const anyHeld = db.prepare<[]>('SELECT 1 FROM unit WHERE held = 1 LIMIT 1')
  const countOld = db.prepare<[], number>(`SELECT coalesce(sum(count), 0) FROM unit WHERE ${isOld}`).pluck()
  const bodyOf = db.prepare<[number], Buffer>('SELECT body FROM report_body WHERE report = ?').pluck()
  const unitAt = db.prepare<[string], { readonly number: number; readonly bucket: number }>(
    'SELECT number, bucket FROM unit WHERE key = ?'
  )
  const bucketOfUnit = db.prepare<[number], number>('SELECT bucket FROM unit WHERE number = ?').pluck()
  const oldest = db.prepare<[], number>(`SELECT coalesce(min(rule), ${rule.version}) FROM unit`).pluck()
  const bucketCount = db.prepare<[], number>('SELECT count(*) FROM bucket WHERE count > 0').pluck()

  let signed = new Map<number, UnitSeed>()
  let seeds = new Map<string, UnitSeed>()
  let last = 0

  const sign = (number: number, id: ReportId): void => {
    const body = bodyOf.get(number)
    if (!body) return
    const report = readStored(reportSchema, zstdDecompressSync(body).toString('utf8'), `the report ${id}`)
    const made = signReport(rule, report, id)
    const seed = seeds.get(made.key) ?? units.seedOf(made)
    seeds.set(made.key, seed)
    signed.set(number, seed)
  }

  const start = (): void => {
    signed = new Map()
    seeds = new Map()
    last = 0
  }

  /** Notes which report is in which bucket and unit, for `flows` and an undo. */
  const remember = (): void => {
    for (const table of ['old_place', 'old_unit', 'old_bucket']) db.exec(`DROP TABLE IF EXISTS temp.${table}`)
    db.exec(`
      CREATE TEMP TABLE old_place AS
      SELECT report.number AS report, report.bucket, report.unit, bucket.id, bucket.title, report.title AS own_title
      FROM report JOIN bucket ON bucket.number = report.bucket;
      CREATE TEMP TABLE old_unit (number INTEGER PRIMARY KEY, key TEXT, rule INTEGER, fingerprint BLOB, bucket TEXT, home TEXT);
      INSERT INTO temp.old_unit
        SELECT unit.number, unit.key, unit.rule, unit.fingerprint, bucket.id, home.bucket
        FROM unit JOIN bucket ON bucket.number = unit.bucket
        LEFT JOIN home ON home.signature = ${signatureOf('unit.key')};
      CREATE TEMP TABLE old_bucket AS SELECT id, opened FROM bucket WHERE count > 0;
    `)
  }
  const flows = (): readonly Flow[] =>
    db
      .prepare<[], Flow>(
        `SELECT old.bucket AS old_bucket, old.id AS old_id, old.title AS old_title, report.bucket, count(*) AS count
         FROM temp.old_place AS old JOIN report ON report.number = old.report
         GROUP BY old.bucket, report.bucket ORDER BY old.title, old.id, count(*) DESC, report.bucket`
      )
      .all()
  const partTitle = (flow: Flow): string =>
    db
      .prepare<[number, number], string>(
        `SELECT own_title FROM temp.old_place AS old JOIN report ON report.number = old.report
         WHERE old.bucket = ? AND report.bucket = ? GROUP BY own_title ORDER BY count(*) DESC, own_title LIMIT 1`
      )
      .pluck()
      .get(flow.old_bucket, flow.bucket) ?? flow.old_title

  /** What names an emptied bucket means the one where most of its reports are now. */
  const leadOnEmptied = (all: readonly Flow[]): void => {
    const emptied = db.prepare<[number]>('SELECT 1 FROM bucket WHERE number = ? AND count = 0')
    for (const group of Map.groupBy(all, ({ old_bucket }) => old_bucket).values()) {
      const most = group.reduce((best, flow) => (flow.count > best.count ? flow : best))
      if (most.bucket !== most.old_bucket && emptied.get(most.old_bucket) !== undefined) {
        leadOn(most.old_bucket, most.bucket)
      }
    }
  }

  const answer = (all: readonly Flow[], from: number, to: number, before: number): Regrouping => {
    const byOld = [...Map.groupBy(all, ({ old_bucket }) => old_bucket).values()]
    const byNew = [...Map.groupBy(all, ({ bucket }) => bucket).entries()]
    const nameOf = ({ old_id, old_title }: Flow): BucketName => ({ bucket: old_id, title: old_title })
    const title = db.prepare<[number], string>('SELECT title FROM bucket WHERE number = ?').pluck()
    const splits = byOld.filter((group) => group.length > 1)
    const merges = byNew.filter(([, group]) => group.length > 1)
    // A bucket that was merged away and opened again by an undo has another number but its own id.
    const id = db.prepare<[number], string>('SELECT id FROM bucket WHERE number = ?').pluck()
    return {
      from,
      to,
      before,
      after: bucketCount.get() ?? 0,
      reports: all.reduce((sum, { bucket, old_id, count }) => (id.get(bucket) === old_id ? sum : sum + count), 0),
      splits: splits.slice(0, listed).flatMap((group) => {
        const [first] = group
        if (!first) return []
        return [{ bucket: nameOf(first), into: group.map((flow) => ({ title: partTitle(flow), count: flow.count })) }]
      }),
      merges: merges.slice(0, listed).map(([bucket, group]) => ({
        buckets: group.map(nameOf),
        title: title.get(bucket) ?? '',
        count: group.reduce((sum, { count }) => sum + count, 0)
      })),
      more: Math.max(0, splits.length - listed) + Math.max(0, merges.length - listed)
    }
  }

  /** A new unit is at home where most of its reports were, of those that a decision had moved or bound. */
  const carryHomes = (): void =>
    void db.exec(`
      DELETE FROM home;
      INSERT OR IGNORE INTO home (signature, bucket)
        SELECT ${signatureOf('unit.key')} AS signature, old_unit.home FROM temp.old_place AS old
        JOIN temp.old_unit ON old_unit.number = old.unit
        JOIN report ON report.number = old.report JOIN unit ON unit.number = report.unit
        WHERE old_unit.home IS NOT NULL
        GROUP BY signature, old_unit.home ORDER BY signature, count(*) DESC, old_unit.home
    `)
  const restoreHomes = (): void =>
    void db.exec(`
      DELETE FROM home WHERE signature NOT IN (SELECT ${signatureOf('key')} FROM unit)
        OR signature IN (SELECT ${signatureOf('key')} FROM former_unit);
      INSERT OR IGNORE INTO home (signature, bucket)
        SELECT ${signatureOf('key')}, home FROM former_unit WHERE home IS NOT NULL
    `)

  const forgetFormer = (): void => {
    for (const table of ['former_report', 'former_unit', 'former_bucket']) db.exec(`DELETE FROM ${table}`)
  }
  /** Keeps what was remembered for an undo, in place of what an earlier regrouping left for one. */
  const keepFormer = (): void => {
    forgetFormer()
    db.exec(`
      INSERT INTO former_bucket (id, opened) SELECT id, opened FROM temp.old_bucket;
      INSERT INTO former_unit (number, key, rule, fingerprint, bucket, home) SELECT * FROM temp.old_unit;
      INSERT INTO former_report (report, unit)
        SELECT report.id, old.unit FROM temp.old_place AS old JOIN report ON report.number = old.report;
    `)
  }
  /** Whether any report is in another unit or bucket than when it was remembered. */
  const isChanged = (): boolean =>
    db
      .prepare<[]>(
        `SELECT 1 FROM temp.old_place AS old JOIN temp.old_unit ON old_unit.number = old.unit
         JOIN report ON report.number = old.report JOIN unit ON unit.number = report.unit
         JOIN bucket ON bucket.number = report.bucket
         WHERE unit.key <> old_unit.key OR bucket.id <> old_unit.bucket LIMIT 1`
      )
      .get() !== undefined

  /** Buckets of the former state that the rule has otherwise: with other reports, or of other signatures. */
  const differingBuckets = (): ReadonlySet<string> =>
    new Set(
      db
        .prepare<[], { readonly former: string; readonly now: string }>(
          `SELECT DISTINCT former_unit.bucket AS former, bucket.id AS now
           FROM former_report JOIN former_unit ON former_unit.number = former_report.unit
           JOIN report ON report.id = former_report.report JOIN unit ON unit.number = report.unit
           JOIN bucket ON bucket.number = report.bucket
           WHERE unit.key <> former_unit.key OR bucket.id <> former_unit.bucket`
        )
        .all()
        .flatMap(({ former, now }) => [former, now])
    )

  /** Holds what is put back otherwise than the rule has it, and what is like that: else the rule would join them. */
  const holdWhereDiffers = (
    former: readonly { readonly key: string; readonly bucket: BucketId }[],
    differing: ReadonlySet<string>
  ): void => {
    const hold = db.prepare<[number]>('UPDATE unit SET held = 1, settled = 1 WHERE number = ?')
    const inBucket = db.prepare<[number], number>('SELECT number FROM unit WHERE bucket = ?').pluck()
    const near = new Set<number>()
    for (const { key, bucket } of former) {
      const unit = differing.has(bucket) ? unitAt.get(key) : undefined
      if (!unit) continue
      hold.run(unit.number)
      for (const other of index.index.neighbours(unit.number)) near.add(other.unit)
    }
    const formerBuckets = new Set(former.map(({ bucket }) => bucket))
    for (const bucket of new Set([...near].flatMap((unit) => bucketOfUnit.get(unit) ?? []))) {
      if (formerBuckets.has(buckets.idOf(bucket))) for (const unit of inBucket.all(bucket)) hold.run(unit)
    }
  }

  return {
    start,
    step: () => {
      const until = performance.now() + stepMilliseconds
      const of = countOld.get() ?? 0
      while (performance.now() < until) {
        const some = oldReports.all(last, 20)
        for (const { number, id } of some) {
          sign(number, id)
          last = number
        }
        if (some.length === 0) return { done: of, of }
      }
      return { done: Math.min(signed.size, Math.max(0, of - 1)), of }
    },
    finish: (now) => {
      index.refresh()
      const from = oldest.get() ?? rule.version
      const before = bucketCount.get() ?? 0
      if (countOld.get() === 0 && anyHeld.get() === undefined) {
        // All stands as this rule has it: what the last regrouping left stays what an undo puts back.
        start()
        return { from, to: rule.version, before, after: before, reports: 0, splits: [], merges: [], more: 0 }
      }
      remember()
      // What another process stored since the last step.
      for (const { number, id } of oldReports.all(0, -1)) if (!signed.has(number)) sign(number, id)
      const touched = new Set<number>()
      units.quietly(() => {
        for (const report of movingOrder.all()) {
          const seed = signed.get(report)
          const moved = seed && units.rehome(report, seed)
          if (moved && moved.from !== moved.to) touched.add(moved.from).add(moved.to)
        }
      })
      db.exec('UPDATE unit SET settled = 0, held = 0')
      // A bucket whose reports all have gone elsewhere is still there, for its id to be led on.
      const isEmpty = db.prepare<[number]>('SELECT 1 FROM bucket WHERE number = ? AND count = 0')
      for (const bucket of touched) if (isEmpty.get(bucket) === undefined) buckets.refresh(bucket)
      settler.settle(now)
      const all = flows()
      leadOnEmptied(all)
      carryHomes()
      if (isChanged()) keepFormer()
      start()
      return answer(all, from, rule.version, before)
    },
    undo: (now) => {
      index.refresh()
      const former = db
        .prepare<[], UnitSeed & { readonly number: number; readonly bucket: BucketId }>('SELECT * FROM former_unit')
        .all()
      if (former.length === 0) return null
      const from = oldest.get() ?? rule.version
      const before = bucketCount.get() ?? 0
      remember()
      const opened = db.prepare<[string], number>('SELECT opened FROM former_bucket WHERE id = ?').pluck()
      const reports = db.prepare<[number], { readonly number: number; readonly key: string }>(`
        SELECT report.number, unit.key FROM former_report JOIN report ON report.id = former_report.report
        JOIN unit ON unit.number = report.unit WHERE former_report.unit = ?
      `)
      const differing = differingBuckets()
      const touched = new Set<number>()
      for (const { number, key, rule: version, fingerprint, bucket } of former) {
        for (const report of reports.all(number)) {
          if (report.key === key) continue
          const moved = units.rehome(report.number, { key, rule: version, fingerprint })
          if (moved) touched.add(moved.from).add(moved.to)
        }
        const unit = unitAt.get(key)
        if (!unit) continue
        const known = buckets.numberOf(bucket)
        const home = known ?? buckets.open({ id: bucket, opened: opened.get(bucket) ?? now })
        buckets.move(unit.number, unit.bucket, home)
        touched.add(unit.bucket).add(home)
      }
      holdWhereDiffers(former, differing)
      const isEmpty = db.prepare<[number]>('SELECT 1 FROM bucket WHERE number = ? AND count = 0')
      for (const bucket of touched) if (isEmpty.get(bucket) === undefined) buckets.refresh(bucket)
      restoreHomes()
      settler.settle(now)
      // Of the decisions that stood then some may be taken back, and others stand.
      if (anyHome.get() !== undefined) {
        const bonds = createBonds()
        for (const bond of decisions.bonds()) bonds.add(bond)
        // What nothing binds any more is to be at home, whatever it was bound to then.
        const places = new Map(former.filter(({ key }) => bonds.binds(key)).map(({ key, bucket }) => [key, bucket]))
        const standing = former.flatMap(({ key }) => unitAt.get(key)?.bucket ?? [])
        putBack.arrange(putBack.closure(standing), places, now)
      }
      const all = flows()
      leadOnEmptied(all)
      for (const bucket of touched) buckets.refresh(bucket)
      forgetFormer()
      return answer(all, from, oldest.get() ?? rule.version, before)
    }
  }
}
