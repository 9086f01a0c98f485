import { compareActs } from './order.ts'

/** An undo or redo. */
export type Turn = {
  readonly act: string
  readonly time: number
  readonly kind: 'undo' | 'redo'
  readonly acts: readonly string[]
}

/** Acts that do not stand: the newest undo or redo that names one decides. */
export const undoneActs = (turns: readonly Turn[]): ReadonlySet<string> => {
  const undone = new Set<string>()
  for (const { kind, acts } of turns.toSorted(compareActs)) {
    for (const act of acts) {
      if (kind === 'undo') undone.add(act)
      else undone.delete(act)
    }
  }
  return undone
}
