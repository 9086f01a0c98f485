import type { BucketId } from '../../../../shared/model/ids.ts'
import type { StoredAct } from '../../triage.ts'
import { actOf, type ActRow } from '../act-rows.ts'
import type { FindBucket } from '../bucket-finder.ts'
import type { Connection } from '../connection.ts'

/** Whole acts in the order that is the same everywhere; `after` counts those passed before. */
export type ActReader = (
  buckets: readonly BucketId[] | null,
  after: number,
  limit: number
) => { readonly acts: readonly StoredAct[]; readonly next: number | null }

export const createActReader = (db: Connection, find: FindBucket): ActReader => {
  const all = db.prepare<[number, number], ActRow>('SELECT * FROM act ORDER BY time, id LIMIT ? OFFSET ?')
  // An undo or redo goes with the acts that it turns.
  const some = db.prepare<[{ readonly buckets: string; readonly limit: number; readonly after: number }], ActRow>(`
    WITH about AS (
      SELECT act.id FROM act WHERE
        subject IN (SELECT number FROM subject WHERE bucket IN (SELECT value FROM json_each(:buckets)))
        OR other IN (SELECT number FROM subject WHERE bucket IN (SELECT value FROM json_each(:buckets)))
    )
    SELECT * FROM act WHERE id IN (SELECT id FROM about) OR (
      kind IN ('undo', 'redo') AND EXISTS (
        SELECT 1 FROM json_each(act.deed, '$.acts') AS turned WHERE turned.value IN (SELECT id FROM about)
      )
    ) ORDER BY time, id LIMIT :limit OFFSET :after
  `)
  return (buckets, after, limit) => {
    const rows =
      buckets === null
        ? all.all(limit, after)
        : some.all({ buckets: JSON.stringify(buckets.flatMap((id) => find(id) ?? [])), limit, after })
    return {
      acts: rows.map((row) => ({ act: actOf(row), undone: row.undone === 1 })),
      next: rows.length < limit ? null : after + rows.length
    }
  }
}
