/**
 * Where the general machinery of the kernel calls what it was asked to do. The function just inside such a call is
 * the one whose work does not end: every level below may differ from stall to stall.
 */
const dispatchers: readonly { readonly why: string; readonly pattern: RegExp }[] = [
  {
    why: 'system call entry',
    pattern:
      /^(?:do_syscall_|do_fast_syscall_|do_int80_|__do_fast_syscall|entry_SYS|entry_INT80|system_call|ret_fast_syscall|el0_svc|__invoke_syscall|invoke_syscall|el0_sync|do_el0_svc|sysenter_|stub_execve|do_trap_ecall|x64_sys_call|ia32_sys_call|tracesys|int_ret_from|_*do_syscall$|handle_sys(?:call)?$|syscall_common$|linux_sparc_syscall|ret_from_syscall|__sys_trace_return|syscall_exit$|syscall$|syscall_is_too_hard|ret_from_system_call|ret_from_trap|entSys$|csky_systemcall|handle_syscall)/
  },
  {
    why: 'calls of a file system or device',
    pattern:
      /^_*(?:vfs_ioctl|do_vfs_ioctl|\w*sys_ioctl|SyS_ioctl|file_ioctl|blkdev_ioctl|blkdev_driver_ioctl|compat_blkdev_ioctl|vfs_read|vfs_write|do_iter_readv|do_readv|do_writev|do_loop_readv|new_sync_|call_write_iter|call_read_iter|vfs_fsync|vfs_iter|do_dentry_open|fput|__fput)/
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
      /^_*(?:process_one_work|process_scheduled_works|kthread$|smpboot_thread_fn|ret_from_fork|task_work_run|ret_from_kernel_thread)/
  },
  {
    why: 'the idle loop',
    pattern: /^_*(?:cpu_startup_entry|start_secondary)/
  },
  {
    why: 'start of the kernel and of modules',
    pattern: /^_*(?:do_one_initcall|do_initcalls)/
  },
  {
    why: 'memory maps',
    pattern: /^_*(?:mmap_region|do_mmap)/
  },
  {
    why: 'return to user space',
    pattern: /^_*(?:exit_to_usermode_loop|prepare_exit_to_usermode)/
  }
]

const dispatcher = new RegExp(dispatchers.map(({ pattern }) => pattern.source).join('|'))

export const isDispatcher = (name: string): boolean =>
  // The 32-bit twin of an ioctl only converts its arguments.
  name.endsWith('_compat_ioctl') || dispatcher.test(name)

/**
 * The interrupt that noticed a stall, by architecture: what it interrupted stands below it. Only such as the timer comes
 * by: the handler of another interrupt may be what does not end.
 */
export const interruptEntry = new RegExp(
  `^(?:${[
    'x86 \\w{0,16}apic_timer_interrupt|asm_sysvec_(?:apic|hyperv|kvm|xen)',
    'arm __irq_svc',
    'arm64 el1_irq|el1h?_64_irq|el1_interrupt',
    'riscv handle_riscv_irq|riscv_intc_irq|generic_handle_arch_irq|do_irq',
    'powerpc decrementer_common|timer_interrupt|hardware_interrupt_common',
    's390 do_ext_irq|ext_int_handler',
    'mips handle_int$|ret_from_irq$|plat_irq_dispatch$',
    'loongarch handle_vint|do_vint',
    'parisc do_cpu_irq_mask|intr_extint|intr_return$',
    'sparc tl[01]_irq',
    'm68k auto_irqhandler_fixup|user_irqvec_fixup',
    'others csky_irq$|entInt$|handle_interrupt_level1$|_timer_handler$|do_interrupt$'
  ]
    .map((entry) => entry.slice(entry.indexOf(' ') + 1))
    .join('|')})`
)

/** Where a fault takes the kernel from what ran before: a fault of user space is all that it does. */
const faultEntry =
  /^(?:asm_exc_|exc_page_fault|page_fault$|async_page_fault|error_entry|el0_da|el0_ia|el0t_|do_mem_abort|__dabt_usr|__pabt_usr|do_DataAbort|do_PrefetchAbort|do_page_fault|___do_page_fault|handle_page_fault|data_access_common|instruction_access_common|handle_exception$|ret_from_exception|tlb_do_page_fault|do_dat_exception|__do_pgm_check|pgm_check|sparc64_realfault)/

export const isFaultEntry = (name: string): boolean => faultEntry.test(name)
