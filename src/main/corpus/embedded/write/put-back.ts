import type { BucketId } from '../../../../shared/model/ids.ts'
import type { Connection } from '../connection.ts'
import type { BucketWriter } from './buckets.ts'
import type { NoteCarrier } from './carry-notes.ts'
import { formerIdsOf, type PartedGroup } from './former-ids.ts'
import type { LeadOn } from './lead-on.ts'
import type { Settler } from './settle.ts'

/** Puts units where they are without a decision that was just taken back. */
export type PutBack = (wanted: PutBackWanted, now: number) => void

export type PutBackWanted = {
  /** The bucket that each unit was in before the decision, by its key. */
  readonly before: ReadonlyMap<string, string>
  /** Units that a later decision moved too, or binds: they stay in their bucket unless it parts. */
  readonly decidedLater: ReadonlySet<string>
}

type Unit = { readonly number: number; readonly key: string; readonly bucket: number; readonly count: number }
type BucketRow = { readonly id: BucketId; readonly title: string; readonly opened: number; readonly count: number }

export const createPutBack = (
  db: Connection,
  parts: {
    readonly buckets: BucketWriter
    readonly notes: NoteCarrier
    readonly settler: Settler
    readonly leadOn: LeadOn
  }
): PutBack => {
  const { buckets, notes, settler, leadOn } = parts
  const unitByKey = db.prepare<[string], Unit>('SELECT number, key, bucket, count FROM unit WHERE key = ?')
  const unitsOf = db.prepare<[number], Unit>('SELECT number, key, bucket, count FROM unit WHERE bucket = ?')
  const bucketOfUnit = db.prepare<[number], number>('SELECT bucket FROM unit WHERE number = ?').pluck()
  const bucketRow = db.prepare<[number], BucketRow>('SELECT id, title, opened, count FROM bucket WHERE number = ?')
  const unsettledBuckets = db.prepare<[], number>('SELECT DISTINCT bucket FROM unit WHERE settled = 0').pluck()
  const setAlias = db.prepare<[string, string]>('INSERT OR REPLACE INTO bucket_alias (id, went_into) VALUES (?, ?)')

  const moveBack = (before: ReadonlyMap<string, string>, now: number): void => {
    for (const [key, id] of before) {
      const unit = unitByKey.get(key)
      if (!unit) continue
      const old = id as BucketId
      buckets.move(unit.number, unit.bucket, buckets.numberOf(old) ?? buckets.open({ id: old, opened: now }))
    }
  }

  /**
   * Which units of the touched buckets come together, found by settling all and taking that back: what is together by
   * other decisions or by the rule stays where it is, with its id and note.
   */
  const groupsWithout = (before: ReadonlyMap<string, string>, now: number): readonly (readonly Unit[])[] => {
    db.exec('DROP TABLE IF EXISTS temp.stood')
    db.exec('CREATE TEMP TABLE stood AS SELECT number, bucket FROM unit')
    const touched = new Set(unsettledBuckets.all())
    for (const key of before.keys()) {
      const unit = unitByKey.get(key)
      if (unit) touched.add(unit.bucket)
    }
    db.exec('SAVEPOINT parting')
    const where = new Map<number, number>()
    try {
      moveBack(before, now)
      settler.settle(now)
      const moved = db.prepare<[], { readonly was: number; readonly bucket: number }>(
        `SELECT stood.bucket AS was, unit.bucket FROM temp.stood JOIN unit ON unit.number = stood.number
         WHERE stood.bucket <> unit.bucket`
      )
      for (const { was, bucket } of moved.iterate()) touched.add(was).add(bucket)
      const stood = db.prepare<[number], number>('SELECT number FROM temp.stood WHERE bucket = ?').pluck()
      for (const bucket of touched) {
        for (const unit of stood.all(bucket)) {
          const found = bucketOfUnit.get(unit)
          if (found !== undefined) where.set(unit, found)
        }
      }
    } finally {
      db.exec('ROLLBACK TO parting')
      db.exec('RELEASE parting')
    }
    db.exec('DROP TABLE temp.stood')
    const units = [...touched].flatMap((bucket) => unitsOf.all(bucket))
    return [...Map.groupBy(units, ({ number }) => where.get(number)).values()]
  }

  const rowOf = (bucket: number): BucketRow => {
    const found = bucketRow.get(bucket)
    if (!found) throw new Error(`there is no bucket ${bucket}`)
    return found
  }

  return ({ before, decidedLater }, now) => {
    const groups = groupsWithout(before, now)
    const placeOf = new Map(groups.flatMap((group, place) => group.map(({ number }) => [number, place] as const)))
    const touched = [...new Set(groups.flatMap((group) => group.map(({ bucket }) => bucket)))]
    const rows = new Map(touched.map((bucket) => [bucket, rowOf(bucket)]))
    const parting = new Set(
      touched.filter((bucket) => new Set(unitsOf.all(bucket).map(({ number }) => placeOf.get(number))).size > 1)
    )
    // A bucket that holds other units now keeps its id.
    const isFree = (id: string): boolean => {
      const number = buckets.numberOf(id as BucketId)
      return number === null || rows.has(number) || rowOf(number).count === 0
    }
    const wanted = groups.map((group): PartedGroup => {
      const parts = group.some(({ bucket }) => parting.has(bucket))
      return {
        parts,
        units: group.map(({ key, bucket, count }) => {
          const former = before.get(key)
          const counts = former !== undefined && (parts || !decidedLater.has(key)) && isFree(former)
          return { key, count, current: rowOf(bucket).id, former: counts ? former : null }
        })
      }
    })
    const { chosen, heirs } = formerIdsOf(wanted)

    const opened: BucketId[] = []
    const targets = chosen.map((id, place) => {
      if (id === null) return buckets.open({ key: wanted[place]?.units.map(({ key }) => key).sort()[0] ?? '' })
      const known = buckets.numberOf(id as BucketId)
      if (known !== null && (rows.has(known) || rowOf(known).count > 0)) return known
      opened.push(id as BucketId)
      return known ?? buckets.open({ id: id as BucketId, opened: now })
    })
    for (const [place, group] of groups.entries()) {
      const to = targets[place]
      if (to !== undefined) for (const { number, bucket } of group) buckets.move(number, bucket, to)
    }
    for (const id of opened) notes.takeBack(id, now)
    for (const [id, place] of heirs) {
      const to = targets[place]
      if (to === undefined || targets.includes(buckets.numberOf(id as BucketId) ?? -1)) continue
      const number = buckets.numberOf(id as BucketId)
      if (number !== null) leadOn(number, to, now)
      else if (buckets.find(id) !== to) {
        notes.takeBack(id as BucketId, now)
        notes.carry(id as BucketId, rowOf(to).title, buckets.idOf(to), now)
        setAlias.run(id, buckets.idOf(to))
      }
    }
    for (const bucket of new Set([...touched, ...targets])) if (bucketRow.get(bucket)) buckets.refresh(bucket)
    settler.settle(now)
  }
}
