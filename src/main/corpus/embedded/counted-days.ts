import type { SeenSource } from '../../../shared/model/seen.ts'
import type { Range } from '../../cluster/rule.ts'

/** Days are counted in steps of so many, so that a unit's range seldom grows: each time all that is like it is scored anew. */
const step = 30

/**
 * The days of a report that count in scores, from 1970; null where its time rests on its file alone, which a copy may
 * have set: with all times alike, different bugs would look like one (docs/accuracy.md).
 */
export const countedDays = (time: number, from: SeenSource): Range | null => {
  if (from === 'file') return null
  const first = Math.floor(time / (step * 86_400_000)) * step
  return [first, first + step - 1]
}
