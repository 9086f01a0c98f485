import type { Connection } from '../connection.ts'

/** Reports that name a bucket: as many as these. */
export const namedReports = 300

/** Buckets and reports of the first schema, as they are called now. */
export const createOldBuckets = (db: Connection) => {
  const numberOf = db.prepare<[string], number>('SELECT number FROM bucket WHERE id = ?').pluck()
  const heir = db.prepare<[string], string>('SELECT went_into FROM bucket_alias WHERE id = ?').pluck()
  const idOfBucket = db
    .prepare<[string], string>(
      'SELECT bucket.id FROM report JOIN bucket ON bucket.number = report.bucket WHERE report.id = ?'
    )
    .pluck()
  const titleOf = db.prepare<[number], string>('SELECT title FROM bucket WHERE number = ?').pluck()
  const before = db
    .prepare<[], string>(`SELECT before FROM decision WHERE undone IS NULL AND what LIKE '{"kind":"same"%'`)
    .pluck()
  // Of each unit that a standing merge moved, the buckets that it was in.
  const places = new Map<string, Set<string>>()
  for (const stored of before.all()) {
    for (const [unit, bucket] of Object.entries(JSON.parse(stored) as Record<string, string>)) {
      places.set(unit, (places.get(unit) ?? new Set()).add(bucket))
    }
  }
  const reportsOf = db.prepare<[number], { readonly id: string; readonly key: string; readonly imported: number }>(`
    SELECT report.id, unit.key, log.imported FROM report JOIN unit ON unit.number = report.unit
    JOIN log ON log.number = report.log WHERE report.bucket = ? ORDER BY report.id
  `)
  const bucketNow = (id: string): number | null => {
    const passed = new Set<string>()
    for (let at: string | undefined = id; at !== undefined && !passed.has(at); at = heir.get(at)) {
      const found = numberOf.get(at)
      if (found !== undefined) return found
      passed.add(at)
    }
    return null
  }
  return {
    bucketNow,
    holding: (reports: readonly string[]): string | null => {
      for (const report of reports) {
        const found = idOfBucket.get(report)
        if (found !== undefined) return found
      }
      return null
    },
    titleNow: (id: string): string => titleOf.get(bucketNow(id) ?? -1) ?? '',
    /** Reports that the bucket had at a time, its own before those that a merge brought: the same in each copy. */
    reportsAt: (id: string, time: number): readonly string[] => {
      const bucket = bucketNow(id)
      const all = bucket === null ? [] : reportsOf.all(bucket)
      const own = all.filter(({ key }) => places.get(key)?.has(id) ?? true)
      const there = own.length > 0 ? own : all
      const then = there.filter(({ imported }) => imported <= time)
      return (then.length > 0 ? then : there).slice(0, namedReports).map((report) => report.id)
    }
  }
}
