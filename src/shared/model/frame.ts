import { z } from 'zod'
import { list, record } from './record.ts'
import { spanSchema } from './span.ts'

/** A source position as the symbolizer wrote it: path within the kernel tree and line from 1. */
export const sourceSchema = record({ file: z.string(), line: z.number().int().nonnegative().nullable() })
export type Source = z.infer<typeof sourceSchema>

/** A function that the compiler put inside the frame's own, innermost first. */
export const inlineFrameSchema = record({ function: z.string(), source: sourceSchema.nullable(), span: spanSchema })
export type InlineFrame = z.infer<typeof inlineFrameSchema>

/**
 * One physical frame of a call trace (`symbol+0x12/0x34 [module]`), with the inline functions that the symbolizer
 * expanded from it. A line `f file.c:1 [inline]` belongs to the frame below it, in whose code it runs.
 */
export const frameSchema = record({
  function: z.string(),
  /** Bytes from the start of the function, and its size in bytes. */
  offset: z.number().int().nonnegative().nullable(),
  size: z.number().int().nonnegative().nullable(),
  module: z.string().nullable(),
  buildId: z.string().nullable(),
  source: sourceSchema.nullable(),
  /** Absolute address as printed (`[<ffffffff81234567>]`), without `0x`. */
  address: z.string().nullable(),
  /** False for `? f`: found on the stack, not proven to be a caller (kernel/stacktrace, show_trace_log_lvl). */
  reliable: z.boolean(),
  inlined: list(inlineFrameSchema),
  span: spanSchema
})
export type Frame = z.infer<typeof frameSchema>

/** What a call trace tells: where it crashed, who allocated or freed the object, what another CPU did. */
export const stackKindSchema = z.enum(['crash', 'allocated', 'freed', 'related-work', 'other-cpu', 'lock', 'other'])
export type StackKind = z.infer<typeof stackKindSchema>

/** Whose stack it is, as far as its header says: `allocated by task 507 on cpu 0 at 71.33s (0.5s ago):`. */
export const stackOwnerSchema = record({
  pid: z.number().int().nonnegative().nullable(),
  command: z.string().nullable(),
  cpu: z.number().int().nonnegative().nullable(),
  /** Kernel time of it, in seconds since boot. */
  seconds: z.number().nonnegative().nullable(),
  /** Jiffies before the report, of an old SLUB record: `age=12`. */
  age: z.number().int().nonnegative().nullable()
})
export type StackOwner = z.infer<typeof stackOwnerSchema>

export const stackSchema = record({
  kind: stackKindSchema,
  owner: stackOwnerSchema.nullable().default(null),
  /** The header as the kernel wrote it: `Call Trace:`, `Freed by task 11514:`. */
  title: z.string(),
  frames: list(frameSchema),
  span: spanSchema
})
export type Stack = z.infer<typeof stackSchema>
