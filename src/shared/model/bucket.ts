import { z } from 'zod'
import { list, record } from './record.ts'
import { crashKindSchema } from './crash-kind.ts'
import { bucketIdSchema, logIdSchema, reportIdSchema } from './ids.ts'
import { seenAssumesSchema, seenSourceSchema } from './seen.ts'
import { timeSchema } from './time.ts'
import { ownerSchema, prioritySchema, statusKindSchema, tagSchema, triageSchema } from './triage.ts'

/** A line of the bucket list. */
export const bucketRowSchema = record({
  bucket: bucketIdSchema,
  title: z.string(),
  kind: crashKindSchema,
  /** The function in the title; the list sets it in bold. */
  frame: z.string().nullable(),
  /** The callers of `frame` in the newest report, nearest first, two at most: they say where it is. */
  callers: list(z.string()),
  /** Reports, and the distinct logs they come from. */
  count: z.number().int().nonnegative(),
  files: z.number().int().nonnegative(),
  /** Distinct kernel releases, oldest version first. */
  kernels: list(z.string()),
  firstSeen: timeSchema,
  /** What `firstSeen` rests on; `file` for a bucket without reports. */
  firstSeenFrom: seenSourceSchema,
  lastSeen: timeSchema,
  lastSeenFrom: seenSourceSchema,
  hasNote: z.boolean(),
  triage: triageSchema,
  /** It is marked as another bucket's duplicate. */
  duplicateOf: bucketIdSchema.nullable()
})
export type BucketRow = z.infer<typeof bucketRowSchema>

/** A line of a report list. */
export const reportRowSchema = record({
  report: reportIdSchema,
  bucket: bucketIdSchema,
  log: logIdSchema,
  /** Which crash of its log it is, from 0. */
  index: z.number().int().nonnegative(),
  title: z.string(),
  kind: crashKindSchema,
  corrupted: z.boolean(),
  kernel: z.string().nullable(),
  arch: z.string(),
  command: z.string().nullable(),
  /** Path of the copy of the log that was modified last. */
  file: z.string(),
  seen: timeSchema,
  /** What `seen` rests on, and what of it was not said. */
  seenFrom: seenSourceSchema,
  seenAssumes: seenAssumesSchema
})
export type ReportRow = z.infer<typeof reportRowSchema>

export const bucketSortSchema = z.enum(['count', 'logs', 'last-seen', 'first-seen', 'title', 'priority'])
export type BucketSort = z.infer<typeof bucketSortSchema>

/** What a bucket is listed under: its status, but for a mark as a duplicate or a fixed one that came back. */
export const shownStatusSchema = z.enum([...statusKindSchema.options, 'duplicate', 'came-back'])
export type ShownStatus = z.infer<typeof shownStatusSchema>

/** What a bucket is listed under. An ignored one is new again when its time has come or it has so many reports. */
export const shownStatus = (
  { triage, duplicateOf, count }: Pick<BucketRow, 'triage' | 'duplicateOf' | 'count'>,
  now: number
): ShownStatus => {
  if (duplicateOf !== null) return 'duplicate'
  const { status, cameBack } = triage
  if (status.kind === 'fixed' && cameBack) return 'came-back'
  if (status.kind !== 'ignored') return status.kind
  const over = (status.until !== null && status.until <= now) || (status.reports !== null && count >= status.reports)
  return over ? 'new' : 'ignored'
}

/** What can be asked of a bucket with `has`; `triage` is anything at all that somebody said of it. */
export const hasSchema = z.enum(['note', 'tag', 'owner', 'priority', 'triage'])

const anyOf = <Value extends z.ZodType>(value: Value) => z.array(value).min(1).max(100).readonly()
/** Whether the buckets that match are left out. */
const not = z.boolean().default(false)

/** One thing asked of a bucket: it matches with any of the values. */
export const filterTermSchema = z.discriminatedUnion('field', [
  /** In the title, a function, the command or the text of a report; as they are, spaces included. */
  record({ field: z.literal('text'), values: anyOf(z.string().min(1).max(1000)), not }),
  record({ field: z.literal('kind'), values: anyOf(crashKindSchema), not }),
  record({ field: z.literal('status'), values: anyOf(shownStatusSchema), not }),
  record({ field: z.literal('priority'), values: anyOf(prioritySchema), not }),
  /** Owners and tags are whole names, in whatever case. */
  record({ field: z.literal('owner'), values: anyOf(ownerSchema.min(1)), not }),
  record({ field: z.literal('tag'), values: anyOf(tagSchema), not }),
  record({ field: z.literal('has'), values: anyOf(hasSchema), not }),
  /** The beginning of a release that it was seen on. */
  record({ field: z.literal('kernel'), values: anyOf(z.string().min(1).max(200)), not })
])
export type FilterTerm = z.infer<typeof filterTermSchema>

/** Which buckets, in which order. All words of `text` must match as terms of that field do, and all terms. */
export const bucketQuerySchema = record({
  text: z.string().max(1000).default(''),
  terms: list(filterTermSchema).default([]),
  sort: bucketSortSchema.default('count'),
  descending: z.boolean().default(true)
})
export type BucketQuery = z.infer<typeof bucketQuerySchema>

export const pageSchema = record({
  offset: z.number().int().nonnegative().default(0),
  limit: z.number().int().min(1).max(1000).default(200)
})
export type Page = z.infer<typeof pageSchema>
