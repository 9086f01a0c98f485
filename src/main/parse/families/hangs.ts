import { isGeneric, plainFunction } from '../stack/generic-functions.ts'
import { crashFunctions, firstTrace, startsWithInstruction, stackFunctions } from './candidates.ts'
import type { Evidence, Family } from './family.ts'
import { interruptEntry, isDispatcher, isFaultEntry } from './stall-entries.ts'

/** Generic where memory is the matter; here they may be what does not end. */
const mayStall = /^(?:schedule|dput|kthread_worker_fn)$/

/** The function just inside the first dispatcher. One that has called nothing yet is what runs itself. */
const dispatched = (names: readonly string[], isEntry = isDispatcher): readonly string[] => {
  let inside: string | null = null
  let idle = false
  for (const name of names) {
    const plain = plainFunction(name)
    if (isEntry(plain)) {
      if (inside !== null) return [inside]
      inside = name
      idle = true
    } else if (!isGeneric(name) || mayStall.test(plain)) {
      inside = name
      idle = false
    } else if (idle) inside = null
  }
  return []
}

/** A stack that ran out of room shows the same depth everywhere: what the kernel was asked to do names it. */
export const overflowed = (evidence: Evidence): readonly string[] => dispatched(stackFunctions(evidence))

/** Whose trace a stall shows: that of the CPU it found, in an interrupt, or of a task that holds all up. */
const stalled = (evidence: Evidence, interrupted: boolean): readonly string[] => {
  const names = crashFunctions(evidence)
  const noticed = interrupted ? names.findIndex((name) => interruptEntry.test(name)) : -1
  const below = names.slice(noticed + 1)
  const first = below.findIndex((name) => isDispatcher(plainFunction(name)))
  // Waiting for another CPU to answer: the stall is the answer that never comes, whoever asked.
  const waits = below.slice(0, first < 0 ? below.length : first).find((name) => name.startsWith('smp_call_function'))
  if (waits !== undefined) return [waits]
  // A trace without the interrupt or the registers it found is of a task that was put aside, not of what the CPU does.
  if (interrupted && noticed < 0 && !startsWithInstruction(evidence)) return []
  const found = dispatched(below)
  return found.length > 0 ? found : dispatched(below, isFaultEntry)
}

/**
 * Locks and waits of subsystems, which everyone who waits goes through; and what takes an object away and waits for the
 * last of its users, whoever took it away.
 */
const waiting =
  /sched|_lock|lock_downgrade|_slowlock|wait|sleep|completion|mutex|rwsem|semaphore|^__?down|rwbase|barrier|do_read_cache_|kthread|^cancel_(?:delayed_)?work|^proc_entry_rundown|^i2c_del_adapter$/

const hung = (evidence: Evidence): readonly string[] => {
  const names = firstTrace(evidence)
  const famous = names.find(
    (name) =>
      /^(?:rtnl_lock|_*synchronize_)/.test(name) &&
      !name.startsWith('synchronize_net') &&
      !name.startsWith('synchronize_irq')
  )
  if (famous !== undefined) return [famous]
  const found = names.find((name) => !waiting.test(plainFunction(name)) && !isGeneric(name))
  return found === undefined ? [] : [found]
}

const stall = { kind: 'hang', type: 'HANG' } as const

export const hangs: readonly Family[] = [
  {
    ...stall,
    name: 'RCU stall',
    example: 'INFO: rcu_sched self-detected stall on CPU',
    header:
      /^INFO: rcu_[\w-]{1,40} (?:self-detected stall|detected (?:expedited )?stalls?)|^INFO: rcu_\w{1,40}(?:_state)? detected|^INFO: rcu detected/,
    naming: (_, evidence) => ({
      title: 'INFO: rcu detected stall in %f',
      alts: ['stall in %f'],
      // Tasks RCU waits for tasks, not for CPUs, and shows those it waits for (kernel/rcu/tasks.h, check_holdout_task).
      candidates: stalled(evidence, !evidence.header.startsWith('INFO: rcu_tasks')),
      chosen: true
    })
  },
  {
    ...stall,
    name: 'soft lockup',
    example: 'watchdog: BUG: soft lockup - CPU#0 stuck for 135s! [f:3527]',
    header: /^BUG: soft lockup/,
    naming: (_, evidence) => ({
      title: 'BUG: soft lockup in %f',
      alts: ['stall in %f'],
      candidates: stalled(evidence, false),
      chosen: true
    })
  },
  {
    ...stall,
    name: 'hard lockup',
    example: 'NMI watchdog: Watchdog detected hard LOCKUP on cpu 0',
    // kernel/watchdog_perf.c; arch/powerpc/kernel/watchdog.c; x86 before 2.6.38.
    header:
      /^(?:CPU\d{1,5}: )?Watchdog detected hard LOCKUP|^(?:Watchdog )?CPU[: ]\d{1,5} (?:Hard LOCKUP|(?:self-)?detected hard LOCKUP)|^(?:BUG: )?NMI Watchdog detected LOCKUP/,
    naming: (_, evidence) => ({
      title: 'hard lockup in %f',
      alts: ['stall in %f'],
      candidates: stalled(evidence, false),
      chosen: true
    })
  },
  {
    ...stall,
    name: 'workqueue lockup',
    example: 'BUG: workqueue lockup - pool cpus=0 node=0 flags=0x0 nice=0 stuck for 35s!',
    header: /^BUG: workqueue lockup/,
    naming: () => ({ title: 'BUG: workqueue lockup', needsStack: false })
  },
  {
    ...stall,
    name: 'hung task',
    example: 'INFO: task f:10045 blocked for more than 120 seconds.',
    header: /^INFO: task .{1,80} blocked (?:in I\/O wait |on a (?:mutex|semaphore|rw-semaphore) )?for more than/,
    naming: (_, evidence) => ({
      title: 'INFO: task hung in %f',
      alts: ['hang in %f'],
      candidates: hung(evidence),
      chosen: true
    })
  },
  {
    ...stall,
    name: 'task that cannot die',
    example: "INFO: task f:10045 can't die for more than 120 seconds.",
    header: /^INFO: task .{1,80} can't die for more than/,
    naming: (_, evidence) => ({
      title: "INFO: task can't die in %f",
      alts: ['hang in %f'],
      // What a task waits in is what it cannot leave: only the scheduler itself is passed over.
      candidates: firstTrace(evidence)
    })
  }
]
