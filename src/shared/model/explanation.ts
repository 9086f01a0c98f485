import { z } from 'zod'
import { list, record } from './record.ts'

/** Lines of the raw log, from 1, ascending: what a claim rests on. */
const evidenceSchema = z.array(z.number().int().positive()).min(1).readonly()

/**
 * What a claim is about: how the report should be read (`crash`), the refused access and the operand that led there,
 * a value of a register, the object in memory, a lock, a task that waits or runs on, the stack, the mode of the CPU,
 * taint.
 */
export const claimKindSchema = z.enum(['crash', 'access', 'value', 'object', 'lock', 'stall', 'stack', 'mode', 'taint'])
export type ClaimKind = z.infer<typeof claimKindSchema>

/** One thing that the report proves, in plain words. Where the log has no evidence there is no claim. */
export const claimSchema = record({ kind: claimKindSchema, text: z.string().min(1), lines: evidenceSchema })
export type Claim = z.infer<typeof claimSchema>

/** One instruction of a `Code:` line, in the syntax of `objdump -d` (AT&T on x86). */
export const instructionRowSchema = record({
  /**
   * Bytes from the first byte of the `Code:` line; targets of jumps in `text` count the same way, and are followed by
   * where they lead as far as the report says it, ` <f+0x12>`.
   */
  offset: z.number().int().nonnegative(),
  /** Bytes from the start of the function that trapped, where the log names it; negative in front of it. */
  functionOffset: z.number().int().nullable(),
  /** Hex digits as the `Code:` line has them, a blank between units. */
  bytes: z.string(),
  text: z.string(),
  /** The instruction that the CPU could not complete; in a system call's dump, the one it returns to. */
  trapping: z.boolean()
})
export type InstructionRow = z.infer<typeof instructionRowSchema>

/** A `Code:` line as instructions. */
export const disassemblySchema = record({
  mode: z.enum(['kernel', 'user', 'unknown']),
  /** The raw line it was read from, from 1. */
  line: z.number().int().positive(),
  /** The function that trapped, where the log names it. */
  function: z.string().nullable(),
  rows: list(instructionRowSchema)
})
export type Disassembly = z.infer<typeof disassemblySchema>

/** What a register's value is: `RSI` `ffff888012acfc20` `the direct map of physical memory`. */
export const namedValueSchema = record({
  register: z.string(),
  /** Hex digits without `0x`, as printed. */
  value: z.string(),
  meaning: z.string(),
  line: z.number().int().positive()
})
export type NamedValue = z.infer<typeof namedValueSchema>

/** What a report means. Every part rests on lines of the report; what the log does not prove is left out. */
export const explanationSchema = record({
  /** The crash in one sentence; null where the log says nothing but that something happened. */
  sentence: claimSchema.nullable(),
  claims: list(claimSchema),
  /** Kernel code first. */
  code: list(disassemblySchema),
  /** Registers of the kernel whose value has a name, in the order they were printed. */
  values: list(namedValueSchema)
})
export type Explanation = z.infer<typeof explanationSchema>
