import { z } from 'zod'
import { bucketRowSchema } from './bucket.ts'
import { timeSchema } from './time.ts'
import { decisionSchema } from './decision.ts'
import { bucketIdSchema, reportIdSchema } from './ids.ts'
import { list, record } from './record.ts'

/** A bucket as another page names it. */
export const bucketNameSchema = record({ bucket: bucketIdSchema, title: z.string() })
export type BucketName = z.infer<typeof bucketNameSchema>

/** A sign that a bucket may hold more than one bug: part of its reports share the title, but not a stack or an era. */
export const otherBugSchema = record({
  kind: z.enum(['stack', 'date']),
  /** One plain sentence. */
  text: z.string(),
  /** The newest report of the part, and the newest of the rest: to be compared. */
  report: reportIdSchema,
  against: reportIdSchema,
  /** Reports of the part. */
  count: z.number().int().positive(),
  /** All of them, so that they can be split off; absent where that is not known. */
  reports: list(reportIdSchema).optional()
})
export type OtherBug = z.infer<typeof otherBugSchema>

/** What a bucket's own page shows above its reports. */
export const bucketDetailSchema = record({
  row: bucketRowSchema,
  /** Why its reports are together, in one plain sentence, and the version of the rule that says so. */
  reason: z.string(),
  rule: z.number().int().positive(),
  /** Every title of its reports, the most frequent first. */
  titles: list(record({ title: z.string(), count: z.number().int().positive() })),
  maybeOther: list(otherBugSchema),
  duplicateOf: bucketNameSchema.nullable(),
  duplicates: list(bucketNameSchema),
  /** Standing decisions that touch its reports, the newest first. */
  decisions: list(decisionSchema)
})
export type BucketDetail = z.infer<typeof bucketDetailSchema>

/**
 * The crash stacks of a bucket's reports merged from the crash outwards: each node is a function called by the node
 * below it in the list, so that reports part where they were called from different places.
 */
export const stackTreeSchema = record({
  /** Reports with a stack; a report counts once. */
  reports: z.number().int().nonnegative(),
  /** In pre-order, siblings by falling count. `parent` is an index in the list, null for the roots. */
  nodes: list(
    record({
      function: z.string(),
      /** The names that reports have for it where these differ: clones of a compiler, wrappers. */
      names: list(z.string()).optional(),
      module: z.string().nullable(),
      /** `file:line` of the newest report that tells it. */
      place: z.string().nullable(),
      parent: z.number().int().nonnegative().nullable(),
      /** Reports whose stack goes through here. */
      count: z.number().int().positive(),
      /** A report whose stack ends or goes on here, the newest. */
      report: reportIdSchema
    })
  ),
  /** Nodes left out because the tree was too large. */
  leftOut: z.number().int().nonnegative()
})
export type StackTree = z.infer<typeof stackTreeSchema>

/** When a bucket's reports were seen, by UTC day and kernel release. */
export const timelineSchema = record({
  points: list(
    record({
      /** Midnight UTC. */
      day: timeSchema,
      kernel: z.string().nullable(),
      count: z.number().int().positive()
    })
  )
})
export type Timeline = z.infer<typeof timelineSchema>

/** What another version of the rule makes of the buckets. */
export const regroupingSchema = record({
  /** Version of the rule that made the buckets, where several did the oldest, and of the one asked. */
  from: z.number().int().nonnegative(),
  to: z.number().int().positive(),
  /** Buckets before and after, and reports that change their bucket. */
  before: z.number().int().nonnegative(),
  after: z.number().int().nonnegative(),
  reports: z.number().int().nonnegative(),
  splits: list(
    record({ bucket: bucketNameSchema, into: list(record({ title: z.string(), count: z.number().int() })) })
  ),
  merges: list(record({ buckets: list(bucketNameSchema), title: z.string(), count: z.number().int() })),
  /** Splits and merges that are not listed, for there are too many. */
  more: z.number().int().nonnegative()
})
export type Regrouping = z.infer<typeof regroupingSchema>
