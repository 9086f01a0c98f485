import type { OtherBug } from '../../../../shared/model/bucket-detail.ts'
import type { ReportId } from '../../../../shared/model/ids.ts'
import { scoreText } from '../../../../shared/model/score-text.ts'
import type { ClusterRule, SimilarityIndex } from '../../../cluster/rule.ts'
import type { Connection } from '../connection.ts'
import type { BucketUnit } from './bucket-units.ts'

const day = 86_400_000
/** Of reports with one title that are farther apart than this, a fifth at most are one bug (docs/accuracy.md). */
const eraDays = 180
/** Units that are compared with each other. */
const comparedUnits = 40
/** Signs that are shown. */
const shownSigns = 5
/** Most reports of a part that are named; a larger one is split off by hand. */
const namedReports = 1000

export type OtherBugFinder = (bucket: number, units: readonly BucketUnit[]) => readonly OtherBug[]

const counted = (count: number): string => (count === 1 ? '1 report' : `${count} reports`)

/** Left out of a sign whose part is too large. */
const named = (count: number, ids: () => readonly ReportId[]): Pick<OtherBug, 'reports'> =>
  count > namedReports ? {} : { reports: ids() }

export const createOtherBugFinder = (
  db: Connection,
  rule: ClusterRule
): ((index: SimilarityIndex) => OtherBugFinder) => {
  const eras = db.prepare<[number, number], { readonly seen: number; readonly before: number }>(`
    SELECT seen, before FROM (
      SELECT seen, lag(seen) OVER (ORDER BY seen) AS before FROM report WHERE bucket = ?
    ) WHERE seen - before > ? ORDER BY seen DESC
  `)
  const countUntil = db
    .prepare<[number, number], number>('SELECT count(*) FROM report WHERE bucket = ? AND seen <= ?')
    .pluck()
  const newestUntil = db
    .prepare<[number, number], ReportId>(
      'SELECT id FROM report WHERE bucket = ? AND seen <= ? ORDER BY seen DESC, substr(id, 1, 16), position LIMIT 1'
    )
    .pluck()
  const newest = db
    .prepare<[number], ReportId>(
      'SELECT id FROM report WHERE bucket = ? ORDER BY seen DESC, substr(id, 1, 16), position LIMIT 1'
    )
    .pluck()

  const idsUntil = db
    .prepare<[number, number], ReportId>('SELECT id FROM report WHERE bucket = ? AND seen <= ? ORDER BY id')
    .pluck()
  const idsOfUnit = db.prepare<[number], ReportId>('SELECT id FROM report WHERE unit = ? ORDER BY id').pluck()

  const byDate = (bucket: number): readonly OtherBug[] =>
    eras.all(bucket, eraDays * day).flatMap(({ seen, before }) => {
      const report = newestUntil.get(bucket, before)
      const against = newest.get(bucket)
      const count = countUntil.get(bucket, before) ?? 0
      if (report === undefined || against === undefined || count === 0) return []
      const days = Math.round((seen - before) / day)
      const text = `${counted(count)} ${count === 1 ? 'is' : 'are'} from ${days} days before the others: what comes back so late is another bug more often than not.`
      return [{ kind: 'date', text, report, against, count, ...named(count, () => idsUntil.all(bucket, before)) }]
    })

  const byStack = (index: SimilarityIndex, units: readonly BucketUnit[]): readonly OtherBug[] => {
    const known = units.slice(0, comparedUnits).flatMap((unit) => {
      const crash = index.get(unit.number)
      return crash ? [{ unit, crash }] : []
    })
    const [main] = known
    if (!main || known.length < 2) return []
    return known.slice(1).flatMap(({ unit, crash }) => {
      const others = known.filter((other) => other.unit !== unit)
      const sum = others.reduce((total, other) => total + rule.score(crash, other.crash), 0)
      const average = sum / others.length
      if (average > rule.join) return []
      const { count, report } = unit
      const text = `${counted(count)} ${count === 1 ? 'has' : 'have'} a call trace that is little like the others: on average a chance of ${scoreText(average)} to be one bug with them.`
      const reports = named(count, () => idsOfUnit.all(unit.number))
      return [{ kind: 'stack' as const, text, report, against: main.unit.report, count, ...reports }]
    })
  }

  return (index) => (bucket, units) => [...byDate(bucket), ...byStack(index, units)].slice(0, shownSigns)
}
