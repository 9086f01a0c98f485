import type { BucketId } from '../../../../shared/model/ids.ts'
import type { StoredAct } from '../../triage.ts'
import { actOf, type ActRow } from '../act-rows.ts'
import type { FindBucket } from '../bucket-finder.ts'
import type { Connection } from '../connection.ts'

/** Whole acts in the order that is the same everywhere, after the one that `after` names; empty for the first. */
export type ActReader = (
  buckets: readonly BucketId[] | null,
  after: string,
  limit: number
) => { readonly acts: readonly StoredAct[]; readonly next: string | null }

type After = { readonly time: number; readonly id: string; readonly limit: number }

const beginning = { time: Number.MIN_SAFE_INTEGER, id: '' }

const placeOf = (after: string): Omit<After, 'limit'> => {
  const [time, id] = after.split(' ')
  return id === undefined ? beginning : { time: Number(time), id }
}

export const createActReader = (db: Connection, find: FindBucket): ActReader => {
  const all = db.prepare<[After], ActRow>(
    'SELECT * FROM act WHERE (time, id) > (:time, :id) ORDER BY time, id LIMIT :limit'
  )
  // An undo or redo goes with the acts that it turns.
  const some = db.prepare<[After & { readonly buckets: string }], ActRow>(`
    WITH about AS (
      SELECT act.id FROM act WHERE
        subject IN (SELECT number FROM subject WHERE bucket IN (SELECT value FROM json_each(:buckets)))
        OR other IN (SELECT number FROM subject WHERE bucket IN (SELECT value FROM json_each(:buckets)))
    )
    SELECT * FROM act WHERE (time, id) > (:time, :id) AND (id IN (SELECT id FROM about) OR (
      kind IN ('undo', 'redo') AND EXISTS (
        SELECT 1 FROM json_each(act.deed, '$.acts') AS turned WHERE turned.value IN (SELECT id FROM about)
      )
    )) ORDER BY time, id LIMIT :limit
  `)
  return (buckets, after, limit) => {
    const from = placeOf(after)
    const rows =
      buckets === null
        ? all.all({ ...from, limit })
        : some.all({ buckets: JSON.stringify(buckets.flatMap((id) => find(id) ?? [])), ...from, limit })
    const last = rows.at(-1)
    return {
      acts: rows.map((row) => ({ act: actOf(row), undone: row.undone === 1 })),
      next: rows.length < limit || !last ? null : `${last.time} ${last.id}`
    }
  }
}
