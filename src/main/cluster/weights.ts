import { nameFrequency } from './name-frequency.ts'

/** Of so many reports one holds a name that is in no class: what is rare has the whole weight. */
const rareBits = 11

const weights = new Map(
  nameFrequency.flatMap(({ bits, names }) => names.split(' ').map((name): [string, number] => [name, bits / rareBits]))
)

/**
 * How much it tells that two reports share a function, source file or lock: 0 for what is on every stack, 1 for what
 * is rare. It rests on a table that is shipped, never on the corpus at hand: the same two reports are as similar in
 * every corpus, whatever was imported before them.
 */
export const nameWeight = (name: string): number => weights.get(name) ?? 1
