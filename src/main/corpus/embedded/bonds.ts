import type { Link } from '../../cluster/rule.ts'

/** What binds units whatever they score. Each unit of `same` is with every other, none of `left` with any of `right`. */
export type Bond =
  | { readonly kind: 'same'; readonly units: readonly string[] }
  | { readonly kind: 'different'; readonly left: readonly string[]; readonly right: readonly string[] }

type Class = { readonly members: Set<string>; readonly apart: Set<Class> }

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
    const own: Class = { members: new Set([unit]), apart: new Set() }
    classes.set(unit, own)
    return own
  }
  const join = (a: Class, b: Class): Class => {
    const [into, from] = a.members.size >= b.members.size ? [a, b] : [b, a]
    for (const unit of from.members) {
      into.members.add(unit)
      classes.set(unit, into)
    }
    for (const other of from.apart) {
      other.apart.delete(from)
      other.apart.add(into)
      into.apart.add(other)
    }
    return into
  }
  /** Units that an earlier bond keeps apart stay in as many groups as that takes. */
  const same = (units: readonly string[]): void => {
    const groups: string[] = []
    for (const unit of units) {
      const own = classOf(unit)
      const group = groups.find((first) => !classOf(first).apart.has(own))
      if (group === undefined) groups.push(unit)
      else if (classOf(group) !== own) join(classOf(group), own)
    }
  }
  const different = (left: readonly string[], right: readonly string[]): void => {
    const others = new Set(right.map(classOf))
    for (const own of new Set(left.map(classOf))) {
      for (const other of others) {
        if (own === other) continue
        own.apart.add(other)
        other.apart.add(own)
      }
    }
  }
  return {
    add: (bond) => (bond.kind === 'same' ? same(bond.units) : different(bond.left, bond.right)),
    boundWith: (unit) => classes.get(unit)?.members ?? new Set([unit]),
    binds: (unit) => {
      const own = classes.get(unit)
      return own !== undefined && (own.members.size > 1 || own.apart.size > 0)
    },
    links: (units) => {
      const bound = units.filter((unit) => classes.has(unit))
      const present = Map.groupBy(bound, classOf)
      const links: Link[] = []
      for (const [own, members] of present) {
        const [a] = members
        if (a === undefined) continue
        for (const other of own.apart) {
          const [b] = present.get(other) ?? []
          if (b !== undefined && a < b) links.push({ kind: 'apart', a, b })
        }
        for (const b of members.slice(1)) links.push({ kind: 'together', a, b })
      }
      return links
    }
  }
}
