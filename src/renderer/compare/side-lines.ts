import type { ComparedSide } from '../../shared/model/comparison.ts'

const known = new WeakMap<object, readonly string[]>()

/** The lines of a side; split once, for a log may have hundreds of thousands. */
export const linesOf = (side: Pick<ComparedSide, 'text'>): readonly string[] => {
  const before = known.get(side)
  if (before) return before
  const lines = side.text.split('\n')
  known.set(side, lines)
  return lines
}
