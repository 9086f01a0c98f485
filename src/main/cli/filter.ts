import type { FilterTerm } from '../../shared/model/bucket.ts'
import type { BucketId } from '../../shared/model/ids.ts'
import { nameOf } from '../../shared/model/triage.ts'
import { parseFilter, withMe } from '../../shared/query/parse-filter.ts'
import { Refused, UsageError } from './command.ts'
import type { Where } from './ids.ts'
import { complaintOf } from './output.ts'
import { pagesOf } from './pages.ts'

export const filterHelp = `  --filter TEXT   the buckets that match TEXT, as it is typed in the window: 'tag:net -status:fixed ext4'`

/** The terms of a typed filter. */
export const typedTerms = (text: string): readonly FilterTerm[] => {
  const { terms, problems } = parseFilter(text)
  const [problem] = problems
  if (problem) throw new UsageError(problem.text)
  return terms
}

/** The terms as the engine is asked, with the person's name in the place of `me`. */
export const askedTerms = async ({ client }: Where, terms: readonly FilterTerm[]): Promise<readonly FilterTerm[]> => {
  if (!terms.some((term) => term.field === 'owner' && term.values.includes('me'))) return terms
  const me = await client.call('author.get', {})
  if (!me.ok) throw new Refused(complaintOf(me.failure))
  return withMe(terms, nameOf(me.value.author))
}

/** All buckets that match, those with the most reports first. */
export const matchingBuckets = async (where: Where, typed: readonly FilterTerm[]): Promise<readonly BucketId[]> => {
  const { client, corpus } = where
  const terms = await askedTerms(where, typed)
  const rows = await pagesOf((page) => client.call('buckets.list', { corpus, query: { terms }, page }))
  if (!rows.ok) throw new Refused(complaintOf(rows.failure))
  return rows.value.map(({ bucket }) => bucket)
}
