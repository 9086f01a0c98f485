import { type Group, words } from './group.ts'

/** How the CPU came into the kernel, and what runs every thread, timer and soft interrupt there. */
export const entries: readonly Group[] = [
  {
    why: 'fault entry of the architecture',
    names: words(`
      asm_exc_* exc_* __exc_* do_error_trap do_trap* do_invalid_op do_general_protection
      async_page_fault do_kern_addr_fault do_user_addr_fault handle_page_fault page_fault general_protection
      invalid_op divide_error do_divide_error double_fault do_double_fault error_code error_entry error_exit
      bad_area* __bad_area* kernelmode_fixup_or_oops trace_do_page_fault nmi do_nmi end_repeat_nmi asm_nmi*
      default_do_nmi do_async_page_fault stack_segment int3 do_int3 xen_asm_exc_* xen_pv_* do_slb_fault do_hash_fault
      do_DataAbort do_PrefetchAbort __und_svc* __pabt_svc do_mem_abort do_translation_fault do_alignment*
      do_sp_pc_abort do_bad_area __do_kernel_fault el1_* el1h_* el0_* el0t_* __el1_* do_undef*
      bad_mode_handler do_el1_* do_debug_exception do_serror arm64_* die_kernel_fault do_tag_check_fault
      program_check_common* data_access_* instruction_access_* exception_common* handle_exception
      do_page_fault* bad_page_fault __bad_page_fault ___do_page_fault hash__do_page_fault interrupt_return*
      pgm_check* __do_pgm_check do_dat_exception do_protection_exception tlb_do_page_fault* do_ade do_tr do_ri
      fixup_exception ex_handler_* early_fixup_exception do_kernel_cp_fault do_user_cp_fault`)
  },
  {
    why: 'fault entry of riscv, mips, loongarch, arm, powerpc and s390',
    names: words(`
      do_trap_* do_be do_cpu do_fpe do_msa* do_dsp do_mcheck do_bce do_ale do_lbt handle_adel* handle_ades* handle_ade
      handle_ade_* handle_ale handle_ale_* handle_ri handle_ri_* handle_tlbl* handle_tlbs* handle_tlbm* handle_fpe*
      handle_bce* do_kernel_fault do_sect_fault alignment_exception alignment_common* machine_check_common* unrecoverable_exception
      unknown_exception emulation_assist_interrupt h_data_storage_common kernel_bad_stack default_trap_handler
      do_secure_storage_access do_data_exception`)
  },
  {
    why: 'fault entry of sparc, parisc, m68k, xtensa, arc, openrisc, csky, sh, alpha and user mode Linux',
    names: words(`
      sparc64_realfault_common do_sparc64_fault unhandled_fault sun4v_dacc* sun4v_iacc* sun4v_do_mna sun4v_data_access_*
      sun4v_insn_access_* spitfire_data_access_* spitfire_insn_access_* mem_address_unaligned kernel_unaligned_trap
      parisc_terminate intr_check_sig buserr buserr_c send_fault_sig bad_super_trap do_unhandled do_multihit
      kernel_exception do_memory_error EV_* call_do_page_fault csky_pagefault csky_trap _data_page_fault_handler
      _insn_page_fault_handler unhandled_exception do_address_error tlb_miss_common call_dpf entMM entUna entArith
      entIF do_entUna do_entIF segv segv_handler sig_handler_common relay_signal`)
  },
  {
    why: 'interrupt entry and exit',
    names: words(`
      apic_timer_interrupt smp_apic_timer_interrupt asm_sysvec_* sysvec_* __sysvec_* instr_sysvec_* irq_exit*
      __irq_exit* irq_enter* do_IRQ ret_from_intr common_interrupt asm_common_interrupt invoke_softirq
      do_softirq* call_on_stack call_on_irq_stack do_interrupt_handler local_bh_enable __local_bh_enable*
      __local_bh_disable* rcu_is_watching asm_call_irq_on_stack run_on_irqstack* reschedule_interrupt
      __run_hrtimer hrtimer_interrupt tick_sched_* tick_nohz_* update_process_times gic_handle_irq
      handle_domain_irq retint_* restore_regs_and_iret preempt_schedule* __preempt_*`)
  },
  {
    why: 'kernel threads: what they run stands above',
    names: words(`
      process_one_work process_scheduled_works kthread ret_from_fork* ret_from_kernel_thread rescuer_thread
      smpboot_thread_fn kthread_worker_fn call_timer_fn expire_timers run_timer_softirq __run_timer_base
      run_timer_base`)
  },
  {
    why: 'scheduler, waiting and work queues: the caller is what waits or works',
    names: words(`
      __switch_to __schedule* __sched_text_start schedule schedule_preempt_disabled schedule_idle
      preempt_schedule io_schedule* context_switch wait_for_completion* __wait_for_common wait_for_common
      do_wait_for_common do_wait_intr* finish_wait wake_up wake_up_process wake_up_q wake_up_state wake_up_bit
      wake_up_all wake_up_var wake_up_interruptible __wake_up* autoremove_wake* default_wake* complete
      complete_all complete_with_flags __wait_on_bit* wait_on_bit* out_of_line_wait_* bit_wait*
      work_is_static_object queue_work_on insert_work queue_delayed_* __queue_delayed* mod_delayed_*
      cancel_work_* __cancel_work_timer __cancel_work_sync __flush_work* flush_workqueue drain_workqueue
      destroy_workqueue process_one_* kthread_stop try_to_grab_pending work_grab_pending __queue_work
      flush_work work_busy msleep msleep_interruptible usleep_range usleep_range_state rcu_core rcu_core_si rcu_cpu_kthread rcu_nocb_*
      rcu_do_batch rcu_process_callbacks __rcu_process_callbacks
      rcu_reclaim __rcu_reclaim _cond_resched __cond_resched*`)
  },
  {
    why: 'timers: the caller arms them, or nothing does',
    names: words(`
      add_timer* mod_timer* __mod_timer del_timer* try_to_del_timer* timer_* __timer_delete*
      __try_to_del_timer* detach_timer* lock_timer_base init_timer* debug_object* __debug_object*
      __debug_check* debug_print_object* debug_check_no_obj* debug_timer_* debug_hrtimer* hrtimer_init*
      hrtimer_setup* hrtimer_start* hrtimer_cancel* debug_deactivate debug_assert_init do_init_timer destroy_work*
      activate_work lookup_object* schedule_timeout* schedule_hrtimeout*
      hrtimer_try_to_cancel hrtimer_forward __hrtimer_* lock_hrtimer_base timer_fixup_* work_fixup_* rcuhead_*
      init_rcu_head*`)
  }
]
