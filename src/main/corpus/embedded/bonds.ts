import type { Link } from '../../cluster/rule.ts'

/** What binds units whatever they score. Each unit of `same` is with every other, none of `left` with any of `right`. */
export type Bond =
  | { readonly kind: 'same'; readonly units: readonly string[] }
  | { readonly kind: 'different'; readonly left: readonly string[]; readonly right: readonly string[] }

/** Which sides of a bond that parts units a class is on: bits. */
const leftSide = 1
const rightSide = 2

/**
 * Units that are together, and on which sides of which partings, by the number of each. A class is not noted with every
 * other that it is apart from: of two large buckets that would be as many as all pairs of their units.
 */
type Class = { readonly members: Set<string>; readonly sides: Map<number, number> }

const areApart = (a: Class, b: Class): boolean => {
  if (a === b) return false
  const [few, many] = a.sides.size <= b.sides.size ? [a, b] : [b, a]
  for (const [parting, side] of few.sides) {
    const other = many.sides.get(parting) ?? 0
    if ((side & leftSide && other & rightSide) || (side & rightSide && other & leftSide)) return true
  }
  return false
}

/** Bonds without contradictions: what was added first holds against what comes later. */
export type Bonds = {
  readonly add: (bond: Bond) => void
  /** The units that are bound to be with this one, itself among them. */
  readonly boundWith: (unit: string) => ReadonlySet<string>
  /** Whether anything binds this unit to or from another one. */
  readonly binds: (unit: string) => boolean
  /** The bonds between some units, in an order that says nothing. */
  readonly links: (units: readonly string[]) => readonly Link[]
}

export const createBonds = (): Bonds => {
  const classes = new Map<string, Class>()
  const classOf = (unit: string): Class => {
    const known = classes.get(unit)
    if (known) return known
    const own: Class = { members: new Set([unit]), sides: new Map() }
    classes.set(unit, own)
    return own
  }
  const join = (a: Class, b: Class): Class => {
    const [into, from] = a.members.size >= b.members.size ? [a, b] : [b, a]
    for (const unit of from.members) {
      into.members.add(unit)
      classes.set(unit, into)
    }
    for (const [parting, side] of from.sides) into.sides.set(parting, (into.sides.get(parting) ?? 0) | side)
    return into
  }
  /** Units that an earlier bond keeps apart stay in as many groups as that takes. */
  const same = (units: readonly string[]): void => {
    const groups: string[] = []
    for (const unit of units) {
      const own = classOf(unit)
      const group = groups.find((first) => !areApart(classOf(first), own))
      if (group === undefined) groups.push(unit)
      else if (classOf(group) !== own) join(classOf(group), own)
    }
  }
  let partings = 0
  const different = (left: readonly string[], right: readonly string[]): void => {
    const [lefts, rights] = [new Set(left.map(classOf)), new Set(right.map(classOf))]
    // Nothing is parted from itself.
    if (new Set([...lefts, ...rights]).size < 2 || lefts.size === 0 || rights.size === 0) return
    partings += 1
    for (const own of lefts) own.sides.set(partings, leftSide)
    for (const own of rights) own.sides.set(partings, (own.sides.get(partings) ?? 0) | rightSide)
  }
  return {
    add: (bond) => (bond.kind === 'same' ? same(bond.units) : different(bond.left, bond.right)),
    boundWith: (unit) => classes.get(unit)?.members ?? new Set([unit]),
    binds: (unit) => {
      const own = classes.get(unit)
      return own !== undefined && (own.members.size > 1 || own.sides.size > 0)
    },
    links: (units) => {
      const bound = units.filter((unit) => classes.has(unit))
      const present = Map.groupBy(bound, classOf)
      const links: Link[] = []
      const sides = new Map<number, { readonly left: string[]; readonly right: string[] }>()
      for (const [{ sides: own }, [first, ...others]] of present) {
        if (first === undefined) continue
        for (const other of others) links.push({ kind: 'together', a: first, b: other })
        for (const [parting, side] of own) {
          const both = sides.get(parting) ?? { left: [], right: [] }
          sides.set(parting, both)
          if (side & leftSide) both.left.push(first)
          if (side & rightSide) both.right.push(first)
        }
      }
      for (const { left, right } of sides.values()) {
        for (const a of left) for (const b of right) if (a !== b) links.push({ kind: 'apart', a, b })
      }
      return links
    }
  }
}
