import { z } from 'zod'
import { bucketSortSchema, type BucketQuery, type BucketSort } from '../../shared/model/bucket.ts'
import { reportIdSchema } from '../../shared/model/ids.ts'
import { parseFilter, withMe } from '../../shared/query/parse-filter.ts'
import { withOldFilter } from './old-search.ts'

/**
 * The search of a URL as flat strings: what is left out has its default.
 * Written by hand or by an older version, whatever does not fit falls back to the default instead of failing.
 */
export const parseSearch = (search: string): Record<string, string> =>
  Object.fromEntries(new URLSearchParams(search.replace(/^\?/, '')))

const written = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : ''

/** What goes without saying. */
const defaults: Readonly<Record<string, string>> = { sort: '-count', view: 'report', show: 'reports' }

/** Leaves out what has its default, so that links are short. Keeps commas, colons and slashes readable; they need no escape in a query. */
export const stringifySearch = (search: Readonly<Record<string, unknown>>): string => {
  const pairs = Object.entries(search)
    .map(([name, value]) => [name, written(value)] as const)
    .filter(([name, value]) => value !== '' && value !== defaults[name])
    .map(([name, value]) => `${name}=${encodeURIComponent(value).replaceAll('%2C', ',').replaceAll('%3A', ':')}`)
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`
}

const text = z.string().max(1000).catch('').default('')
const line = z
  .preprocess(
    (value) => (value === undefined || value === '' ? null : Number(value)),
    z.number().int().positive().nullable()
  )
  .catch(null)

/** `count` counts up, `-count` down. */
const sortOrder = z
  .templateLiteral([z.literal(['', '-']), bucketSortSchema])
  .catch('-count')
  .default('-count')
export type SortOrder = z.infer<typeof sortOrder>

/** All that the list is filtered by is one text, in the language of docs/filter.md. */
export const bucketsSearchSchema = z.preprocess(withOldFilter, z.object({ q: text, sort: sortOrder }))
export type BucketsSearch = z.infer<typeof bucketsSearchSchema>

export const reportsSearchSchema = z.object({ q: text })
export type ReportsSearch = z.infer<typeof reportsSearchSchema>
/** The parts of a bucket's page that stand beside the others where there is room. */
export const sideParts = ['activity', 'note'] as const
/** All of them. */
export const bucketParts = ['reports', 'tree', 'similar', 'timeline', ...sideParts] as const
export type BucketPart = (typeof bucketParts)[number]
export const bucketSearchSchema = z.object({ show: z.enum(bucketParts).catch('reports').default('reports') })
export type BucketSearch = z.infer<typeof bucketSearchSchema>
export const reportSearchSchema = z.object({ view: z.enum(['report', 'raw']).catch('report').default('report'), line })
export type ReportSearch = z.infer<typeof reportSearchSchema>
export const compareSearchSchema = z.object({
  a: reportIdSchema.nullable().catch(null),
  b: reportIdSchema.nullable().catch(null),
  /** Number of a text that this window was given, in the place of the report that is left out. */
  text: z.coerce.number().int().positive().nullable().catch(null)
})

export type CompareSearch = z.infer<typeof compareSearchSchema>

export const sortColumn = (sort: SortOrder): { readonly sort: BucketSort; readonly descending: boolean } => ({
  sort: bucketSortSchema.parse(sort.replace(/^-/, '')),
  descending: sort.startsWith('-')
})

/** The order a click on a column gives: its natural one first, then the other way round. */
export const nextSort = (current: SortOrder, column: BucketSort): SortOrder => {
  const natural: SortOrder = column === 'title' ? 'title' : `-${column}`
  const other: SortOrder = column === 'title' ? '-title' : column
  return current === natural ? other : natural
}

/** What the list asks the engine; `me` is the owner that `owner:me` means. What is typed wrong asks nothing. */
export const bucketQueryOf = ({ q, sort }: BucketsSearch, me: string): BucketQuery => ({
  text: '',
  terms: withMe(parseFilter(q).terms, me),
  ...sortColumn(sort)
})
