import { createHash } from 'node:crypto'
import type { ReportId } from '../../../../shared/model/ids.ts'
import type { Report } from '../../../../shared/model/report.ts'
import type { Seen, SeenSource } from '../../../../shared/model/seen.ts'
import type { Fingerprint } from '../../../cluster/fingerprint.ts'
import type { ClusterRule, Crash, Range } from '../../../cluster/rule.ts'
import type { Connection } from '../connection.ts'
import { countedDays } from '../counted-days.ts'
import { packFingerprint } from '../fingerprint-bytes.ts'
import type { Terms } from '../terms.ts'
import type { Units } from '../units.ts'
import type { BucketWriter } from './buckets.ts'

/** The signature of a report under a rule. */
export type Signed = {
  /** Names the unit of its reports. */
  readonly key: string
  /** What all reports of the unit have in common. */
  readonly fingerprint: Fingerprint
  readonly kernelDay: number | null
}

export const signReport = (rule: ClusterRule, report: Report, id: ReportId): Signed => {
  const fingerprint = rule.fingerprintOf(report)
  const { text, fingerprint: common } = rule.signatureOf(fingerprint)
  const signed = text === null ? `report ${id}` : `signature ${text}`
  const key = createHash('sha256').update(`rule ${rule.version} ${signed}`).digest('hex').slice(0, 24)
  return { key, fingerprint: common, kernelDay: fingerprint.kernelDay }
}

/** A bucket that may have lost its last report to a parser that reads it otherwise, and what that report was. */
export type Former = { readonly bucket: number; readonly crash: Crash | null }

/** What a unit is opened with. */
export type UnitSeed = { readonly key: string; readonly rule: number; readonly fingerprint: Buffer }

export type UnitWriter = {
  readonly seedOf: (signed: Signed) => UnitSeed
  /** The unit of a new report, opened in the likeliest bucket when it is not there; the report is counted in. */
  readonly take: (
    signed: Signed,
    seen: Pick<Seen, 'time' | 'source'>,
    former: Former | null
  ) => { readonly unit: number; readonly bucket: number }
  /** Takes a report away, once its row is gone or names another unit. */
  readonly release: (unit: number) => void
  /** Takes the times of a unit from its reports again; `kernels` are those of reports that are gone from it. */
  readonly redate: (unit: number, kernels: Iterable<string>) => void
  /** Marks a unit, and all that it may hold together, to be settled. */
  readonly unsettle: (unit: number) => void
  /**
   * Puts a report into another unit, which is opened in the report's bucket when it is not there. Answers the buckets
   * that it left and went to; whoever asked refreshes them.
   */
  readonly rehome: (report: number, seed: UnitSeed) => { readonly from: number; readonly to: number } | null
  /** Runs work after which every unit is settled anyway, so that none need be marked for it. */
  readonly quietly: (work: () => void) => void
}

type Ends = {
  readonly first_day: number | null
  readonly last_day: number | null
  readonly first_kernel: number | null
  readonly last_kernel: number | null
}

const sameEnds = (a: Ends, b: Ends): boolean =>
  a.first_day === b.first_day &&
  a.last_day === b.last_day &&
  a.first_kernel === b.first_kernel &&
  a.last_kernel === b.last_kernel

const least = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? (a ?? b) : Math.min(a, b)
const most = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? (a ?? b) : Math.max(a, b)

export const createUnitWriter = (
  db: Connection,
  rule: ClusterRule,
  units: Units,
  terms: Terms,
  buckets: BucketWriter
): UnitWriter => {
  const find = db.prepare<[string], { readonly number: number; readonly bucket: number } & Ends>(
    'SELECT number, bucket, first_day, last_day, first_kernel, last_kernel FROM unit WHERE key = ?'
  )
  const newest = db.prepare<[], number | null>('SELECT max(number) FROM unit').pluck()
  const endsOf = db.prepare<[number], Ends>(
    'SELECT first_day, last_day, first_kernel, last_kernel FROM unit WHERE number = ? AND count > 0'
  )
  const bucketOf = db.prepare<[number], number>('SELECT bucket FROM unit WHERE number = ?').pluck()
  const insert = db.prepare<[UnitSeed & Ends & { readonly number: number; readonly bucket: number }]>(`
    INSERT INTO unit (
      number, key, rule, fingerprint, bucket, count, first_day, last_day, first_kernel, last_kernel, held, settled, changed
    ) VALUES (
      :number, :key, :rule, :fingerprint, :bucket, 0, :first_day, :last_day, :first_kernel, :last_kernel, 0, 0,
      (SELECT coalesce(max(changes), 0) + 1 FROM meta)
    )
  `)
  const addOne = db.prepare<[number]>('UPDATE unit SET count = count + 1 WHERE number = ?')
  const takeOne = db
    .prepare<[number], number>('UPDATE unit SET count = count - 1 WHERE number = ? RETURNING count')
    .pluck()
  const drop = db.prepare<[number]>('DELETE FROM unit WHERE number = ?')
  const setEnds = db.prepare<[Ends & { readonly unit: number }]>(`
    UPDATE unit SET first_day = :first_day, last_day = :last_day, first_kernel = :first_kernel,
      last_kernel = :last_kernel, settled = 0, changed = (SELECT coalesce(max(changes), 0) + 1 FROM meta) WHERE number = :unit
  `)
  const unsettle = db.prepare<[number]>('UPDATE unit SET settled = 0 WHERE number = ? AND settled = 1')
  const unsettleBucket = db.prepare<[number]>('UPDATE unit SET settled = 0 WHERE bucket = ? AND settled = 1')
  const seenEnds = ['', ' DESC'].map((order) =>
    db.prepare<[number], { readonly seen: number; readonly seen_from: SeenSource }>(
      `SELECT seen, seen_from FROM report WHERE unit = ? AND seen_from <> 'file' ORDER BY seen${order} LIMIT 1`
    )
  )
  const kernelsOf = db
    .prepare<[number], string>('SELECT DISTINCT kernel FROM report WHERE unit = ? AND kernel IS NOT NULL')
    .pluck()
  const kernelStays = db.prepare<[number, string]>('SELECT 1 FROM report WHERE unit = ? AND kernel = ? LIMIT 1')
  const isEmpty = db.prepare<[number]>('SELECT 1 FROM bucket WHERE number = ? AND count = 0')
  const reportOf = db.prepare<
    [number],
    {
      readonly unit: number
      readonly bucket: number
      readonly kernel: string | null
      readonly seen: number
      readonly seen_from: SeenSource
    }
  >('SELECT unit, bucket, kernel, seen, seen_from FROM report WHERE number = ?')
  const setUnit = db.prepare<[number, number]>('UPDATE report SET unit = ? WHERE number = ?')

  const bucketNumber = (unit: number): number => {
    const found = bucketOf.get(unit)
    if (found === undefined) throw new Error(`there is no unit ${unit}`)
    return found
  }

  let quiet = false
  const unsettleAround = (unit: number): void => {
    if (quiet) return
    unsettle.run(unit)
    for (const other of units.index.neighbours(unit)) unsettle.run(other.unit)
  }

  const grow = (unit: number, ends: Ends, days: Range | null, kernelDay: number | null): void => {
    const grown: Ends = {
      first_day: least(ends.first_day, days?.[0] ?? null),
      last_day: most(ends.last_day, days?.[1] ?? null),
      first_kernel: least(ends.first_kernel, kernelDay),
      last_kernel: most(ends.last_kernel, kernelDay)
    }
    if (sameEnds(grown, ends)) return
    // Days that were not known may set others apart that were near.
    if (ends.first_kernel === null || ends.first_day === null) unsettleAround(unit)
    setEnds.run({ unit, ...grown })
    units.reload(unit)
  }

  /** Opens a unit in a bucket that is chosen once it is known what is near it. */
  const open = (
    seed: UnitSeed,
    { days, kernelDay }: { readonly days: Range | null; readonly kernelDay: number | null },
    bucketFor: (unit: number) => number
  ): { readonly unit: number; readonly bucket: number } => {
    const number = (newest.get() ?? 0) + 1
    const [first, last] = days ?? [null, null]
    const ends: Ends = { first_day: first, last_day: last, first_kernel: kernelDay, last_kernel: kernelDay }
    units.put({ number, fingerprint: seed.fingerprint, ...ends })
    const bucket = bucketFor(number)
    insert.run({ number, ...seed, ...ends, bucket })
    return { unit: number, bucket }
  }

  /** The bucket of the unit that is most alike, where that is like enough for two to be one bucket. */
  const likeliest = (unit: number): number | null => {
    const [best] = units.index.neighbours(unit).toSorted((a, b) => b.score - a.score || a.unit - b.unit)
    return best ? bucketNumber(best.unit) : null
  }

  /** A report parsed anew keeps the bucket that it left empty, where it is still like what was there. */
  const emptied = (former: Former | null, unit: number): number | null => {
    const crash = units.index.get(unit)
    if (!former?.crash || !crash || isEmpty.get(former.bucket) === undefined) return null
    return rule.score(former.crash, crash) > rule.join ? former.bucket : null
  }

  const release: UnitWriter['release'] = (unit) => {
    if (takeOne.get(unit) !== 0) return
    // What it may have held together must stand without it.
    unsettleAround(unit)
    if (!quiet) for (const other of units.index.disturbedBy([unit])) unsettle.run(other)
    unsettleBucket.run(bucketNumber(unit))
    drop.run(unit)
    units.drop(unit)
  }

  const redate: UnitWriter['redate'] = (unit, kernels) => {
    const ends = endsOf.get(unit)
    if (!ends) return
    const [first, last] = seenEnds.map((end) => {
      const seen = end.get(unit)
      return seen ? countedDays(seen.seen, seen.seen_from) : null
    })
    // Many reports of a unit have one kernel, so that looking for all of them is seldom needed.
    const gone = [...kernels].some((kernel) => kernelStays.get(unit, kernel) === undefined)
    const kernelDays = gone ? kernelsOf.all(unit).flatMap((kernel) => rule.kernelDay(kernel) ?? []) : null
    const found: Ends = {
      first_day: first?.[0] ?? null,
      last_day: last?.[1] ?? null,
      first_kernel: kernelDays ? kernelDays.reduce(least, null) : ends.first_kernel,
      last_kernel: kernelDays ? kernelDays.reduce(most, null) : ends.last_kernel
    }
    if (sameEnds(found, ends)) return
    // A narrower range parts it from others: they are settled with it.
    unsettleAround(unit)
    setEnds.run({ unit, ...found })
    units.reload(unit)
  }

  return {
    seedOf: ({ key, fingerprint }) => ({
      key,
      rule: rule.version,
      fingerprint: packFingerprint(fingerprint, terms.number)
    }),
    take: (signed, seen, former) => {
      const days = countedDays(seen.time, seen.source)
      const { kernelDay, fingerprint, key } = signed
      const known = find.get(key)
      if (known) {
        addOne.run(known.number)
        grow(known.number, known, days, kernelDay)
        return { unit: known.number, bucket: known.bucket }
      }
      const seed = { key, rule: rule.version, fingerprint: packFingerprint(fingerprint, terms.number) }
      const opened = open(
        seed,
        { days, kernelDay },
        (unit) => likeliest(unit) ?? emptied(former, unit) ?? buckets.open({ key })
      )
      addOne.run(opened.unit)
      return opened
    },
    quietly: (work) => {
      quiet = true
      try {
        work()
      } finally {
        quiet = false
      }
    },
    release,
    redate,
    unsettle: unsettleAround,
    rehome: (report, seed) => {
      const found = reportOf.get(report)
      if (!found) return null
      const days = countedDays(found.seen, found.seen_from)
      const kernelDay = found.kernel === null ? null : rule.kernelDay(found.kernel)
      const known = find.get(seed.key)
      if (known?.number === found.unit) return null
      const into = known?.number ?? open(seed, { days, kernelDay }, () => found.bucket).unit
      setUnit.run(into, report)
      addOne.run(into)
      if (known) {
        grow(into, known, days, kernelDay)
        buckets.moveReport(report, found.bucket, known.bucket)
      }
      unsettleAround(into)
      release(found.unit)
      redate(found.unit, found.kernel === null ? [] : [found.kernel])
      return { from: found.bucket, to: known?.bucket ?? found.bucket }
    }
  }
}
