import type { BucketRow } from '../../shared/model/bucket.ts'

/** The tags that any of some buckets has, in the order of the alphabet, with how many of them have it. */
export const tagsOf = (
  rows: readonly Pick<BucketRow, 'triage'>[]
): readonly { readonly tag: string; readonly buckets: number }[] => {
  const counts = new Map<string, number>()
  for (const { triage } of rows) for (const tag of triage.tags) counts.set(tag, (counts.get(tag) ?? 0) + 1)
  return [...counts].map(([tag, buckets]) => ({ tag, buckets })).toSorted((a, b) => (a.tag < b.tag ? -1 : 1))
}

const mostSuggested = 8

/** Tags in use that not all of the buckets have, those that begin with what is typed first. */
export const suggestedTags = (
  known: readonly { readonly tag: string; readonly count: number }[],
  own: readonly { readonly tag: string; readonly buckets: number }[],
  buckets: number,
  typed: string
): readonly { readonly tag: string; readonly count: number }[] => {
  const wanted = typed.trim().toLowerCase()
  const all = new Set(own.filter((one) => one.buckets >= buckets).map(({ tag }) => tag))
  const place = (tag: string): number => tag.toLowerCase().indexOf(wanted)
  return known
    .filter(({ tag }) => !all.has(tag) && place(tag) >= 0)
    .toSorted((a, b) => Number(place(a.tag) > 0) - Number(place(b.tag) > 0))
    .slice(0, mostSuggested)
}
