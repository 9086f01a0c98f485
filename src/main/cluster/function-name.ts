/** Copies that gcc and clang make of one function: `f.isra.0`, `f.part.12.constprop.1`, `f.cold`, `f.llvm.123`. */
const compilerCopy = /(?:\.(?:isra|constprop|part|cold|llvm|lto_priv|localalias|clone|specialized|[0-9]+))+$/

/**
 * Names that one system call has between the entry code and its body: `__x64_sys_mount`, `__arm64_compat_sys_ioctl`
 * (arch/<arch>/include/asm/syscall_wrapper.h), `__se_sys_mount`, `__do_sys_mount` (include/linux/syscalls.h),
 * `ksys_mount`, and `SyS_mount`, `SYSC_mount`, `C_SYSC_ioctl` before 4.17.
 */
const systemCall =
  /^(?:__(?:x64|ia32|x32|arm64|riscv|s390x?|powerpc|loongarch|se|do|ia32_compat|x32_compat)_(?:compat_)?sys_|(?:compat_)?ksys_|compat_sys_|(?:compat_)?SyS_|(?:C_)?SYSC_)(?=[a-z0-9_])/

/** Memory allocation profiling (6.10) renamed every allocator: `__kmalloc_noprof` (include/linux/alloc_tag.h). */
const profiled = /_noprof$/

/** One name for what compilers, architectures and kernel versions call differently. */
export const commonName = (name: string): string =>
  name.replace(compilerCopy, '').replace(profiled, '').replace(systemCall, 'sys_')

/**
 * What stands on every stack because of how a crash is noticed and printed, or how the kernel was entered; never
 * because of the bug. All else that is common is told by how common it is (see weights.ts).
 */
const machinery = new RegExp(
  `^(?:${[
    // Prints a stack or a report, and dies.
    '_*dump_stack(?:_lvl)?|dump_backtrace|show_stack|show_regs|show_trace_log_lvl|unwind_backtrace|walk_stackframe|print_(?:address_description|report|report_suite|unreferenced|bad_pte|usage_bug|circular_bug|deadlock_bug|irq_inversion_bug|bad_irq_dependency)',
    'v?panic|nmi_panic|_*die|die_kernel_fault|oops_(?:begin|end|exit)|make_task_dead|rewind_stack_do_exit|rewind_stack_and_make_dead|page_fault_oops|no_context|check_panic_on_warn|end_report|complete_report_info',
    '_*(?:report_bug|warn|warn_slowpath_\\w+|WARN_\\w+)|fixup_bug|handle_bug|bug_handler|warn_bogus_irq_restore|is_valid_bugaddr|lockdep_rcu_suspicious|nmi_cpu_backtrace|nmi_trigger_cpumask_backtrace|trigger_\\w+_backtrace|arch_trigger_\\w+|sched_show_task|_*schedule_bug',
    // Checks that report: which one it was, the title says.
    '__list_(?:add|del_entry)_valid(?:_or_report)?|refcount_warn_saturate|usercopy_abort|(?:__)?check_(?:object_size|heap_object|stack_object)|__check_object_size|(?:__)?fortify_(?:panic|report)|__stack_chk_fail|object_err|slab_err|check_slab_allocation|print_trailer|_*debug_(?:print_object|object_\\w+|check_no_\\w+|assert_init|timer_\\w+|hrtimer_\\w+|work_\\w+|rcu_head_\\w+)|skb_panic|skb_over_panic|skb_under_panic',
    // Sanitizers and their records of who allocated and freed.
    '_*k[ac]san_\\w+|_*kmsan_\\w+|_*msan_\\w+|_*kfence_\\w+|_*asan_\\w+|_*hwasan_\\w+|_*tsan_\\w+|_*ubsan_\\w+|_*sanitizer_\\w+|ubsan_epilogue|check_memory_region(?:_inline)?|check_region_inline|memory_is_\\w+|bytes_is_nonzero|poison_slab_object|unpoison_\\w+|set_track(?:_prepare)?|set_alloc_info|_*set_free_info|save_stack(?:_trace)?|stack_trace_\\w+|stack_depot_\\w+|filter_irq_stacks|kmemleak_\\w+|instrument_\\w+|set_shadow_\\w+|poison_kmalloc_redzone|slab_(?:pre|post)_alloc_hook|slab_free_\\w+|write_comp_data',
    // Faults and exceptions.
    '(?:asm_)?exc_\\w+|(?:sysvec|asm_sysvec|__sysvec|instr_sysvec)_\\w+|do_error_trap|do_trap\\w*|do_invalid_op|invalid_op|_*do_page_fault|async_page_fault|page_fault|do_user_addr_fault|do_kern_addr_fault|handle_page_fault|bad_area\\w*|__bad_area\\w*|kernelmode_fixup_or_oops|general_protection|do_general_protection|divide_error|do_divide_error|error_entry|el[01]\\w*|__el[01]\\w*|do_mem_abort|do_translation_fault|do_kernel_fault|__do_kernel_fault|do_bad_area|brk_handler|call_break_hook|do_debug_exception|do_el0_svc|do_undefinstr|handle_exception|do_DataAbort|__dabt_\\w+|__und_\\w+',
    // Entry from user space and interrupts.
    'entry_\\w+|ret_from_\\w+|ret_to_\\w+|ret_fast_syscall|do_syscall_\\w+|do_fast_syscall_32|__do_fast_syscall_32|do_int80_\\w+|do_SYSENTER_32|invoke_syscall|__invoke_syscall|syscall_return_slowpath|syscall_(?:enter|exit)_\\w+|__syscall_\\w+|x64_sys_call|ia32_sys_call|exit_to_\\w+|prepare_exit_to_usermode|handle_signal_work|tracehook_notify_\\w+|resume_user_mode_work|irqentry_\\w+|apic_timer_interrupt|smp_apic_timer_interrupt|asm_call_\\w+|run_on_irqstack\\w*|_*run_irq_on_irqstack\\w*|call_on_stack|call_on_irq_stack|do_softirq_own_stack|common_interrupt|asm_common_interrupt|ret_from_intr|exiting_irq|entering_irq|invoke_softirq|_*irq_exit(?:_rcu)?|secondary_startup_64\\w*|start_secondary|cpu_startup_entry|do_idle|common_startup_64|vdso\\w*|kernel_init|kernel_thread',
    // Lockdep and its hooks: the lock it found is named elsewhere.
    '_*lock_(?:acquire|release|is_held\\w*)|__lock_acquire|__lock_release|validate_chain|check_noncircular|check_prevs?_add|mark_(?:lock|lock_irq|held_locks|usage)|valid_state|check_usage\\w*|check_irq_usage|check_lock\\w*|check_deadlock|register_lock_class|assign_lock_key|look_up_lock_class|lockdep_\\w+|_*trace_hardirqs_\\w+|trace_hardirqs_\\w+|rcu_read_(?:lock|unlock)\\w*|rcu_lock_\\w+|___might_sleep|__might_sleep|__might_resched|might_fault|__might_fault'
  ].join('|')})$`
)

export const isMachinery = (name: string): boolean => machinery.test(name)
