import { count as written } from '../components/quantities.ts'

/** What the person reads about the differences; `at` is the one shown, from 0. Null count: not computed yet. */
export const differenceText = (count: number | null, at: number | null): string => {
  if (count === null) return 'Comparing'
  if (count === 0) return 'The texts are the same'
  if (at === null) return count === 1 ? '1 difference' : `${written(count)} differences`
  return `Difference ${written(at + 1)} of ${written(count)}`
}

/** The difference to go to, round and round. */
export const stepped = (count: number, at: number | null, by: 1 | -1): number | null => {
  if (count === 0) return null
  if (at === null) return by === 1 ? 0 : count - 1
  return (at + by + count) % count
}
