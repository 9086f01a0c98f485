import { z } from 'zod'
import { list, record } from './record.ts'
import { timeSchema } from './time.ts'
import { corpusIdSchema, logIdSchema } from './ids.ts'

export const corpusFactsSchema = record({
  corpus: corpusIdSchema,
  /** File name without folder and ending. */
  name: z.string(),
  file: z.string(),
  readOnly: z.boolean(),
  logs: z.number().int().nonnegative(),
  reports: z.number().int().nonnegative(),
  buckets: z.number().int().nonnegative(),
  /** Raw bytes of all logs, before compression. */
  rawBytes: z.number().int().nonnegative(),
  /** Size of the corpus file in bytes. */
  fileBytes: z.number().int().nonnegative(),
  /** Version of the rule that made the buckets, where several did the oldest; null without any. */
  rule: z.number().int().positive().nullable().optional(),
  /** How many logs which version of the parser read, the oldest first. */
  parsers: list(record({ version: z.number().int().nonnegative(), logs: z.number().int().nonnegative() })).optional()
})
export type CorpusFacts = z.infer<typeof corpusFactsSchema>

export const recentCorpusSchema = record({
  corpus: corpusIdSchema,
  name: z.string(),
  file: z.string(),
  opened: timeSchema,
  /** False when the file is not where it was. */
  present: z.boolean(),
  buckets: z.number().int().nonnegative(),
  fileBytes: z.number().int().nonnegative()
})
export type RecentCorpus = z.infer<typeof recentCorpusSchema>

export const logFactsSchema = record({
  log: logIdSchema,
  /** Path of the copy that was modified last. */
  file: z.string(),
  /** In bytes. */
  size: z.number().int().nonnegative(),
  lineCount: z.number().int().nonnegative(),
  modified: timeSchema,
  imported: timeSchema
})
export type LogFacts = z.infer<typeof logFactsSchema>
