import { type Fingerprint, namesOfFingerprint } from './fingerprint.ts'
import { nameWeight } from './weights.ts'

/** Names an index holds of one report. More find little more; see docs/accuracy.md. */
const indexed = 24

/** Names on more than one of about fifty reports find too many to be worth asking for. */
const leastWeight = 0.5

/**
 * The names to find a report by, the rarest first and of equal ones the first of the crash stack: functions, locks,
 * source files, folders (with a slash at the end), and its titles (`title:` before them). Two reports that share none
 * of them are not worth comparing.
 */
export const indexNames = (fingerprint: Fingerprint): readonly string[] => {
  const titles = fingerprint.corrupted ? [] : fingerprint.titles.map((title) => `title:${title}`)
  // As many as there are units to be loaded: no name is weighed twice.
  const rare: { readonly name: string; readonly weight: number }[] = []
  for (const name of new Set(namesOfFingerprint(fingerprint))) {
    const weight = nameWeight(name)
    if (weight >= leastWeight) rare.push({ name, weight })
  }
  // Sorting is stable: of equal ones the first stays first.
  rare.sort((a, b) => b.weight - a.weight)
  return [...titles, ...rare.slice(0, indexed).map(({ name }) => name)]
}
