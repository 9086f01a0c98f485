import { compareActs } from './order.ts'

/** One text of a note or annotation, and the acts that it was typed over. */
export type Version = {
  readonly act: string
  readonly time: number
  readonly over: readonly string[]
  readonly undone: boolean
}

/**
 * The versions that stand, the newest first: those that no other standing version was typed over, at however many
 * removes. One as a rule, more where two people typed apart. A version can only be over earlier ones, so that no ring of
 * them makes a text vanish.
 */
export const headsOf = <Kind extends Version>(versions: readonly Kind[]): readonly Kind[] => {
  const byAct = new Map(versions.map((version) => [version.act, version]))
  const passed = new Set<string>()
  const below = (version: Version): readonly Version[] =>
    version.over.flatMap((act) => {
      const under = byAct.get(act)
      return under && compareActs(under, version) < 0 ? [under] : []
    })
  const waiting = versions.filter(({ undone }) => !undone).flatMap(below)
  for (let version = waiting.pop(); version; version = waiting.pop()) {
    if (passed.has(version.act)) continue
    passed.add(version.act)
    for (const under of below(version)) waiting.push(under)
  }
  return versions.filter(({ act, undone }) => !undone && !passed.has(act)).toSorted((a, b) => compareActs(b, a))
}
