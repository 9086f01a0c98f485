import { z } from 'zod'
import { list, record } from './record.ts'
import { crashKindSchema } from './crash-kind.ts'
import { bucketIdSchema, logIdSchema, reportIdSchema } from './ids.ts'
import { seenAssumesSchema, seenSourceSchema } from './seen.ts'

/** Milliseconds since 1970-01-01 UTC. */
export const timeSchema = z.number().int()

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
  hasNote: z.boolean()
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

export const noteSchema = record({
  bucket: bucketIdSchema,
  /** Markdown. Empty means no note. */
  text: z.string().max(1_000_000),
  /** Counts saves from 1; 0 when nothing was ever written. A save names the revision it was typed over. */
  revision: z.number().int().nonnegative(),
  saved: timeSchema.nullable()
})
export type Note = z.infer<typeof noteSchema>

export const bucketSortSchema = z.enum(['count', 'last-seen', 'first-seen', 'title'])
export type BucketSort = z.infer<typeof bucketSortSchema>

/** Which buckets, in which order; text is matched against titles, frames, commands and report text. */
export const bucketQuerySchema = record({
  text: z.string().max(1000).default(''),
  kinds: list(crashKindSchema).default([]),
  noted: z.boolean().default(false),
  sort: bucketSortSchema.default('count'),
  descending: z.boolean().default(true)
})
export type BucketQuery = z.infer<typeof bucketQuerySchema>

export const pageSchema = record({
  offset: z.number().int().nonnegative().default(0),
  limit: z.number().int().min(1).max(1000).default(200)
})
export type Page = z.infer<typeof pageSchema>
