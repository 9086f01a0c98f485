import { z } from 'zod'
import { list, record } from './record.ts'
import { timeSchema } from './time.ts'
import { importIdSchema, uploadIdSchema } from './ids.ts'

/** What to import: a path on the engine's machine, or files that the window sent. */
export const importSourceSchema = z.discriminatedUnion('kind', [
  record({ kind: z.literal('path'), path: z.string().min(1).max(4096) }),
  record({
    kind: z.literal('upload'),
    upload: uploadIdSchema,
    /** What the list of imports calls it, such as the folder that was chosen. */
    name: z.string().min(1).max(1000).optional()
  })
])
export type ImportSource = z.infer<typeof importSourceSchema>

/** Why a file was not imported. */
export const skipReasonSchema = z.enum([
  'unreadable',
  'missing',
  'not-a-file',
  'link-out-of-folder',
  'link-loop',
  'too-deep',
  'empty',
  'archive',
  'binary',
  'not-a-log',
  'corpus-file',
  'damaged',
  'bomb',
  'too-large',
  'parser-failed'
])
export type SkipReason = z.infer<typeof skipReasonSchema>

export const skippedFileSchema = record({
  file: z.string(),
  reason: skipReasonSchema,
  /** One sentence: what happened and what to do. */
  text: z.string()
})
export type SkippedFile = z.infer<typeof skippedFileSchema>

export const importProgressSchema = record({
  /** Still looking for files, so the totals grow. */
  walking: z.boolean(),
  filesFound: z.number().int().nonnegative(),
  filesDone: z.number().int().nonnegative(),
  bytesFound: z.number().int().nonnegative(),
  bytesDone: z.number().int().nonnegative(),
  reports: z.number().int().nonnegative(),
  skipped: z.number().int().nonnegative(),
  /** Bytes a second over the last seconds. */
  rate: z.number().nonnegative(),
  /** Null while it cannot be told. */
  secondsLeft: z.number().nonnegative().nullable(),
  /** The file being read. */
  file: z.string().nullable()
})
export type ImportProgress = z.infer<typeof importProgressSchema>

export const importSummaryFieldsSchema = z.object({
  /** Files looked at; each is added, a duplicate or skipped. */
  files: z.number().int().nonnegative(),
  /** Crashes in the logs that were added. */
  reports: z.number().int().nonnegative(),
  added: z.number().int().nonnegative(),
  duplicates: z.number().int().nonnegative(),
  skipped: z.number().int().nonnegative(),
  bytes: z.number().int().nonnegative(),
  seconds: z.number().nonnegative(),
  /** It ended before everything was looked at: a person cancelled it, or `failure` tells why. */
  cancelled: z.boolean(),
  /** Files that it would have looked at, for one that was cancelled; absent while that was not known yet. */
  found: z.number().int().nonnegative().optional(),
  /** Crashes left out, as of one log only so many are kept (`mostReportsOfLog`); absent when there are none. */
  omitted: z.number().int().positive().optional(),
  /** Logs of the corpus that were parsed again, and how many of them have other reports now; absent when none were. */
  parsedAgain: record({ logs: z.number().int().positive(), changed: z.number().int().nonnegative() }).optional(),
  /** Why it ended early, in one sentence; absent when nothing went wrong. */
  failure: z.string().optional()
})
export const importSummarySchema = importSummaryFieldsSchema.readonly()
export type ImportSummary = z.infer<typeof importSummarySchema>

/** An import as the corpus remembers it. */
export const importRecordSchema = record({
  import: importIdSchema,
  started: timeSchema,
  /** Null for one that was killed, or still runs. */
  finished: timeSchema.nullable(),
  sources: list(z.string()),
  summary: importSummarySchema.nullable()
})
export type ImportRecord = z.infer<typeof importRecordSchema>
