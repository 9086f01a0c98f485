import { isGeneric, plainFunction } from '../stack/generic-functions.ts'
import { crashFunctions, firstTrace, startsWithInstruction, stackFunctions } from './candidates.ts'
import type { Evidence, Family } from './family.ts'

/**
 * Where the general machinery of the kernel calls what it was asked to do. The function just inside such a call is
 * the one whose work does not end: every level below may differ from stall to stall.
 */
const dispatchers: readonly { readonly why: string; readonly pattern: RegExp }[] = [
  {
    why: 'system call entry',
    pattern:
      /^(?:do_syscall_|do_fast_syscall_|do_int80_|__do_fast_syscall|entry_SYS|entry_INT80|system_call|ret_fast_syscall|el0_svc|__invoke_syscall|invoke_syscall|el0_sync|do_el0_svc|sysenter_|stub_execve|do_trap_ecall|x64_sys_call|ia32_sys_call|tracesys|int_ret_from|_*do_syscall$|handle_sys(?:call)?$|syscall_common$|linux_sparc_syscall|ret_from_syscall|__sys_trace_return)/
  },
  {
    why: 'calls of a file system or device',
    pattern:
      /^_*(?:vfs_ioctl|do_vfs_ioctl|\w*sys_ioctl|SyS_ioctl|file_ioctl|blkdev_ioctl|blkdev_driver_ioctl|compat_blkdev_ioctl|vfs_read|vfs_write|do_iter_|do_readv|do_writev|do_loop_readv|new_sync_|call_write_iter|call_read_iter|do_splice|splice_|vfs_fsync|vfs_iter|do_iter|fput|__fput)/
  },
  {
    why: 'calls of a socket',
    pattern:
      /^_*(?:sock_sendmsg|sock_recvmsg|sock_common_setsockopt|sock_common_recvmsg|sock_do_ioctl|sock_ioctl|sys_setsockopt|sys_getsockopt|netlink_dump|do_sock_setsockopt|do_sock_getsockopt|netlink_rcv_skb|nfnetlink_rcv_msg|genl_rcv_msg|genl_family_rcv_msg|rtnetlink_rcv_msg|sock_write_iter|sys_connect|sock_release|sock_close|netlink_ack)/
  },
  {
    why: 'packets going up',
    pattern: /^_*(?:netif_receive_skb|process_backlog|napi_poll|net_rx_action|dev_gro_receive|napi_gro)/
  },
  {
    why: 'timers',
    pattern:
      /^_*(?:call_timer_fn|expire_timers|run_timers|run_timer_base|run_timer_softirq|hrtimer_run_queues|run_hrtimer|run_hrtimer_softirq|hrtimer_run_softirq)/
  },
  {
    why: 'soft interrupts and tasklets',
    pattern:
      /^_*(?:do_softirq|tasklet_action|tasklet_hi_action|run_ksoftirqd|invoke_softirq|irq_exit$|softirqentry_text_start|irq_poll)/
  },
  {
    why: 'interrupt handlers',
    pattern: /^_*(?:handle_irq_event|do_IRQ|common_interrupt|handle_edge_irq|handle_fasteoi)/
  },
  {
    why: 'kernel threads and work',
    pattern:
      /^_*(?:process_one_work|process_scheduled_works|kthread|kthread_worker_fn|smpboot_thread_fn|ret_from_fork|task_work_run|ret_from_kernel_thread)/
  },
  {
    why: 'the idle loop',
    pattern: /^_*(?:cpu_startup_entry|start_secondary)/
  },
  {
    why: 'memory maps',
    pattern: /^_*(?:mmap_region|do_mmap)/
  },
  {
    why: 'return to user space',
    pattern: /^_*(?:exit_to_user_mode_loop|exit_to_usermode_loop|prepare_exit_to_usermode)/
  }
]

const isDispatcher = (name: string): boolean =>
  // The 32-bit twin of an ioctl only converts its arguments.
  name.endsWith('_compat_ioctl') || dispatchers.some((entry) => entry.pattern.test(name))

/** The interrupt that noticed a stall: what it interrupted stands below it. */
export const interruptEntry =
  /^(?:\w{0,16}apic_timer_interrupt|asm_sysvec_(?:apic|hyperv|kvm|xen)|__irq_svc|el1_irq|el1h?_64_irq|el1_interrupt|handle_riscv_irq|do_irq|decrementer_common|timer_interrupt|hardware_interrupt_common|do_ext_irq|ext_int_handler|handle_vint|do_vint|handle_int$|ret_from_irq$)/

/** The function just inside the first dispatcher from `start` on. */
const dispatched = (names: readonly string[]): readonly string[] => {
  let inside: string | null = null
  for (const name of names) {
    if (isDispatcher(plainFunction(name))) {
      if (inside !== null) return [inside]
      if (/^_*do_softirq/.test(name)) return [name]
      continue
    }
    if (!isGeneric(name)) inside = name
  }
  return []
}

/** A stack that ran out of room shows the same depth everywhere: what the kernel was asked to do names it. */
export const overflowed = (evidence: Evidence): readonly string[] => dispatched(stackFunctions(evidence))

const stalled = (evidence: Evidence, interrupted: boolean): readonly string[] => {
  const names = crashFunctions(evidence)
  const noticed = interrupted ? names.findIndex((name) => interruptEntry.test(name)) : -1
  const below = names.slice(noticed + 1)
  const first = below.findIndex((name) => isDispatcher(plainFunction(name)))
  // Waiting for another CPU to answer: the stall is the answer that never comes, whoever asked.
  const waits = below.slice(0, first < 0 ? below.length : first).find((name) => name.startsWith('smp_call_function'))
  if (waits !== undefined) return [waits]
  // A trace without the interrupt or the registers it found is of a task that was put aside, not of what the CPU does.
  return interrupted && noticed < 0 && !startsWithInstruction(evidence) ? [] : dispatched(below)
}

/** Locks and waits of subsystems, which everyone who waits goes through. */
const waiting =
  /sched|_lock(?:$|_)|lock_downgrade|_slowlock|wait|sleep|completion|mutex|rwsem|semaphore|^__?down|rwbase|^flush_|__flush|barrier|do_read_cache_|kthread|freeze|^cancel_(?:delayed_)?work/

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
      candidates: stalled(evidence, true),
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
    header: /^(?:CPU\d{1,5}: )?Watchdog detected hard LOCKUP|^Watchdog CPU:\d{1,5} Hard LOCKUP/,
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
