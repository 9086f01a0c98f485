import type { Connection } from '../connection.ts'
import { createMergesOf } from '../merges.ts'

/**
 * Title, kind and frames of buckets: those that most of their reports have. Where buckets were merged the reports of the
 * one that was kept have the word, however many came with the others: a person said that this is what it is.
 */
export type BucketTitles = {
  readonly refresh: (bucket: number) => void
  /** Those whose title is another than it was: less work than `refresh` where it is not. */
  readonly retitle: (buckets: Iterable<number>) => void
  /** The same of all merged buckets and of these, after acts came, turned or were found elsewhere. */
  readonly retitleMerged: (also: Iterable<number>) => void
}

type Titled = { readonly title: string; readonly corrupted: number }

export const createBucketTitles = (db: Connection): BucketTitles => {
  const mergesOf = createMergesOf(db)
  const titleNow = db.prepare<[number], string>('SELECT title FROM bucket WHERE number = ? AND count > 0').pluck()
  // A torn title names a bucket only where all are torn. Ties are broken by the text, and those of reports by the id,
  // so that the order of an import does not matter.
  const mostHave = db.prepare<[number], Titled>(
    'SELECT title, corrupted FROM bucket_title WHERE bucket = ? ORDER BY corrupted, count DESC, title LIMIT 1'
  )
  const mostOfUnitsHave = db.prepare<[string, number], Titled>(`
    SELECT title, corrupted FROM report WHERE unit IN (SELECT value FROM json_each(?)) AND bucket = ?
    GROUP BY corrupted, title ORDER BY corrupted, count(*) DESC, title LIMIT 1
  `)
  const setTitle = db.prepare<[string, number]>('UPDATE bucket SET title = ? WHERE number = ?')
  const resum = db.prepare<[{ readonly bucket: number }]>(`
    UPDATE bucket SET kind = newest.kind, frame = newest.frame, callers = newest.callers
    FROM (
      SELECT report.* FROM report JOIN bucket AS own ON own.number = report.bucket
      WHERE report.bucket = :bucket AND report.title = own.title COLLATE BINARY
      ORDER BY report.seen DESC, substr(report.id, 1, 16), report.position LIMIT 1
    ) AS newest
    WHERE bucket.number = :bucket
  `)
  const merged = db
    .prepare<[], number>(
      `SELECT DISTINCT subject.bucket FROM act JOIN subject ON subject.number = act.subject
       WHERE act.kind = 'decision' AND act.undone = 0 AND subject.bucket IS NOT NULL
         AND json_extract(act.deed, '$.decision.what.kind') = 'same'`
    )
    .pluck()

  /** Units of the part that all standing merges kept; null where nothing was merged. */
  const kept = (bucket: number): ReadonlySet<number> | null => {
    let own: ReadonlySet<number> | null = null
    for (const { into, all } of mergesOf(bucket)) {
      if (into.size === 0 || into.size === all.size) continue
      const both: ReadonlySet<number> = own === null ? into : new Set([...own].filter((unit) => into.has(unit)))
      // An older merge may be of what a newer one brought in.
      if (both.size > 0) own = both
    }
    return own
  }

  const wanted = (bucket: number): string | undefined => {
    const units = kept(bucket)
    const own = units === null ? undefined : mostOfUnitsHave.get(JSON.stringify([...units]), bucket)
    if (own?.corrupted === 0) return own.title
    const any = mostHave.get(bucket)
    return any?.corrupted === 0 ? any.title : (own ?? any)?.title
  }

  const retitle = (buckets: Iterable<number>): void => {
    for (const bucket of buckets) {
      const title = wanted(bucket)
      if (title === undefined || title === titleNow.get(bucket)) continue
      setTitle.run(title, bucket)
      resum.run({ bucket })
    }
  }

  return {
    refresh: (bucket) => {
      const now = titleNow.get(bucket)
      if (now === undefined) return
      const title = wanted(bucket)
      if (title !== undefined && title !== now) setTitle.run(title, bucket)
      resum.run({ bucket })
    },
    retitle,
    retitleMerged: (also) => retitle(new Set([...merged.all(), ...also]))
  }
}
