import type { ComparisonCounts } from '../../shared/model/comparison.ts'
import { count as written, counted } from '../components/quantities.ts'

/** What the person reads about the differences; `at` is the one shown, from 0. */
export const differenceText = (count: number, at: number | null): string => {
  if (count === 0) return 'No real difference'
  if (at === null || at >= count) return counted(count, 'difference')
  return `Difference ${written(at + 1)} of ${written(count)}`
}

/** The difference to go to, round and round. */
export const stepped = (count: number, at: number | null, by: 1 | -1): number | null => {
  if (count === 0) return null
  if (at === null || at >= count) return by === 1 ? 0 : count - 1
  return (at + by + count) % count
}

/** Lines by how they compare: `14 lines differ, 15 only in A, 26 only in B, 106 the same`. */
export const countsText = ({ same, noise, different, onlyA, onlyB }: ComparisonCounts): string =>
  [
    ...(different > 0 ? [`${counted(different, 'line')} ${different === 1 ? 'differs' : 'differ'}`] : []),
    ...(onlyA > 0 ? [`${written(onlyA)} only in A`] : []),
    ...(onlyB > 0 ? [`${written(onlyB)} only in B`] : []),
    `${written(same + noise)} the same`
  ].join(', ')
