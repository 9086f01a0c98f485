import { z } from 'zod'
import { bucketQuerySchema } from './bucket.ts'
import { bucketIdSchema } from './ids.ts'
import { list, record } from './record.ts'

/** Which buckets leave the desk. */
export const exportScopeSchema = z.discriminatedUnion('kind', [
  record({ kind: z.literal('buckets'), buckets: list(bucketIdSchema) }),
  record({ kind: z.literal('view'), query: bucketQuerySchema }),
  /** All that somebody has said something of. */
  record({ kind: z.literal('noted') }),
  record({ kind: z.literal('all') })
])
export type ExportScope = z.infer<typeof exportScopeSchema>

export const exportFormatSchema = z.enum(['markdown', 'html', 'json', 'csv', 'mail'])
export type ExportFormat = z.infer<typeof exportFormatSchema>

/** A line that syzbot obeys; `status` is the one that the bucket's status asks for, none where it asks for none. */
export const syzCommandSchema = z.enum(['none', 'status', 'fix', 'dup', 'invalid', 'undup'])

/** One header line or trailer: without control characters, so that no other line can be put into it. */
const mailWords = z
  .string()
  .max(500)
  .regex(/^[^\p{Cc}\p{Cs}\u2028\u2029]*$/u)

export const exportOptionsSchema = record({
  notes: z.boolean().default(true),
  annotations: z.boolean().default(true),
  /** The text of the newest whole report of each bucket. */
  sample: z.boolean().default(true),
  /** Reports listed of each bucket, the newest first. JSON and CSV have them all. */
  reports: z.number().int().min(0).max(1000).default(200),
  mail: record({
    from: mailWords.default(''),
    to: mailWords.default(''),
    subject: mailWords.default(''),
    /** The notes are for whoever works on the bucket; a mail has them only where that is asked for. */
    notes: z.boolean().default(false),
    /** And so are the remarks on lines. */
    annotations: z.boolean().default(false),
    /** `Reported-by:` with this person; empty for none. */
    reportedBy: mailWords.default(''),
    /** `Closes:` with this address; empty for none. */
    closes: mailWords.default(''),
    command: syzCommandSchema.default('status'),
    /** The full title that `fix` or `dup` names; empty for what the bucket's status or mark says. */
    commandTitle: mailWords.default('')
  }).default({
    from: '',
    to: '',
    subject: '',
    notes: false,
    annotations: false,
    reportedBy: '',
    closes: '',
    command: 'status',
    commandTitle: ''
  })
})
export type ExportOptions = z.infer<typeof exportOptionsSchema>

/** What a bundle or an export brought into a corpus. */
export const bundleSummarySchema = record({
  /** Logs that were new, and those that were there already. */
  logs: record({ added: z.number().int(), known: z.number().int() }),
  reports: z.number().int().nonnegative(),
  acts: record({ added: z.number().int(), known: z.number().int() }),
  /** Notes that two people changed apart: both texts stand side by side. */
  conflicts: list(record({ bucket: bucketIdSchema.nullable(), title: z.string() })),
  /** Acts about reports that are not in this corpus; they wait for them. */
  waiting: z.number().int().nonnegative()
})
export type BundleSummary = z.infer<typeof bundleSummarySchema>
