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
 * removes. One as a rule, more where two people typed apart.
 */
export const headsOf = <Kind extends Version>(versions: readonly Kind[]): readonly Kind[] => {
  const byAct = new Map(versions.map((version) => [version.act, version]))
  const passed = new Set<string>()
  const waiting = versions.filter(({ undone }) => !undone).flatMap(({ over }) => over)
  for (let act = waiting.pop(); act !== undefined; act = waiting.pop()) {
    if (passed.has(act)) continue
    passed.add(act)
    waiting.push(...(byAct.get(act)?.over ?? []))
  }
  return versions.filter(({ act, undone }) => !undone && !passed.has(act)).toSorted((a, b) => compareActs(b, a))
}
