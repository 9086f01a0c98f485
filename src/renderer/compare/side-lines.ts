import type { ComparedSide } from '../../shared/model/comparison.ts'
import type { LongText } from '../editor/long-text.ts'

type Side = Pick<ComparedSide, 'text'>
type Read = { readonly lines: readonly string[]; readonly taken?: LongText }

const known = new WeakMap<Side, Read>()

/** Says what is known of the text of a side, where it was looked through as it came. */
export const keepRead = (side: Side, read: Read): void => void known.set(side, read)

/** The lines of a side; split once, for a log may have hundreds of thousands. */
export const linesOf = (side: Side): readonly string[] => {
  const read = known.get(side) ?? { lines: side.text.split('\n') }
  known.set(side, read)
  return read.lines
}

export const takenOf = (side: Side): LongText | undefined => known.get(side)?.taken
