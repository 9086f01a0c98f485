/** Units that are one bucket, once decisions are taken back or stand again. */
export type PartedGroup = {
  /** Whether a decision binds any of its units: then it need not be what it would be without. */
  readonly bound: boolean
  /** Whether it is a bucket now, with these units and no other. */
  readonly unchanged: boolean
  readonly units: readonly {
    readonly key: string
    readonly count: number
    /** The id of the bucket that it is in. */
    readonly current: string
    /** The id of the one that it would be in without decisions. */
    readonly home: string
    /** The id of the one that it is to be in again; null where nothing says so. */
    readonly wanted: string | null
  }[]
}

type Votes = { wanted: number; home: number; current: number }

const votesOf = ({ units }: PartedGroup): ReadonlyMap<string, Votes> => {
  const votes = new Map<string, Votes>()
  const of = (id: string): Votes => {
    const known = votes.get(id) ?? { wanted: 0, home: 0, current: 0 }
    votes.set(id, known)
    return known
  }
  for (const { count, current, home, wanted } of units) {
    of(current).current += count
    of(home).home += count
    if (wanted !== null) of(wanted).wanted += count
  }
  return votes
}

/** The greater in the first place that differs speaks more for an id. */
const claimOf = ({ bound, unchanged }: PartedGroup, { wanted, home, current }: Votes): readonly number[] => [
  wanted,
  bound ? 0 : home,
  unchanged ? current : 0,
  home,
  current
]
const compared = (a: readonly number[], b: readonly number[]): number => {
  const place = a.findIndex((value, at) => value !== b[at])
  return place < 0 ? 0 : (a[place] ?? 0) - (b[place] ?? 0)
}

/**
 * The id that each group goes by, null for a new one, and for each id the place of the group that it leads to. What no
 * decision binds goes by the id of its home, so that once all are taken back each bucket has its own again. What is bound
 * and stays as it is keeps its id; else it has that of the most reports.
 */
export const formerIdsOf = (
  groups: readonly PartedGroup[]
): { readonly chosen: readonly (string | null)[]; readonly heirs: ReadonlyMap<string, number> } => {
  const claims = groups.map(
    (group) => new Map([...votesOf(group)].map(([id, votes]) => [id, claimOf(group, votes)] as const))
  )
  const firstKeys = groups.map(({ units }) => units.reduce((least, { key }) => (key < least ? key : least), '~'))
  const order = [...groups.keys()].sort((a, b) => ((firstKeys[a] ?? '') < (firstKeys[b] ?? '') ? -1 : 1))
  const heirs = new Map<string, number>()
  const best = new Map<string, readonly number[]>()
  for (const place of order) {
    for (const [id, claim] of claims[place] ?? []) {
      const known = best.get(id)
      if (known && compared(claim, known) <= 0) continue
      best.set(id, claim)
      heirs.set(id, place)
    }
  }
  const chosen = groups.map((group, place) => {
    const own = [...(claims[place] ?? [])].filter(([id]) => heirs.get(id) === place)
    // The rule may have joined buckets since: then each of their ids is home to some, and the one that it has stays.
    const stays = group.unchanged ? own.find(([, [, , current, home]]) => current && home) : undefined
    const isWanted = own.some(([, [wanted]]) => wanted)
    const [first] = own.sort(([a, x], [b, y]) => compared(y, x) || (a < b ? -1 : 1))
    return (isWanted ? first : (stays ?? first))?.[0] ?? null
  })
  return { chosen, heirs }
}
