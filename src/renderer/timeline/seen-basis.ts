import type { BucketRow } from '../../shared/model/bucket.ts'
import { seenText } from '../../shared/model/seen.ts'
import type { BinUnit } from '../../shared/model/time-bins.ts'

/** What the dates of a bucket rest on, in a sentence. */
export const seenBasis = (row: Pick<BucketRow, 'firstSeenFrom' | 'lastSeenFrom'>, unit: BinUnit): string => {
  const [first, last] = [row.firstSeenFrom, row.lastSeenFrom]
  const by = `Reports by ${unit}, UTC.`
  if (first === 'file' && last === 'file') {
    return `${by} The dates are the times of the log files, for the logs state none that could be read.`
  }
  if (first === last) return `${by} The first and the last date are ${seenText(first)}.`
  return `${by} The first date is ${seenText(first)}, the last ${seenText(last)}.`
}
