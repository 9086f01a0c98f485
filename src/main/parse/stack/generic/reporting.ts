import { type Group, words } from './group.ts'

/** What noticed a crash, told of it, or watched the accesses that led to it. */
export const reporting: readonly Group[] = [
  {
    why: 'prints a stack or a report',
    names: words(`
      __dump_page* dump_mapping dump_vma dump_mm show_mem __show_mem show_free_areas nmi_cpu_backtrace*
      nmi_trigger_cpumask_backtrace* arch_trigger_cpumask_backtrace* rcu_dump_cpu_stacks* dump_cpu_task
      check_cpu_stall* crash_kexec __crash_kexec machine_kexec dump_stack* __dump_stack show_stack* show_trace* dump_trace dump_backtrace* unwind_backtrace print_*
      __print_* panic vpanic panic_print* die __die* die_* oops_* no_context report_bug_entry walk_stackframe
      unwind_frame do_trap_break handle_break sysfs_warn_dup check_panic_on_warn add_taint nmi_panic
      __bad_stack handle_bad_stack panic_bad_stack handle_stack_overflow ct_kernel_exit df_debug
      program_check_exception do_program_check instruction_dump report_bug __WARN_trap __stack_chk_fail
      __cfi_check* report_cfi_failure handle_cfi_failure cfi_* free_page_is_bad* watchdog_timer_fn
      do_report_trap do_bp warn_bogus_irq_restore assertfail btrfs_assertfail btrfs_printk
      __probe_kernel_read probe_kernel_read copy_from_kernel_nofault __might_sleep __report_bug fixup_bug*
      handle_bug save_stack* __save_stack* stack_trace_* arch_stack_walk* warn_slowpath* __warn*
      ___warn* sched_show_task show_regs* dump_page* call_break_hook brk_handler __show_regs
      rust_begin_unwind core::panicking::* _RNvNtCs* lockdep_rcu_suspicious ubsan_* __ubsan_*
      handle_overflow handle_object_size_mismatch handle_null_ptr_deref handle_misaligned_access
      handle_missaligned_access val_to_string describe_object* __schedule_bug`)
  },
  {
    why: 'the trap by which BUG() and WARN() report on arm64, s390, mips, loongarch, parisc, sparc and m68k',
    names: words(`
      bug_brk_handler call_el1_break_hook early_brk64 illegal_op monitor_event_exception
      pgm_check_handler handle_bp* handle_tr handle_tr_int handle_interruption bad_trap trap_c`)
  },
  {
    why: 'kernel log',
    names: words(`
      hex_dump_to_buffer print_hex_dump* hex_string printk* _printk* vprintk* __printk_safe_*
      devkmsg_* snprintf vsnprintf sprintf vsprintf string string_nocheck va_format pointer
      __netdev_printk netdev_printk netdev_emerg netdev_alert netdev_crit netdev_err netdev_warn netdev_notice
      netdev_info put_dec* special_hex_number dentry_name widen_string vbin_printf bstr_printf check_pointer* ptr_to_id
      format_decode number scnprintf vscnprintf kvasprintf* kasprintf* __dev_printk dev_printk* _dev_*
      dev_vprintk_emit dump_printk`)
  },
  {
    why: 'sanitizer run-time',
    names: words(`
      check_slab_allocation kasan_* __kasan_* ____kasan_* __asan_* asan_* __hwasan_* check_memory_region*
      kmsan_* __kmsan_* __msan_* kcsan_* __kcsan_* __tsan_* kfence_* describe_address object_err
      slab_err slab_bug set_track* __sanitizer_* check_kcov_mode write_comp_data end_report
      complete_report_info metadata_* check_canary* page_fault_oops addr_has_metadata memory_is_*
      get_address_stack_frame_info fault_create_debugfs* check_region* qlink_*`)
  },
  {
    why: 'trace points and speculation thunks stand between caller and callee',
    names: words(`
      perf_trace_* perf_tp_event trace_event_raw_event_* __bpf_trace_* __traceiter_* ftrace_*
      __x86_indirect_thunk* __x86_return_thunk __x86_retpoline* retbleed_* srso_* perf_swevent_*
      perf_event_output* perf_output_* perf_callchain* get_perf_callchain __perf_event_output* __perf_event_overflow
      __perf_event_header* perf_prepare_sample
      __fentry__ _mcount preempt_count_add preempt_count_sub
      tracer_hardirqs_* tracer_preempt_* trace_preempt_* bpf_dispatcher_* ___bpf_prog_run __bpf_prog_run* bpf_trampoline_*`)
  },
  {
    why: 'lockdep and RCU checks',
    names: words(`
      lock_acquire* lock_release* __lock_acquire* __lock_release lock_is_held* __lock_is_held lock_contended
      __lock_contended validate_chain* check_prev_add check_prevs_add mark_lock*
      mark_held_locks mark_usage check_usage* check_irq_usage check_lock_* look_up_lock_class
      register_lock_class assign_lock_key lockdep_* __lockdep_* check_flags* debug_check_no_locks*
      check_wait_context valid_state save_trace trace_hardirqs_* trace_softirqs_* __trace_hardirqs*
      debug_lockdep_* rcu_lockdep_* rcu_read_lock* rcu_read_unlock* __rcu_read_* rcu_lock_* check_deadlock
      check_chain_key hlock_class __lock_pin_lock __lock_set_class reacquire_held_locks find_held_lock
      __lock_unpin_lock lock_pin_lock lock_unpin_lock lock_set_class check_redundant check_path add_lock_to_list
      add_chain_cache* lookup_chain_cache* seqcount_lockdep* __need_fs_reclaim might_alloc
      lock_torture*`)
  }
]
