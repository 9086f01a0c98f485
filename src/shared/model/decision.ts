import { z } from 'zod'
import { timeSchema } from './time.ts'
import { bucketIdSchema, reportIdSchema } from './ids.ts'
import { record } from './record.ts'

/** A bucket may be taken apart report by report; of no corpus are more expected. */
const most = 1_000_000
const some = z.array(reportIdSchema).min(1).max(most).readonly()

/**
 * What a person decided about buckets. It is bound to reports, whose ids are made of their logs' bytes, so that it
 * holds for later imports, under every rule and in another corpus. It outranks every rule.
 */
export const decisionSchema = record({
  decision: z.string().min(1).max(64),
  made: timeSchema,
  what: z.discriminatedUnion('kind', [
    /** These are one bug, and so is all that the rule puts with any of them. */
    record({ kind: z.literal('same'), reports: z.array(reportIdSchema).min(2).max(most).readonly() }),
    /** None of `left` is the bug of any of `right`. */
    record({
      kind: z.literal('different'),
      left: some,
      right: some
    }),
    /** These reports were taken out of their bucket, though some may share a signature with what stayed. */
    record({
      kind: z.literal('split'),
      taken: some,
      left: some
    }),
    /** One bucket's bug is another's, which stays a bucket of its own. */
    record({ kind: z.literal('duplicate'), bucket: bucketIdSchema, of: bucketIdSchema })
  ]),
  /** In words, as it was made: the titles and counts of that moment. */
  text: z.string()
})
export type Decision = z.infer<typeof decisionSchema>
