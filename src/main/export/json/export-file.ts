import { z } from 'zod'
import { actSchema } from '../../../shared/model/act.ts'
import { annotationSchema } from '../../../shared/model/annotation.ts'
import { bucketNameSchema } from '../../../shared/model/bucket-detail.ts'
import { reportRowSchema } from '../../../shared/model/bucket.ts'
import { crashKindSchema } from '../../../shared/model/crash-kind.ts'
import { decisionSchema } from '../../../shared/model/decision.ts'
import { bucketIdSchema, reportIdSchema } from '../../../shared/model/ids.ts'
import { noteSchema } from '../../../shared/model/note.ts'
import { list, record } from '../../../shared/model/record.ts'
import { lineKindSchema } from '../../../shared/model/report.ts'
import { seenSourceSchema } from '../../../shared/model/seen.ts'
import { timeSchema } from '../../../shared/model/time.ts'
import { triageSchema } from '../../../shared/model/triage.ts'

export const exportFormatName = 'oopsdesk-export'
/** Grows when a reader of an older one could no longer read what is written. */
export const exportVersion = 1

export const exportedBucketSchema = record({
  bucket: bucketIdSchema,
  title: z.string(),
  kind: crashKindSchema,
  /** The function in the title, and its callers in the newest report, nearest first. */
  frame: z.string().nullable(),
  callers: list(z.string()),
  /** Reports, and the distinct logs they come from. */
  count: z.number().int().nonnegative(),
  files: z.number().int().nonnegative(),
  kernels: list(z.string()),
  firstSeen: timeSchema,
  firstSeenFrom: seenSourceSchema,
  lastSeen: timeSchema,
  lastSeenFrom: seenSourceSchema,
  /** Why its reports are together, in one sentence. */
  reason: z.string(),
  /** Every title of its reports, the most frequent first. */
  titles: list(record({ title: z.string(), count: z.number().int().positive() })),
  triage: triageSchema,
  duplicateOf: bucketNameSchema.nullable(),
  duplicates: list(bucketNameSchema),
  /** Standing ones, the newest first. */
  decisions: list(decisionSchema),
  notes: list(noteSchema),
  annotations: list(annotationSchema),
  /** The newest whole report with its text; null where it was not asked for. */
  sample: record({
    report: reportIdSchema,
    lines: list(record({ line: z.number().int().positive(), kind: lineKindSchema, text: z.string() }))
  }).nullable(),
  /** All of them, the newest first. */
  reports: list(reportRowSchema)
})
export type ExportedBucket = z.infer<typeof exportedBucketSchema>

/**
 * A JSON export: buckets by id, and the acts of people that stand, in the order of their making. Times are milliseconds
 * since 1970 UTC. The same corpus gives the same bytes.
 */
export const exportFileSchema = record({
  format: z.literal(exportFormatName),
  version: z.literal(exportVersion),
  buckets: list(exportedBucketSchema),
  acts: list(actSchema)
})
export type ExportFile = z.infer<typeof exportFileSchema>
