import type { ReportId } from '../../../../shared/model/ids.ts'
import type { SeenSource } from '../../../../shared/model/seen.ts'
import type { SimilarBucket, SimilarReport } from '../../../../shared/model/similar.ts'
import type { ClusterRule, Crash, Scored } from '../../../cluster/rule.ts'
import type { SimilarTo } from '../../clusters.ts'
import type { FindBucket } from '../bucket-finder.ts'
import type { Connection } from '../connection.ts'
import { countedDays } from '../counted-days.ts'
import type { Units } from '../units.ts'
import type { BucketReader } from './buckets.ts'
import { createBucketUnits } from './bucket-units.ts'
import { namedOrigin } from './logs.ts'

export type SimilarReader = {
  readonly similarBuckets: (of: SimilarTo, limit: number) => readonly SimilarBucket[] | null
  readonly similarReports: (of: SimilarTo, limit: number) => readonly SimilarReport[] | null
  /** A stored report as similarity sees it. */
  readonly crashOf: (
    report: ReportId
  ) => { readonly crash: Crash; readonly unit: number; readonly bucket: number; readonly time: number } | null
}

/** Units of a bucket that stand for it. */
const standing = 20
/** Units that are scored for one answer, at the least. */
const leastUnits = 100
/** Reports of one unit that are scored, those nearest in time; the others are the same but for their time. */
const unitReports = 50

type Query = {
  readonly crashes: readonly Crash[]
  /** What must not be in the answer. */
  readonly bucket: number | null
  readonly report: ReportId | null
  /** Milliseconds since 1970; of the reports of one unit those nearest to it are compared. */
  readonly time: number
}

type Placed = {
  readonly id: ReportId
  readonly number: number
  readonly unit: number
  readonly bucket: number
  readonly seen: number
  readonly seenFrom: SeenSource
  readonly kernel: string | null
}

export const createSimilarReader = (
  db: Connection,
  rule: ClusterRule,
  parts: { readonly buckets: BucketReader; readonly find: FindBucket; readonly units: Units }
): SimilarReader => {
  const { buckets, find, units } = parts
  const unitsOf = createBucketUnits(db)
  const placed = 'SELECT id, number, unit, bucket, seen, seen_from AS seenFrom, kernel FROM report'
  const one = db.prepare<[string], Placed>(`${placed} WHERE id = ?`)
  const nearest = db.prepare<[number, number, number], Placed>(
    `${placed} WHERE unit = ? ORDER BY abs(seen - ?), id LIMIT ?`
  )
  const bucketOf = db.prepare<[number], number>('SELECT bucket FROM unit WHERE number = ?').pluck()
  const newestOf = db
    .prepare<[number], ReportId>('SELECT id FROM report WHERE unit = ? ORDER BY seen DESC, id LIMIT 1')
    .pluck()
  const shown = db.prepare<[number], Omit<SimilarReport, 'score' | 'reasons'>>(`
    SELECT report.id AS report, bucket.id AS bucket, ${namedOrigin('file', 'report.log')} AS file, report.title
    FROM report JOIN bucket ON bucket.number = report.bucket WHERE report.number = ?
  `)

  /** What a unit's reports share, with the time and kernel of one. */
  const datedAs = (common: Crash, { seen, seenFrom, kernel }: Placed): Crash => {
    const kernelDay = kernel === null ? null : rule.kernelDay(kernel)
    return {
      fingerprint: { ...common.fingerprint, kernel, kernelDay },
      seen: countedDays(seen, seenFrom),
      kernels: kernelDay === null ? null : [kernelDay, kernelDay]
    }
  }

  const crashOf: SimilarReader['crashOf'] = (id) => {
    const found = one.get(id)
    if (!found) return null
    units.refresh()
    const common = units.index.get(found.unit)
    if (!common) return null
    return { crash: datedAs(common, found), unit: found.unit, bucket: found.bucket, time: found.seen }
  }

  const queryOf = (of: SimilarTo): Query | null => {
    units.refresh()
    if (of.kind === 'crash') {
      const fingerprint = rule.fingerprintOf(of.report)
      const { kernelDay } = fingerprint
      const stated = of.report.times.find(({ assumes }) => assumes !== 'year')
      const crash: Crash = {
        fingerprint,
        seen: stated ? countedDays(stated.time, stated.source) : null,
        kernels: kernelDay === null ? null : [kernelDay, kernelDay]
      }
      return { crashes: [crash], bucket: null, report: null, time: stated?.time ?? 0 }
    }
    if (of.kind === 'report') {
      const found = crashOf(of.report)
      return found && { crashes: [found.crash], bucket: found.bucket, report: of.report, time: found.time }
    }
    const bucket = find(of.bucket)
    if (bucket === null) return null
    const crashes = unitsOf(bucket, standing).flatMap(({ number }) => units.index.get(number) ?? [])
    return { crashes, bucket, report: null, time: 0 }
  }

  /** Units by their best score with any of the crashes. */
  const alike = (crashes: readonly Crash[], limit: number): readonly (Scored & { readonly crash: Crash })[] => {
    const best = new Map<number, Scored & { readonly crash: Crash }>()
    for (const crash of crashes) {
      for (const { unit, score } of units.index.nearest(crash, Math.max(limit, leastUnits))) {
        if (score > (best.get(unit)?.score ?? -1)) best.set(unit, { unit, score, crash })
      }
    }
    return [...best.values()].sort((a, b) => b.score - a.score || a.unit - b.unit)
  }

  return {
    crashOf,
    similarBuckets: (of, limit) => {
      const query = queryOf(of)
      if (!query) return null
      const found = new Map<number, Scored & { readonly crash: Crash }>()
      for (const scored of alike(query.crashes, limit * 4)) {
        const bucket = bucketOf.get(scored.unit)
        if (bucket === undefined || bucket === query.bucket || found.has(bucket)) continue
        found.set(bucket, scored)
        if (found.size === limit) break
      }
      return [...found].flatMap(([number, { unit, score, crash }]) => {
        const bucket = buckets.byNumber(number)
        const report = newestOf.get(unit)
        const other = units.index.get(unit)
        if (!bucket || report === undefined || !other) return []
        return [{ bucket, report, score, reasons: [...rule.reasons(crash, other)] }]
      })
    },
    similarReports: (of, limit) => {
      const query = queryOf(of)
      if (!query) return null
      const scored: {
        readonly report: Placed
        readonly score: number
        readonly crash: Crash
        readonly other: Crash
      }[] = []
      let compared = 0
      for (const { unit, crash } of alike(query.crashes, limit)) {
        const common = units.index.get(unit)
        if (!common) continue
        for (const report of nearest.all(unit, query.time, Math.max(unitReports, Math.min(limit, 1000)))) {
          if (report.id === query.report || (of.kind === 'bucket' && report.bucket === query.bucket)) continue
          const other = datedAs(common, report)
          scored.push({ report, crash, other, score: rule.score(crash, other) })
        }
        compared += 1
        if (compared >= leastUnits && scored.length >= 2 * limit) break
      }
      return scored
        .sort((a, b) => b.score - a.score || (a.report.id < b.report.id ? -1 : 1))
        .slice(0, limit)
        .flatMap(({ report, score, crash, other }) => {
          const row = shown.get(report.number)
          return row ? [{ ...row, score, reasons: [...rule.reasons(crash, other)] }] : []
        })
    }
  }
}
