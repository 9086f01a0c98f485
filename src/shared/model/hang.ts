import { z } from 'zod'
import { list, record } from './record.ts'
import { found, spanSchema } from './span.ts'

const count = z.number().int().nonnegative()

/**
 * A task as sched_show_task prints it: `task:name state:D stack:0 pid:10 tgid:10 ppid:2 flags:0x00004000`, and
 * `INFO: task name:10 blocked for more than 143 seconds.` of kernel/hung_task.c.
 */
export const taskStateSchema = record({
  command: z.string(),
  pid: count,
  tgid: count.nullable(),
  ppid: count.nullable(),
  /** `D` uninterruptible, `S` sleeping, `R` running, `I` idle, ... (fs/proc/array.c); null where only the wait is known. */
  state: z.string().nullable(),
  /** Bytes of its stack that were never used; 0 where the kernel does not count them. */
  stackFree: count.nullable(),
  /** Thread flags in hex digits without `0x` (TIF_ bits). */
  flags: z.string().nullable(),
  /** How long it was blocked, in seconds; at least, as it is looked at now and then. */
  blockedSeconds: count.nullable(),
  /** The task that holds what it waits for, where the kernel (6.16 and later) says `likely owned by task name:pid`. */
  blockedBy: record({ command: z.string(), pid: count }).nullable(),
  /** Index in the report's stacks of the trace below it. */
  stack: count.nullable(),
  span: spanSchema
})
export type TaskState = z.infer<typeof taskStateSchema>

/** A CPU that holds up a grace period: `1-....: (997 ticks this GP) idle=609c/1/0x4000000000000000 softirq=184/184 fqs=498`. */
export const stalledCpuSchema = record({
  cpu: count,
  /** Scheduler ticks of it in this grace period; null where it says how many grace periods it is behind. */
  ticks: count.nullable(),
  /** Grace periods it is behind: `(3 GPs behind)`. */
  behind: count.nullable(),
  /** As printed: counter/nesting/interrupt nesting. */
  idle: z.string().nullable(),
  softirq: z.string().nullable(),
  /** How often the grace-period kthread looked for quiescent states. */
  fqs: count.nullable(),
  span: spanSchema
})
export type StalledCpu = z.infer<typeof stalledCpuSchema>

/** What an RCU stall warning says (kernel/rcu/tree_stall.h; Documentation/RCU/stallwarn.rst). */
export const rcuStallSchema = record({
  /** `rcu_preempt`, `rcu_sched`, `rcu_tasks`. */
  flavor: z.string(),
  /** The CPU noticed its own stall. */
  self: z.boolean(),
  expedited: z.boolean(),
  /** Length of the stall so far. */
  jiffies: count.nullable(),
  /** Number of the grace period; negative soon after boot. */
  gracePeriod: z.number().int().nullable(),
  /** Callbacks that wait on all CPUs. */
  callbacks: count.nullable(),
  cpus: list(stalledCpuSchema),
  /** Tasks that hold it up: `P5822` is 5822. */
  tasks: list(count),
  /** `rcu_preempt kthread starved for 10000 jiffies!`: the grace-period kthread itself did not run. */
  starved: found(record({ jiffies: count, state: z.string().nullable(), cpu: count.nullable() })).nullable()
})
export type RcuStall = z.infer<typeof rcuStallSchema>

/** A CPU or a pool of workers that makes no headway (kernel/watchdog.c, kernel/workqueue.c). Null where it is not said. */
export const lockupSchema = record({
  kind: z.enum(['soft', 'hard', 'workqueue']),
  cpu: count.nullable(),
  seconds: count.nullable(),
  command: z.string().nullable(),
  pid: count.nullable()
})

export const hangSchema = record({
  tasks: list(taskStateSchema),
  rcu: found(rcuStallSchema).nullable(),
  lockup: found(lockupSchema).nullable()
})
export type Hang = z.infer<typeof hangSchema>

export const noHang: Hang = { tasks: [], rcu: null, lockup: null }
