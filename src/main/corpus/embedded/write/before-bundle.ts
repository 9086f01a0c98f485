import { zstdCompressSync } from 'node:zlib'
import { bucketIdSchema, reportIdSchema } from '../../../../shared/model/ids.ts'
import { list, record } from '../../../../shared/model/record.ts'
import { timeSchema } from '../../../../shared/model/time.ts'
import type { ClaimedBucket } from '../../triage.ts'
import { createBucketFinder } from '../bucket-finder.ts'
import type { Connection } from '../connection.ts'
import { createClaimReader } from '../read/claims.ts'
import { readStored, unpack } from '../read/stored.ts'

/**
 * The buckets as they were before the logs of a bundle came: their names count against those of the bundle, whatever
 * the logs have joined and parted by then. They outlive a kill, so that the bundle can be imported again.
 */
export type BeforeBundle = {
  readonly keep: (bundle: string) => void
  /** What was kept last, which is forgotten then. */
  readonly take: () => readonly ClaimedBucket[]
}

const kept = list(record({ bucket: bucketIdSchema, opened: timeSchema, reports: list(reportIdSchema) }))

export const createBeforeBundle = (db: Connection): BeforeBundle => {
  const reader = createClaimReader(db, createBucketFinder(db))
  const stored = db.prepare<[], { readonly bundle: string; readonly buckets: Buffer }>('SELECT * FROM before_bundle')
  const insert = db.prepare<[string, Buffer]>('INSERT INTO before_bundle (bundle, buckets) VALUES (?, ?)')
  const clear = db.prepare<[]>('DELETE FROM before_bundle')
  return {
    keep: (bundle) => {
      if (stored.get()?.bundle === bundle) return
      clear.run()
      const { claims } = reader.claims(null, '', -1)
      insert.run(bundle, zstdCompressSync(JSON.stringify(claims)))
    },
    take: () => {
      const found = stored.get()
      if (!found) return []
      clear.run()
      const text = Buffer.from(unpack(found.buckets, null, 'the buckets before a bundle')).toString('utf8')
      return readStored(kept, text, 'the buckets before a bundle')
    }
  }
}
