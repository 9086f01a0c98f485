import { z } from 'zod'
import { list, record } from './record.ts'
import { sourceSchema } from './frame.ts'
import { found, spanSchema } from './span.ts'

/** A lock as lockdep prints it: `ffff888012345678 (&mm->mmap_lock){++++}-{4:4}` (kernel/locking/lockdep.c, print_lock). */
export const lockSchema = record({
  /** Address of the lock, hex digits without `0x`; null where the kernel prints none. */
  address: z.string().nullable(),
  /** Lockdep's class: `&mm->mmap_lock`, `rtnl_mutex`, `&type->s_umount_key#34`, `sk_lock-AF_INET/1`. */
  name: z.string(),
  /** A letter for each context it was used in, `+.+.`: hardirq, its read, softirq, its read (Documentation/locking/lockdep-design.rst). */
  usage: z.string().nullable(),
  /** `{3:3}`: the wait type outside and inside, as printed; null before 5.8. */
  waitTypes: z.string().nullable()
})
export type Lock = z.infer<typeof lockSchema>

/** Where a lock was taken. Offset and size are bytes; all but the function are null where the log does not say. */
export const lockPlaceSchema = record({
  function: z.string(),
  offset: z.number().int().nonnegative().nullable(),
  size: z.number().int().nonnegative().nullable(),
  module: z.string().nullable(),
  source: sourceSchema.nullable()
})
export type LockPlace = z.infer<typeof lockPlaceSchema>

/** One line of a task's held locks: ` #0: ffff888012345678 (rtnl_mutex){+.+.}-{4:4}, at: f+0x1/0x2`. */
export const heldLockSchema = record({
  /** Its number in the list of the task, from 0 in the order they were taken; null for a lock named outside a list. */
  index: z.number().int().nonnegative().nullable(),
  lock: lockSchema,
  at: lockPlaceSchema.nullable(),
  span: spanSchema
})
export type HeldLock = z.infer<typeof heldLockSchema>

/** `2 locks held by kworker/0:1/10:` (lockdep_print_held_locks). */
export const lockHolderSchema = record({
  command: z.string(),
  pid: z.number().int().nonnegative(),
  /** What the header counts; the list may be cut shorter. */
  count: z.number().int().nonnegative(),
  locks: list(heldLockSchema),
  span: spanSchema
})
export type LockHolder = z.infer<typeof lockHolderSchema>

/** What lockdep says of one lock before its chains: the task wants it, holds it, lets it go, or is told not to hold it. */
export const namedLockSchema = record({
  role: z.enum(['wanted', 'held', 'released', 'other']),
  lock: heldLockSchema
})
export type NamedLock = z.infer<typeof namedLockSchema>

/** `-> #1 (lock){+.+.}-{3:3}:`, a link of the existing dependency chain, the newest first. */
export const chainLinkSchema = record({
  index: z.number().int().nonnegative(),
  lock: lockSchema,
  /** Index in the report's stacks of the trace below it; null where there is none. */
  stack: z.number().int().nonnegative().nullable(),
  span: spanSchema
})
export type ChainLink = z.infer<typeof chainLinkSchema>

/** A step of `Possible unsafe locking scenario`: `lock(rtnl_mutex)`, `<Interrupt>`, `local_irq_disable()`; rows in order of time. */
export const scenarioStepSchema = record({
  /** Column of it; null where the columns are lost. */
  cpu: z.number().int().nonnegative().nullable(),
  action: z.string(),
  span: spanSchema
})
export type ScenarioStep = z.infer<typeof scenarioStepSchema>

/** A spinlock that is not what it should be (kernel/locking/spinlock_debug.c, spin_dump). */
export const spinlockSchema = record({
  name: z.string(),
  /** Hex digits without `0x`; a sound one has `dead4ead`. */
  magic: z.string(),
  /** `none/-1` where nobody holds it. */
  owner: z.string(),
  ownerCpu: z.number().int().nullable()
})

export const locksSchema = record({
  holders: list(lockHolderSchema),
  named: list(namedLockSchema),
  chain: list(chainLinkSchema),
  /** `Chain exists of: a --> b --> c`: names of the classes in that order. */
  order: found(list(z.string())).nullable(),
  scenario: list(scenarioStepSchema),
  spinlock: found(spinlockSchema).nullable()
})
export type Locks = z.infer<typeof locksSchema>

export const noLocks: Locks = { holders: [], named: [], chain: [], order: null, scenario: [], spinlock: null }
