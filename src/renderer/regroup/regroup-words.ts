import type { Regrouping } from '../../shared/model/bucket-detail.ts'
import { count, counted } from '../components/quantities.ts'

/** Whether another version of the rule makes anything of the buckets that they are not now. */
export const changesNothing = ({ reports, splits, merges, more }: Regrouping): boolean =>
  reports === 0 && splits.length === 0 && merges.length === 0 && more === 0

const versions = ({ from, to }: Regrouping): string =>
  from === to || from === 0 ? `Rule ${to}` : `Rule ${to}, where rule ${from} grouped,`

/** What a regrouping would do: buckets before and after, and the reports it moves. */
export const previewText = (found: Regrouping): string => {
  if (changesNothing(found)) return `Rule ${found.to} makes the same ${counted(found.before, 'bucket')}.`
  return (
    `${versions(found)} makes ${counted(found.after, 'bucket')} of the ${count(found.before)} there are; ` +
    `${counted(found.reports, 'report changes its bucket', 'reports change their bucket')}.`
  )
}

export const appliedText = ({ before, after, reports, to }: Regrouping): string =>
  `Regrouped by rule ${to}: ${count(before)} buckets became ${count(after)}, ` +
  `${counted(reports, 'report changed its bucket', 'reports changed their bucket')}.`

/** How many splits and merges there are and how many are listed: `12 buckets are split`. */
export const moreText = ({ more }: Regrouping): string =>
  more === 0 ? '' : `${counted(more, 'more split or merge is', 'more splits and merges are')} not listed.`

/** How far a regrouping is: `40 % (1,200 of 3,000)`. `of` is more than 0. */
export const progressText = ({ done, of }: { readonly done: number; readonly of: number }): string =>
  `${Math.floor(Math.min(1, done / of) * 100)} % (${count(done)} of ${count(of)})`
