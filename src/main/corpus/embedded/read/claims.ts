import type { BucketId, LogId, ReportId } from '../../../../shared/model/ids.ts'
import type { FileTime } from '../../../../shared/model/seen.ts'
import type { ClaimedBucket, Provenance } from '../../triage.ts'
import type { FindBucket } from '../bucket-finder.ts'
import type { Connection } from '../connection.ts'

/** What goes with buckets to another corpus: their logs, and what the buckets are called. */
export type ClaimReader = {
  readonly claims: (
    buckets: readonly BucketId[] | null,
    after: string,
    limit: number
  ) => { readonly claims: readonly ClaimedBucket[]; readonly next: string | null }
  readonly logsOf: (buckets: readonly BucketId[] | null, after: LogId | null, limit: number) => readonly LogId[]
  readonly provenance: (log: LogId) => Provenance | null
}

type BucketRow = { readonly number: number; readonly id: BucketId; readonly opened: number }
type LogRow = {
  readonly number: number
  readonly size: number
  readonly seen: number
  readonly folder_time: number | null
  readonly folder_assumes: NonNullable<FileTime['folder']>['assumes'] | null
}
type Chosen = { readonly buckets: string; readonly after: string; readonly limit: number }

const logsOfBuckets = 'SELECT log FROM report WHERE bucket IN (SELECT value FROM json_each(:buckets))'

export const createClaimReader = (db: Connection, find: FindBucket): ClaimReader => {
  const all = db.prepare<[{ readonly after: string; readonly limit: number }], BucketRow>(
    'SELECT number, id, opened FROM bucket WHERE count > 0 AND id > :after ORDER BY id LIMIT :limit'
  )
  const some = db.prepare<[Chosen], BucketRow>(`
    SELECT number, id, opened FROM bucket
    WHERE number IN (SELECT bucket FROM report WHERE log IN (${logsOfBuckets})) AND id > :after
    ORDER BY id LIMIT :limit
  `)
  const reportsOf = db.prepare<[number], ReportId>('SELECT id FROM report WHERE bucket = ? ORDER BY id').pluck()
  const reportsIn = db
    .prepare<[{ readonly bucket: number; readonly buckets: string }], ReportId>(
      `SELECT id FROM report WHERE bucket = :bucket AND log IN (${logsOfBuckets}) ORDER BY id`
    )
    .pluck()
  const allLogs = db
    .prepare<[{ readonly after: Buffer; readonly limit: number }], LogId>(
      'SELECT lower(hex(sha256)) FROM log WHERE reports > 0 AND sha256 > :after ORDER BY sha256 LIMIT :limit'
    )
    .pluck()
  const someLogs = db
    .prepare<[{ readonly buckets: string; readonly after: Buffer; readonly limit: number }], LogId>(
      `SELECT lower(hex(sha256)) FROM log
       WHERE number IN (${logsOfBuckets}) AND sha256 > :after ORDER BY sha256 LIMIT :limit`
    )
    .pluck()
  const log = db.prepare<[Buffer], LogRow>(
    'SELECT number, size, seen, folder_time, folder_assumes FROM log WHERE sha256 = ?'
  )
  const origins = db.prepare<[number], Provenance['origins'][number]>(
    'SELECT file, modified FROM origin WHERE log = ? ORDER BY file'
  )
  const numbersOf = (buckets: readonly BucketId[]): string => JSON.stringify(buckets.flatMap((id) => find(id) ?? []))

  return {
    claims: (buckets, after, limit) => {
      const chosen = buckets === null ? null : numbersOf(buckets)
      const rows = chosen === null ? all.all({ after, limit }) : some.all({ buckets: chosen, after, limit })
      return {
        claims: rows.map(({ number, id, opened }) => ({
          bucket: id,
          opened,
          reports: chosen === null ? reportsOf.all(number) : reportsIn.all({ bucket: number, buckets: chosen })
        })),
        next: rows.length < limit ? null : (rows.at(-1)?.id ?? null)
      }
    },
    logsOf: (buckets, after, limit) => {
      const from = Buffer.from(after ?? '', 'hex')
      return buckets === null
        ? allLogs.all({ after: from, limit })
        : someLogs.all({ buckets: numbersOf(buckets), after: from, limit })
    },
    provenance: (id) => {
      const row = log.get(Buffer.from(id, 'hex'))
      if (!row) return null
      const { number, size, seen, folder_time: time, folder_assumes: assumes } = row
      return {
        size,
        modified: seen,
        folder: time === null || assumes === null ? null : { time, assumes },
        origins: origins.all(number)
      }
    }
  }
}
