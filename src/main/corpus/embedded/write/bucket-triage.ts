import { zstdDecompressSync } from 'node:zlib'
import { deedSchema } from '../../../../shared/model/act.ts'
import type { BucketId } from '../../../../shared/model/ids.ts'
import { isUntouched, prioritySchema, type Triage } from '../../../../shared/model/triage.ts'
import { compareActs } from '../../../triage/order.ts'
import { triageOf, type Said } from '../../../triage/triage-of.ts'
import { cameBack, type SeenKernel } from '../came-back.ts'
import type { Connection } from '../connection.ts'
import type { DecisionRows } from '../decisions.ts'
import { createMergedSubjects } from '../merged-subjects.ts'
import { readStored } from '../read/stored.ts'

/** What the acts on a bucket add up to, kept beside the bucket. */
export type BucketTriage = {
  /** What stands of it now, from its acts. */
  readonly of: (bucket: number) => Triage
  readonly refresh: (bucket: number) => void
  readonly refreshMany: (buckets: Iterable<number>) => void
  /** These buckets, the kernels of all fixed ones, and all marks as duplicates. */
  readonly refreshAll: (buckets?: Iterable<number>) => void
}

type Stored = { readonly act: string; readonly time: number; readonly deed: string; readonly subject: number }

export const createBucketTriage = (db: Connection, decisions: DecisionRows): BucketTriage => {
  const said = db.prepare<[number], Stored>(`
    SELECT act.id AS act, act.time, act.deed, act.subject
    FROM subject JOIN act ON act.subject = subject.number AND act.kind = 'triage' AND act.undone = 0
    WHERE subject.bucket = ?
  `)
  const merged = createMergedSubjects(db)
  const texts = db
    .prepare<[number], Buffer>(
      `SELECT act.text FROM subject JOIN act ON act.subject = subject.number AND act.kind = 'note'
       WHERE subject.bucket = ? AND subject.kind = 'bucket' AND act.head = 1 AND act.text IS NOT NULL`
    )
    .pluck()
  const annotated = db.prepare<[number]>(
    `SELECT 1 FROM subject JOIN act ON act.subject = subject.number
     WHERE subject.bucket = ? AND act.head = 1 AND (act.kind = 'annotation' OR subject.kind = 'report')`
  )
  const kernels = db.prepare<[number], Omit<SeenKernel, 'known'>>(
    `SELECT kernel, min(seen) AS first,
       max(CASE WHEN seen_from <> 'file' AND seen_assumes <> 'year' THEN seen END) AS last
     FROM report WHERE bucket = ? AND kernel IS NOT NULL GROUP BY kernel ORDER BY kernel`
  )
  const kernelsNamed = db
    .prepare<[string, number], string>(
      `SELECT DISTINCT report.kernel FROM act JOIN subject ON subject.number = act.subject
       CROSS JOIN json_each(subject.anchors) AS named CROSS JOIN report ON report.id = named.value
       WHERE act.id = ? AND report.bucket = ? AND report.kernel IS NOT NULL`
    )
    .pluck()
  const exists = db.prepare<[number]>('SELECT 1 FROM bucket WHERE number = ?')
  const drop = db.prepare<[number]>('DELETE FROM bucket_triage WHERE bucket = ?')
  const save = db.prepare<Record<string, unknown>>(`
    INSERT OR REPLACE INTO bucket_triage
      (bucket, status, status_kind, until, until_reports, priority, owner, tags, came_back, duplicate_of, has_note)
    VALUES (:bucket, :status, :statusKind, :until, :untilReports, :priority, :owner, :tags, :cameBack, :of, :hasNote)
  `)
  const mark = db.prepare<[number, number]>('UPDATE bucket SET noted = ? WHERE number = ?')
  const idOf = db.prepare<[number], BucketId>('SELECT id FROM bucket WHERE number = ?').pluck()
  const marked = db.prepare<[], { readonly bucket: number; readonly of: string }>(
    'SELECT bucket, duplicate_of AS "of" FROM bucket_triage WHERE duplicate_of IS NOT NULL'
  )
  const markOf = db.prepare<[number], string | null>('SELECT duplicate_of FROM bucket_triage WHERE bucket = ?').pluck()
  const fixed = db.prepare<[], number>(`SELECT bucket FROM bucket_triage WHERE status_kind = 'fixed'`).pluck()

  const allSaid = (bucket: number): readonly Said[] => {
    const rows = said.all(bucket)
    const others = rows.length > 1 ? merged(bucket) : new Set<number>()
    return rows.flatMap(({ act, time, deed, subject }) => {
      const read = readStored(deedSchema, deed, `the act ${act}`)
      return read.kind === 'triage' ? [{ act, time, own: !others.has(subject), change: read.change }] : []
    })
  }

  const standing = (bucket: number): Triage => {
    const words = allSaid(bucket)
    const triage = triageOf(words)
    if (triage.status.kind !== 'fixed') return triage
    const status = JSON.stringify(triage.status)
    const since = words
      .toSorted((a, b) => compareActs(b, a))
      .find(({ change }) => change.kind === 'status' && JSON.stringify(change.status) === status)
    const known = new Set(since ? kernelsNamed.all(since.act, bucket) : [])
    const seen = kernels.all(bucket).map((row) => ({ ...row, known: known.has(row.kernel) }))
    return { ...triage, cameBack: cameBack(triage.status, since?.time ?? 0, seen) }
  }

  /** Of each bucket that is marked as a duplicate, the id of the other one. */
  const duplicates = (): ReadonlyMap<number, BucketId> =>
    new Map(
      decisions.duplicates().flatMap(({ bucket, of }): readonly [number, BucketId][] => {
        const id = idOf.get(of)
        return id === undefined ? [] : [[bucket, id]]
      })
    )

  const refresh = (bucket: number, marks: ReadonlyMap<number, BucketId>): void => {
    if (exists.get(bucket) === undefined) {
      drop.run(bucket)
      return
    }
    const triage = standing(bucket)
    const hasNote = texts.all(bucket).some((text) => zstdDecompressSync(text).length > 0)
    const of = marks.get(bucket) ?? null
    if (isUntouched(triage) && !hasNote && of === null) {
      drop.run(bucket)
      mark.run(annotated.get(bucket) === undefined ? 0 : 1, bucket)
      return
    }
    const { status } = triage
    save.run({
      bucket,
      status: JSON.stringify(status),
      statusKind: status.kind,
      until: status.kind === 'ignored' ? status.until : null,
      untilReports: status.kind === 'ignored' ? status.reports : null,
      priority: prioritySchema.options.indexOf(triage.priority),
      owner: triage.owner,
      tags: JSON.stringify(triage.tags),
      cameBack: triage.cameBack ? JSON.stringify(triage.cameBack) : null,
      of,
      hasNote: hasNote ? 1 : 0
    })
    mark.run(1, bucket)
  }

  return {
    of: standing,
    refresh: (bucket) => refresh(bucket, duplicates()),
    refreshMany: (buckets) => {
      const marks = duplicates()
      for (const bucket of buckets) refresh(bucket, marks)
    },
    refreshAll: (buckets = []) => {
      const marks = duplicates()
      const changed = new Set([...fixed.all(), ...buckets])
      for (const { bucket, of } of marked.all()) if (marks.get(bucket) !== of) changed.add(bucket)
      for (const [bucket, of] of marks) if (markOf.get(bucket) !== of) changed.add(bucket)
      for (const bucket of changed) refresh(bucket, marks)
    }
  }
}
