import type { BucketId } from '../../../../shared/model/ids.ts'
import type { ClaimedBucket } from '../../triage.ts'
import type { Connection } from '../connection.ts'
import { readStoredList } from '../read/stored.ts'
import { bucketIdFor } from './buckets.ts'

/**
 * Gives buckets the oldest of the names that they have in several corpora; what was merged goes by the name of the one
 * that stayed, so that those that went into it are themselves again when that is undone. Answers how many were renamed.
 */
export type BucketNamer = (claims: readonly ClaimedBucket[]) => number

type Heir = { readonly bucket: number; readonly least: string }
type Renamed = { readonly bucket: number; readonly id: BucketId; readonly opened: number; readonly was: BucketId }
type Claim = {
  readonly id: BucketId
  readonly opened: number
  readonly heir: Heir
  /** The place, from 1, of the newest standing merge that gave the bucket this name; 0 for none. */
  readonly merged: number
}

const older = (a: Claim, b: Claim): number =>
  b.merged - a.merged ||
  a.opened - b.opened ||
  (a.id < b.id ? -1 : a.id > b.id ? 1 : 0) ||
  (a.heir.least < b.heir.least ? -1 : 1)

export const createBucketNamer = (db: Connection): BucketNamer => {
  const bucketOf = db.prepare<[string], number>('SELECT bucket FROM report WHERE id = ?').pluck()
  const current = db.prepare<[number], { readonly id: BucketId; readonly opened: number }>(
    'SELECT id, opened FROM bucket WHERE number = ?'
  )
  const holder = db.prepare<[string], number>('SELECT number FROM bucket WHERE id = ?').pluck()
  const rename = db.prepare<[string, number, number]>('UPDATE bucket SET id = ?, opened = ? WHERE number = ?')
  const dropAlias = db.prepare<[string]>('DELETE FROM bucket_alias WHERE id = ?')
  const setAlias = db.prepare<[string, string, number]>(
    'INSERT INTO bucket_alias (id, went_into, opened) VALUES (?, ?, ?)'
  )
  const isAlias = db.prepare<[string]>('SELECT 1 FROM bucket_alias WHERE id = ?')
  const leastKey = db.prepare<[number], string | null>('SELECT min(key) FROM unit WHERE bucket = ?').pluck()
  const prepared = (statements: readonly string[]) =>
    statements.map((sql) => db.prepare<[{ readonly was: string; readonly id: string }]>(sql))
  const follow = prepared(['UPDATE bucket_alias SET went_into = :id WHERE went_into = :was'])
  // Where ids are kept in JSON they stand in quotes.
  const keepers = [
    {
      names: db.prepare<[{ readonly id: string }]>(`
        SELECT 1 FROM home WHERE bucket = :id
        UNION ALL SELECT 1 FROM decision WHERE instr(before, '"' || :id || '"') > 0 LIMIT 1
      `),
      rename: prepared([
        `UPDATE decision SET before = replace(before, '"' || :was || '"', '"' || :id || '"')`,
        'UPDATE home SET bucket = :id WHERE bucket = :was'
      ])
    },
    {
      names: db.prepare<[{ readonly id: string }]>(`
        SELECT 1 FROM former_unit WHERE bucket = :id OR home = :id
        UNION ALL SELECT 1 FROM former_bucket WHERE id = :id LIMIT 1
      `),
      rename: prepared([
        'UPDATE former_unit SET bucket = :id WHERE bucket = :was',
        'UPDATE former_unit SET home = :id WHERE home = :was',
        'UPDATE former_bucket SET id = :id WHERE id = :was'
      ])
    }
  ]
  const merges = db.prepare<[], { readonly id: string; readonly anchors: string }>(`
    SELECT subject.id, subject.anchors FROM act JOIN subject ON subject.number = act.subject
    WHERE act.kind = 'decision' AND act.undone = 0 AND json_extract(act.deed, '$.decision.what.kind') = 'same'
    ORDER BY act.time, act.id
  `)

  /** A name that is no bucket's leads to a bucket, unless it leads elsewhere already. */
  const lead = (id: BucketId, opened: number, bucket: number): void => {
    const own = current.get(bucket)?.id
    if (own === undefined || own === id || holder.get(id) !== undefined || isAlias.get(id) !== undefined) return
    setAlias.run(id, own, opened)
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

  /** Which names the standing merges give to which bucket, the newest last. */
  const mergedNames = (): ReadonlyMap<string, number> =>
    new Map(
      merges.all().flatMap(({ id, anchors }, at) => {
        const heir = heirOf(readStoredList(anchors, 'the subject of a merge'), () => undefined)
        return heir ? [[`${id} ${heir.bucket}`, at + 1] as const] : []
      })
    )

  return (claims) => {
    const ranks = mergedNames()
    // Of each bucket that a claim has reports of, when the newest of these was opened.
    const newest = new Map<number, number>()
    const all = claims.flatMap(({ bucket, opened, reports }): readonly Claim[] => {
      const heir = heirOf(reports, (met) => newest.set(met, Math.max(newest.get(met) ?? opened, opened)))
      return heir ? [{ id: bucket, opened, heir, merged: ranks.get(`${bucket} ${heir.bucket}`) ?? 0 }] : []
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
      named.set(bucket, { id, opened: newest.get(bucket) ?? 0, heir: { bucket, least: '' }, merged: 0 })
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
    const passing = new Set<string>(changed.map(({ was }) => was))
    const places = changed.map(({ id }) => [
      // A bucket that was here once, and can be again, has the name there: it was never this one's.
      ...keepers.flatMap(({ names, rename }) => (passing.has(id) || names.get({ id }) === undefined ? rename : [])),
      ...follow
    ])
    const openedOf = new Map(changed.map(({ was, bucket }) => [was, current.get(bucket)?.opened ?? 0]))
    for (const [at, { bucket, opened, was }] of changed.entries()) {
      rename.run(`~${bucket}`, opened, bucket)
      for (const place of places[at] ?? []) place.run({ was, id: `~${bucket}` })
    }
    for (const [at, { bucket, id, opened }] of changed.entries()) {
      rename.run(id, opened, bucket)
      for (const place of places[at] ?? []) place.run({ was: `~${bucket}`, id })
      dropAlias.run(id)
    }
    const oldest = all.toSorted((a, b) => a.opened - b.opened)
    for (const { bucket, was } of changed) {
      lead(was, oldest.find(({ id }) => id === was)?.opened ?? openedOf.get(was) ?? 0, bucket)
    }
    for (const { id, opened, heir } of oldest) lead(id, opened, heir.bucket)
    return changed.length
  }
}
