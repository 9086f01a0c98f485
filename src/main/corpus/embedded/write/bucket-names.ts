import type { BucketId } from '../../../../shared/model/ids.ts'
import type { ClaimedBucket } from '../../triage.ts'
import type { Connection } from '../connection.ts'
import { bucketIdFor } from './buckets.ts'

/** Gives buckets the oldest of the names that they have in several corpora. Answers how many were renamed. */
export type BucketNamer = (claims: readonly ClaimedBucket[]) => number

type Heir = { readonly bucket: number; readonly least: string }
type Renamed = { readonly bucket: number; readonly id: BucketId; readonly opened: number; readonly was: BucketId }
type Claim = { readonly id: BucketId; readonly opened: number; readonly heir: Heir }

const older = (a: Claim, b: Claim): number =>
  a.opened - b.opened || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0) || (a.heir.least < b.heir.least ? -1 : 1)

export const createBucketNamer = (db: Connection): BucketNamer => {
  const bucketOf = db.prepare<[string], number>('SELECT bucket FROM report WHERE id = ?').pluck()
  const current = db.prepare<[number], { readonly id: BucketId; readonly opened: number }>(
    'SELECT id, opened FROM bucket WHERE number = ?'
  )
  const holder = db.prepare<[string], number>('SELECT number FROM bucket WHERE id = ?').pluck()
  const rename = db.prepare<[string, number, number]>('UPDATE bucket SET id = ?, opened = ? WHERE number = ?')
  const dropAlias = db.prepare<[string]>('DELETE FROM bucket_alias WHERE id = ?')
  const setAlias = db.prepare<[string, string]>('INSERT INTO bucket_alias (id, went_into) VALUES (?, ?)')
  const isAlias = db.prepare<[string]>('SELECT 1 FROM bucket_alias WHERE id = ?')
  const leastKey = db.prepare<[number], string | null>('SELECT min(key) FROM unit WHERE bucket = ?').pluck()
  // Where ids are kept in JSON they stand in quotes.
  const places = ['UPDATE decision SET before = replace(before, :was, :id)'].map((sql) =>
    db.prepare<[{ readonly was: string; readonly id: string }]>(sql)
  )
  const plainPlaces = [
    'UPDATE home SET bucket = :id WHERE bucket = :was',
    'UPDATE former_unit SET bucket = :id WHERE bucket = :was',
    'UPDATE former_bucket SET id = :id WHERE id = :was',
    'UPDATE bucket_alias SET went_into = :id WHERE went_into = :was'
  ].map((sql) => db.prepare<[{ readonly was: string; readonly id: string }]>(sql))

  const replaceAll = (was: string, id: string): void => {
    for (const place of places) place.run({ was: JSON.stringify(was), id: JSON.stringify(id) })
    for (const place of plainPlaces) place.run({ was, id })
  }
  /** A name that is no bucket's leads to a bucket, unless it leads elsewhere already. */
  const lead = (id: BucketId, bucket: number): void => {
    const own = current.get(bucket)?.id
    if (own === undefined || own === id || holder.get(id) !== undefined || isAlias.get(id) !== undefined) return
    setAlias.run(id, own)
  }
  /** The bucket that holds most of the reports of a claim, and the least of these; `met` hears of all that hold any. */
  const heirOf = (reports: readonly string[], met: (bucket: number) => void): Heir | null => {
    const counts = new Map<number, number>()
    for (const report of reports.toSorted()) {
      const bucket = bucketOf.get(report)
      if (bucket !== undefined) counts.set(bucket, (counts.get(bucket) ?? 0) + 1)
    }
    for (const bucket of counts.keys()) met(bucket)
    const [first, ...rest] = counts
    if (!first) return null
    const [bucket] = rest.reduce((best, one) => (one[1] > best[1] ? one : best), first)
    const least = reports.filter((report) => bucketOf.get(report) === bucket).sort()[0] ?? ''
    return { bucket, least }
  }

  return (claims) => {
    // Of each bucket that a claim has reports of, when the newest of these was opened.
    const newest = new Map<number, number>()
    const all = claims.flatMap(({ bucket, opened, reports }): readonly Claim[] => {
      const heir = heirOf(reports, (met) => newest.set(met, Math.max(newest.get(met) ?? opened, opened)))
      return heir ? [{ id: bucket, opened, heir }] : []
    })
    const taken = new Set<string>()
    const named = new Map<number, Claim>()
    for (const claim of all.toSorted(older)) {
      if (taken.has(claim.id) || named.has(claim.heir.bucket)) continue
      taken.add(claim.id)
      named.set(claim.heir.bucket, claim)
    }
    // Who holds reports of such as are claimed, but none of their names, has one that depends on nothing else either.
    const claimed = new Set<string>(claims.map(({ bucket }) => bucket))
    const ownId = (bucket: number, isFree: (id: BucketId) => boolean): BucketId => {
      const id = bucketIdFor(leastKey.get(bucket) ?? String(bucket), (one) => taken.has(one) || !isFree(one))
      taken.add(id)
      return id
    }
    const nameless = [...newest.keys()].filter((bucket) => !named.has(bucket))
    for (const bucket of nameless.sort((a, b) => ((leastKey.get(a) ?? '') < (leastKey.get(b) ?? '') ? -1 : 1))) {
      const id = ownId(bucket, (one) => !claimed.has(one))
      named.set(bucket, { id, opened: newest.get(bucket) ?? 0, heir: { bucket, least: '' } })
    }
    const changed = [...named].flatMap(([bucket, { id, opened }]): readonly Renamed[] => {
      const now = current.get(bucket)
      return !now || (now.id === id && now.opened === opened) ? [] : [{ bucket, id, opened, was: now.id }]
    })
    const passed = new Set(changed.map(({ bucket }) => bucket))
    // A bucket that nobody claims by a name gives it up for one of its own.
    for (const { id } of changed) {
      const other = holder.get(id)
      const now = other === undefined || passed.has(other) ? undefined : current.get(other)
      if (other === undefined || !now) continue
      passed.add(other)
      const isFree = (one: BucketId): boolean => holder.get(one) === undefined && isAlias.get(one) === undefined
      changed.push({ bucket: other, id: ownId(other, isFree), opened: now.opened, was: now.id })
    }
    // Names go round at times, so all that change are taken off first.
    for (const { bucket, opened, was } of changed) {
      rename.run(`~${bucket}`, opened, bucket)
      replaceAll(was, `~${bucket}`)
    }
    for (const { bucket, id, opened } of changed) {
      rename.run(id, opened, bucket)
      replaceAll(`~${bucket}`, id)
      dropAlias.run(id)
    }
    for (const { bucket, was } of changed) lead(was, bucket)
    for (const { id, heir } of all) lead(id, heir.bucket)
    return changed.length
  }
}
