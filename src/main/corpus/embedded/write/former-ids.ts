/** Units that are one bucket, once a decision is taken back. */
export type PartedGroup = {
  /** Whether others were in a bucket with them before, and now are not. */
  readonly parts: boolean
  readonly units: readonly {
    readonly key: string
    readonly count: number
    /** The id of the bucket that it is in. */
    readonly current: string
    /** The id of the one that it was in before the decision; null where that no longer says anything. */
    readonly former: string | null
  }[]
}

type Votes = ReadonlyMap<string, { readonly former: number; readonly current: number }>

const votesOf = (group: PartedGroup): Votes => {
  const votes = new Map<string, { former: number; current: number }>()
  const of = (id: string) => {
    const known = votes.get(id) ?? { former: 0, current: 0 }
    votes.set(id, known)
    return known
  }
  for (const { count, current, former } of group.units) {
    of(current).current += count
    if (former !== null) of(former).former += count
  }
  return votes
}

/**
 * The id that each group goes by, null for a new one, and for each id the place of the group that it leads to. An id goes
 * where most of the reports are that were in its bucket before; one that nothing says that of, where most are now.
 */
export const formerIdsOf = (
  groups: readonly PartedGroup[]
): { readonly chosen: readonly (string | null)[]; readonly heirs: ReadonlyMap<string, number> } => {
  const votes = groups.map(votesOf)
  const firstKeys = groups.map(({ units }) => units.reduce((least, { key }) => (key < least ? key : least), '~'))
  const order = [...groups.keys()].sort((a, b) => ((firstKeys[a] ?? '') < (firstKeys[b] ?? '') ? -1 : 1))
  const heirs = new Map<string, number>()
  for (const id of new Set(votes.flatMap((own) => [...own.keys()]))) {
    let best = { former: 0, current: 0 }
    for (const place of order) {
      const own = votes[place]?.get(id)
      if (!own || own.former < best.former || (own.former === best.former && own.current <= best.current)) continue
      best = own
      heirs.set(id, place)
    }
  }
  const chosen = groups.map((group, place) => {
    const own = [...(votes[place] ?? [])].filter(([id]) => heirs.get(id) === place)
    const stays = group.parts ? undefined : own.find(([, { former, current }]) => former > 0 && current > 0)
    const [first] = own.sort(([a, x], [b, y]) => y.former - x.former || y.current - x.current || (a < b ? -1 : 1))
    return (stays ?? first)?.[0] ?? null
  })
  return { chosen, heirs }
}
