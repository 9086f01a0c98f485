import type { BucketId } from '../../../../shared/model/ids.ts'

/** A bucket as it is before its units are grouped anew. */
export type OldBucket = {
  readonly number: number
  readonly id: BucketId
  readonly opened: number
  /** Somebody wrote a note on it or decided on its reports. */
  readonly marked: boolean
}

/** A new group: the least key of its units, and how many of its reports come from which bucket. */
export type NewGroup = { readonly key: string; readonly from: ReadonlyMap<number, number> }

export type Identities = {
  /** For each group the bucket that it goes on as; null for one that is new. */
  readonly survivors: readonly (number | null)[]
  /** For each old bucket the place of the group that is called on when somebody names it. */
  readonly heirs: ReadonlyMap<number, number>
}

/**
 * Which bucket goes on as which group. A bucket that parts goes where most of its reports go; of several that become
 * one, first a marked one stays, then that with the most reports, then the oldest.
 */
export const identitiesOf = (old: readonly OldBucket[], groups: readonly NewGroup[]): Identities => {
  const byKey = groups.map((group, place) => ({ ...group, place })).sort((a, b) => (a.key < b.key ? -1 : 1))
  const heirs = new Map<number, number>()
  const most = new Map<number, number>()
  for (const { from, place } of byKey) {
    for (const [number, count] of from) {
      if (count <= (most.get(number) ?? 0)) continue
      most.set(number, count)
      heirs.set(number, place)
    }
  }
  const candidates = Map.groupBy(old, ({ number }) => heirs.get(number))
  const survivors = groups.map(({ from }, place) => {
    const [first] = (candidates.get(place) ?? []).toSorted(
      (a, b) =>
        Number(b.marked) - Number(a.marked) ||
        (from.get(b.number) ?? 0) - (from.get(a.number) ?? 0) ||
        a.opened - b.opened ||
        (a.id < b.id ? -1 : 1)
    )
    return first?.number ?? null
  })
  return { survivors, heirs }
}
