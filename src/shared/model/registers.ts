import { z } from 'zod'
import { list, record } from './record.ts'
import { frameSchema } from './frame.ts'
import { spanSchema } from './span.ts'

/** A register as printed: name in the kernel's spelling, value in hex digits without `0x`. */
export const registerSchema = record({
  name: z.string(),
  value: z.string(),
  /** `segment`: CS, DS, ES, FS, GS...; `control`: CR0-4, DR0-7, EFLAGS and the like; the rest is `general`. */
  group: z.enum(['general', 'segment', 'control']),
  span: spanSchema
})
export type Register = z.infer<typeof registerSchema>

/**
 * The registers of one moment. An oops on x86_64 prints those of the kernel where it trapped, and after the call
 * trace those of user space at the system call (arch/x86/kernel/dumpstack.c, show_regs and show_iret_regs).
 */
export const registerSetSchema = record({
  mode: z.enum(['kernel', 'user', 'unknown']),
  /** Where the instruction pointer stood: `RIP: 0010:f+0x9f5/0xa20 file.c:619`, `pc : f+0x10/0x20`. Null where it has no symbol. */
  instruction: frameSchema.nullable(),
  /** The raw instruction pointer, as printed after the segment, where there is one: `0x7f6be81410aa`. */
  instructionAddress: z.string().nullable(),
  registers: list(registerSchema),
  /** True for the second print of the same registers after `---[ end trace`. */
  repeat: z.boolean(),
  span: spanSchema
})
export type RegisterSet = z.infer<typeof registerSetSchema>

/** The bytes of a `Code:` line. `trap` is the index in `units` of the one in `<>` or `()`, where the CPU stopped. */
export const codeDumpSchema = record({
  mode: z.enum(['kernel', 'user', 'unknown']),
  /** Hex digits of each unit: bytes on x86, 32-bit words on arm64, 16 or 32 bits elsewhere. */
  units: list(z.string()),
  trap: z.number().int().nonnegative().nullable(),
  repeat: z.boolean(),
  span: spanSchema
})
export type CodeDump = z.infer<typeof codeDumpSchema>
