import { z } from 'zod'
import { list, record } from './record.ts'
import { architectureSchema, crashKindSchema } from './crash-kind.ts'
import { factsSchema } from './facts.ts'
import { stackSchema } from './frame.ts'
import { hangSchema, noHang } from './hang.ts'
import { injectionSchema } from './injection.ts'
import { locksSchema, noLocks } from './locks.ts'
import { memorySchema, noMemory } from './memory.ts'
import { modulesSchema } from './modules.ts'
import { codeDumpSchema, registerSetSchema } from './registers.ts'
import { statedTimeSchema } from './seen.ts'

/** What a line of a report is. `unknown` is a line the parser does not understand: shown as such, and counted. */
export const lineKindSchema = z.enum([
  'context',
  'separator',
  'title',
  'detail',
  'machine',
  'instruction',
  'code',
  'register',
  'stack-header',
  'stack-mark',
  'frame',
  'inline-frame',
  'modules',
  'memory',
  'lock',
  'end-of-trace',
  'panic',
  'noise',
  'blank',
  'unknown'
])
export type LineKind = z.infer<typeof lineKindSchema>

export const reportLineSchema = record({
  /** Line in the raw log, from 1. */
  line: z.number().int().positive(),
  kind: lineKindSchema,
  /** True for a line that prints again what the report has said: all that follows `---[ end trace`, mostly. */
  repeat: z.boolean(),
  /** The line without its console prefix (time, level, caller), escape codes and line end. */
  text: z.string()
})
export type ReportLine = z.infer<typeof reportLineSchema>

/**
 * One crash, as data. The first group is what scripts and buckets go by; titles are those the kernel community uses,
 * printable ASCII, 120 bytes at most. Facts, stacks, registers, locks and memory each say where in the raw log they stand.
 * What the first parser did not read has a default, so that reports stored then can still be read.
 */
export const reportSchema = record({
  title: z.string(),
  altTitles: list(z.string()),
  kind: crashKindSchema,
  /** The community's finer type: `KASAN-USE-AFTER-FREE-READ`, `WARNING`, `HANG`, `LOCKDEP`, `DoS`; empty when it has none. */
  type: z.string(),
  /** The log is cut or torn so that the title may be wrong; the reason in words, empty when not corrupted. */
  corrupted: z.boolean(),
  corruptedReason: z.string(),
  /** A crash nobody wants to see again, such as the fuzzer's own process killed for memory. */
  suppressed: z.boolean(),
  /** The log says `Kernel panic - not syncing`. */
  panicked: z.boolean(),
  /** `proc=2, id=737` for the command `syz.2.737`: which program of the fuzzer ran. */
  executor: z.string().nullable(),
  /** The function in the title. */
  frame: z.string().nullable(),
  guiltyFile: z.string().nullable(),
  arch: architectureSchema,
  kernel: z.string().nullable(),

  startByte: z.number().int().nonnegative(),
  endByte: z.number().int().nonnegative(),
  startLine: z.number().int().positive(),
  endLine: z.number().int().positive(),

  facts: factsSchema,
  registers: list(registerSetSchema),
  code: list(codeDumpSchema),
  /** The crash's own call trace comes first. */
  stacks: list(stackSchema),
  modules: modulesSchema.nullable(),
  locks: locksSchema.default(noLocks),
  memory: memorySchema.default(noMemory),
  hang: hangSchema.default(noHang),
  /** The last failure that was injected on the way to the crash; null where the log shows none near it. */
  injection: injectionSchema.nullable().default(null),
  /**
   * Which report of the log it comes after in the same boot, by index from 0: what happens to a kernel that has crashed
   * before may be the first crash's doing. Null for the first after a boot.
   */
  after: z.number().int().nonnegative().nullable().default(null),
  /** When it happened, as the log states it, the most trusted first; nothing where it does not. */
  times: list(statedTimeSchema).default([]),
  /** Every line of the report, in the order of the raw log, the messages before the crash as `context`. */
  lines: list(reportLineSchema)
})
export type Report = z.infer<typeof reportSchema>

/** Reports kept of one log, the first ones: what comes beyond is only counted. */
export const mostReportsOfLog = 20_000

/** What the parser makes of one whole log. */
export const parsedLogSchema = record({
  /** Lines in the raw log; a last line without a line end counts. */
  lineCount: z.number().int().nonnegative(),
  reports: list(reportSchema),
  /** Crashes beyond the most that are kept of one log; absent when there are none. */
  omitted: z.number().int().positive().optional()
})
export type ParsedLog = z.infer<typeof parsedLogSchema>
