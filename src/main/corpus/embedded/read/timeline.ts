import type { Timeline } from '../../../../shared/model/bucket-detail.ts'
import type { Connection } from '../connection.ts'

/** When the reports of a bucket were seen, the oldest day first and of a day by kernel. */
export const createTimelineReader = (db: Connection): ((bucket: number) => Timeline) => {
  const points = db.prepare<[number], Timeline['points'][number]>(`
    SELECT seen - ((seen % 86400000) + 86400000) % 86400000 AS day, kernel, count(*) AS count
    FROM report WHERE bucket = ? GROUP BY day, kernel ORDER BY day, kernel
  `)
  return (bucket) => ({ points: points.all(bucket) })
}
