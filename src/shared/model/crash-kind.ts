import { z } from 'zod'

/**
 * What went wrong, in the eight sorts the window tells apart by hue, icon and word.
 * `bug` is BUG(), an oops without a memory cause, and panics; `hang` is stalls, lockups and hung tasks.
 */
export const crashKindSchema = z.enum([
  'memory-safety',
  'bug',
  'hang',
  'locking',
  'warning',
  'data-race',
  'leak',
  'unknown'
])
export type CrashKind = z.infer<typeof crashKindSchema>
export const crashKinds = crashKindSchema.options

export const architectureSchema = z.enum([
  'x86_64',
  'i386',
  'arm64',
  'arm',
  'riscv64',
  's390x',
  'powerpc',
  'mips',
  'loongarch',
  'm68k',
  'parisc',
  'sparc',
  'alpha',
  'csky',
  'hexagon',
  'ia64',
  'microblaze',
  'nios2',
  'openrisc',
  'sh',
  'xtensa',
  'unknown'
])
export type Architecture = z.infer<typeof architectureSchema>
