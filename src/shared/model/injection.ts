import { z } from 'zod'
import { list, record } from './record.ts'
import { frameSchema } from './frame.ts'
import { spanSchema } from './span.ts'

/**
 * A failure that the kernel was told to make, before the crash: `FAULT_INJECTION: forcing a failure.` and
 * `name failslab, interval 1, probability 0, space 0, times 0` (lib/fault-inject.c, fail_dump).
 */
export const injectionSchema = record({
  /** What failed: `failslab`, `fail_page_alloc`, `fail_futex`, `fail_usercopy`. */
  name: z.string(),
  /** Of so many calls one fails. */
  interval: z.number().int().nullable(),
  /** In percent. */
  probability: z.number().int().nullable(),
  /** Bytes that may be allocated before the first failure. */
  space: z.number().int().nullable(),
  /** Failures that are left; -1 for no limit. */
  times: z.number().int().nullable(),
  /** Where it was made to fail; the callers, nearest first. */
  frames: list(frameSchema),
  span: spanSchema
})
export type Injection = z.infer<typeof injectionSchema>
