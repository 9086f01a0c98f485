import type { ReportId } from '../../../../shared/model/ids.ts'
import type { Connection } from '../connection.ts'

/** A unit as a bucket's page knows it. */
export type BucketUnit = {
  readonly number: number
  readonly key: string
  readonly rule: number
  readonly count: number
  /** The newest of its reports. */
  readonly report: ReportId
}

/** The units of a bucket, the largest first; `count` at most. */
export const createBucketUnits = (db: Connection): ((bucket: number, count: number) => readonly BucketUnit[]) => {
  const all = db.prepare<[number, number], BucketUnit>(`
    SELECT unit.number, unit.key, unit.rule, unit.count, newest.id AS report
    FROM unit JOIN report AS newest ON newest.number = (
      SELECT number FROM report WHERE report.unit = unit.number ORDER BY seen DESC, id LIMIT 1
    )
    WHERE unit.bucket = ? ORDER BY unit.count DESC, unit.key LIMIT ?
  `)
  return (bucket, count) => all.all(bucket, count)
}
