import { z } from 'zod'
import { bucketRowSchema } from './bucket.ts'
import { bucketIdSchema, reportIdSchema } from './ids.ts'
import { list, record } from './record.ts'

/** What a reason for or against sameness rests on. */
export const reasonKindSchema = z.enum([
  'decision',
  'signature',
  'title',
  'crash-stack',
  'allocation-stack',
  'free-stack',
  'lock-stack',
  'source-file',
  'access',
  'architecture',
  'kernel',
  'date'
])
export type ReasonKind = z.infer<typeof reasonKindSchema>

/** One piece of evidence on whether two crashes are one bug. */
export const reasonSchema = record({
  kind: reasonKindSchema,
  weighs: z.enum(['for', 'against']),
  /** One plain sentence. */
  text: z.string(),
  /** Functions it speaks of, the rarest first. */
  functions: list(z.string())
})
export type Reason = z.infer<typeof reasonSchema>

/** Chance, from 0 to 1, that two crashes are one bug, as calibrated in docs/accuracy.md. */
export const scoreSchema = z.number().min(0).max(1)

/** A bucket like another bucket or report, with the report of it that is most alike. */
export const similarBucketSchema = record({
  bucket: bucketRowSchema,
  report: reportIdSchema,
  score: scoreSchema,
  /** The strongest first. */
  reasons: list(reasonSchema)
})
export type SimilarBucket = z.infer<typeof similarBucketSchema>

/** A report like another one: what `oopsdesk similar` prints. */
export const similarReportSchema = record({
  report: reportIdSchema,
  bucket: bucketIdSchema,
  file: z.string(),
  title: z.string(),
  score: scoreSchema,
  reasons: list(reasonSchema)
})
export type SimilarReport = z.infer<typeof similarReportSchema>

/** Why two reports are in one bucket, or are not. */
export const whySchema = record({
  together: z.boolean(),
  /** One plain sentence: what put them together or keeps them apart. */
  sentence: z.string(),
  score: scoreSchema,
  reasons: list(reasonSchema)
})
export type Why = z.infer<typeof whySchema>
