import type { BucketId } from '../../../../shared/model/ids.ts'
import type { ClusterRule } from '../../../cluster/rule.ts'
import { createBonds } from '../bonds.ts'
import type { Connection } from '../connection.ts'
import type { DecisionRows } from '../decisions.ts'
import type { BucketWriter } from './buckets.ts'
import { formerIdsOf, type PartedGroup } from './former-ids.ts'
import type { Homes, NoteMoves } from './homes.ts'
import type { LeadOn } from './lead-on.ts'
import type { Settler } from './settle.ts'

/** Puts units where the standing decisions want them, after some were taken back or stand again. */
export type PutBack = {
  /**
   * Buckets, by number, that can change when these do: those that hold an id which is home to any of their units, and
   * those whose units are at home in one of them.
   */
  readonly closure: (buckets: Iterable<number>) => readonly number[]
  /** Which bucket, by id, each unit of some buckets is in, by its key. */
  readonly placesOf: (buckets: Iterable<number>) => ReadonlyMap<string, string>
  /** `wanted`: the bucket that units are to be in again, by key, where the decisions allow it. */
  readonly arrange: (buckets: readonly number[], wanted: ReadonlyMap<string, string>, now: number) => void
}

type Unit = {
  readonly number: number
  readonly key: string
  readonly bucket: number
  readonly count: number
  /** See write/settle.ts. */
  readonly fixed: number
}
type BucketRow = { readonly id: BucketId; readonly title: string; readonly opened: number; readonly count: number }

export const createPutBack = (
  db: Connection,
  rule: Pick<ClusterRule, 'version'>,
  parts: {
    readonly buckets: BucketWriter
    readonly decisions: DecisionRows
    readonly settler: Settler
    readonly leadOn: LeadOn
    readonly homes: Homes
    readonly noteMoves: NoteMoves
  }
): PutBack => {
  const { buckets, decisions, settler, leadOn, homes, noteMoves } = parts
  const unitsOf = db.prepare<[number], Unit>(
    `SELECT number, key, bucket, count, (rule <> ${rule.version} OR held = 1) AS fixed FROM unit WHERE bucket = ?`
  )
  // Keys of a divided signature begin with it.
  const bucketsOfSignature = db
    .prepare<[{ readonly from: string; readonly to: string }], number>(
      'SELECT DISTINCT bucket FROM unit WHERE key >= :from AND key < :to'
    )
    .pluck()
  const bucketOfUnit = db.prepare<[number], number>('SELECT bucket FROM unit WHERE number = ?').pluck()
  const bucketRow = db.prepare<[number], BucketRow>('SELECT id, title, opened, count FROM bucket WHERE number = ?')
  const unsettle = db.prepare<[number]>('UPDATE unit SET settled = 0 WHERE number = ? AND settled = 1')
  const setAllSettled = db.prepare<[]>('UPDATE unit SET settled = 1 WHERE settled = 0')
  const unsettledBuckets = db.prepare<[], number>('SELECT DISTINCT bucket FROM unit WHERE settled = 0').pluck()
  const setAlias = db.prepare<[string, string]>(
    'INSERT INTO bucket_alias (id, went_into) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET went_into = excluded.went_into'
  )

  const rowOf = (bucket: number): BucketRow => {
    const found = bucketRow.get(bucket)
    if (!found) throw new Error(`there is no bucket ${bucket}`)
    return found
  }

  const closure: PutBack['closure'] = (start) => {
    const found = new Set(start)
    // A set is walked over what is added on the way too.
    const addAtHomeIn = (id: string): void => {
      for (const signature of homes.signaturesAt(id)) {
        for (const other of bucketsOfSignature.all({ from: signature, to: `${signature}~` })) found.add(other)
      }
    }
    for (const bucket of found) {
      const id = bucketRow.get(bucket)?.id
      if (id === undefined) continue
      const ids = new Set<string>([id])
      for (const { key } of unitsOf.all(bucket)) {
        const home = homes.of(key)
        if (home === null) continue
        // There need be no bucket of that id now, while what is at home in it lies in several.
        ids.add(home)
        const number = buckets.numberOf(home as BucketId)
        if (number !== null) found.add(number)
      }
      for (const one of ids) addAtHomeIn(one)
    }
    return [...found].filter((bucket) => bucketRow.get(bucket) !== undefined)
  }

  /**
   * Which units come together: found by taking home what the rule leaves where it is, settling, and taking that back, so that
   * what stays where it is keeps its id and note.
   */
  const groupsOf = (wanted: readonly number[], now: number): readonly (readonly Unit[])[] => {
    const touched = new Set([...wanted, ...unsettledBuckets.all()])
    const where = new Map<number, number>()
    db.exec('SAVEPOINT parting')
    try {
      const moved = noteMoves(() => {
        for (const unit of [...touched].flatMap((bucket) => unitsOf.all(bucket))) {
          unsettle.run(unit.number)
          // Where others belong the rule knows, wherever they are.
          const home = unit.fixed === 1 ? (homes.of(unit.key) as BucketId | null) : null
          if (home === null) continue
          buckets.move(unit.number, unit.bucket, buckets.numberOf(home) ?? buckets.open({ id: home, opened: now }))
        }
        settler.settle(now)
      })
      for (const [unit, was] of moved) {
        const bucket = bucketOfUnit.get(unit)
        if (bucket !== undefined) touched.add(was).add(bucket)
      }
      for (const bucket of touched) for (const { number } of unitsOf.all(bucket)) where.set(number, bucket)
    } finally {
      db.exec('ROLLBACK TO parting')
      db.exec('RELEASE parting')
    }
    const units = [...touched].flatMap((bucket) => unitsOf.all(bucket))
    return [...Map.groupBy(units, ({ number }) => where.get(number)).values()]
  }

  const arrange: PutBack['arrange'] = (start, wanted, now) => {
    const groups = groupsOf(start, now)
    const touched = [...new Set(groups.flatMap((group) => group.map(({ bucket }) => bucket)))]
    const rows = new Map(touched.map((bucket) => [bucket, rowOf(bucket)]))
    const sizes = new Map(touched.map((bucket) => [bucket, unitsOf.all(bucket).length]))
    const bonds = createBonds()
    for (const bond of decisions.bonds()) bonds.add(bond)
    // A bucket that holds other units keeps its id.
    const isFree = (id: string): boolean => {
      const number = buckets.numberOf(id as BucketId)
      return number === null || rows.has(number) || rowOf(number).count === 0
    }
    const homeOf = new Map(groups.flat().map(({ key }) => [key, homes.of(key)]))
    const parted = groups.map((group): PartedGroup => {
      const [first] = group
      return {
        bound: group.some(({ key }) => bonds.binds(key)),
        unchanged:
          first !== undefined &&
          group.every(({ bucket }) => bucket === first.bucket) &&
          sizes.get(first.bucket) === group.length,
        units: group.map(({ key, bucket, count }) => {
          const current = rowOf(bucket).id
          const [home, again] = [homeOf.get(key) ?? current, wanted.get(key) ?? null]
          return {
            key,
            count,
            current,
            home: isFree(home) ? home : current,
            wanted: again !== null && isFree(again) ? again : null
          }
        })
      }
    })
    const { chosen, heirs } = formerIdsOf(parted)

    const targets = chosen.map((id, place) => {
      if (id === null) return buckets.open({ key: parted[place]?.units.map(({ key }) => key).sort()[0] ?? '' })
      const known = buckets.numberOf(id as BucketId)
      if (known !== null && (rows.has(known) || rowOf(known).count > 0)) return known
      return known ?? buckets.open({ id: id as BucketId, opened: now })
    })
    for (const [place, group] of groups.entries()) {
      const to = targets[place]
      if (to !== undefined) for (const { number, bucket } of group) buckets.move(number, bucket, to)
    }
    for (const [id, place] of heirs) {
      const to = targets[place]
      const number = buckets.numberOf(id as BucketId)
      if (to === undefined || targets.includes(number ?? -1)) continue
      if (number !== null) leadOn(number, to)
      else if (buckets.find(id) !== to) setAlias.run(id, buckets.idOf(to))
    }
    for (const bucket of new Set([...touched, ...targets])) if (bucketRow.get(bucket)) buckets.refresh(bucket)
    for (const [place, group] of groups.entries()) {
      if (parted[place]?.bound !== false) continue
      for (const { key } of group) {
        const home = homeOf.get(key) ?? null
        if (home === null || home === chosen[place]) homes.forget(key)
      }
    }
    setAllSettled.run()
  }

  return {
    closure,
    placesOf: (list) =>
      new Map([...list].flatMap((bucket) => unitsOf.all(bucket).map(({ key }) => [key, rowOf(bucket).id]))),
    arrange
  }
}
