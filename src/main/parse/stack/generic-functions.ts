/**
 * Functions that are on a stack because of how a crash was noticed or how the kernel works, not because of the bug:
 * a title never names them. A group says why its functions are generic; a name ending in `*` is a prefix.
 */
type Group = { readonly why: string; readonly names: readonly string[] }

const words = (text: string): readonly string[] => text.trim().split(/\s+/)

const genericGroups: readonly Group[] = [
  {
    why: 'trace points and speculation thunks stand between caller and callee',
    names: words(`
      perf_trace_* perf_tp_event trace_event_raw_event_* __bpf_trace_* __traceiter_* ftrace_* __x86_indirect_thunk*
      __x86_return_thunk __x86_retpoline* retbleed_* srso_*`)
  },
  {
    why: 'device core and sysfs: the driver that adds or removes the device is the caller',
    names: words(`
      sysfs_remove_* device_add device_del device_remove_* device_destroy device_register device_unregister get_device
      put_device device_release platform_device_release tty_unregister_device add_uevent_var sysfs_slab_* device_shutdown hwrng_unregister i2c_del_adapter i2c_add_adapter dpm_sysfs_*`)
  },
  {
    why: 'page and buffer cache, link counts of inodes: file systems call them on their own data',
    names: words(`
      mark_buffer_dirty* unlock_page folio_unlock folio_lock __folio_lock* folio_put* __folio_put* drop_nlink
      inc_nlink clear_nlink set_nlink`)
  },
  {
    why: 'network device core: the driver or name space that takes the device away is the caller',
    names: words(`
      rollback_registered* unregister_netdevice unregister_netdevice_many* unregister_netdevice_queue unregister_netdev register_netdevice dev_close_many
      __dev_close_many consume_skb dev_kfree_skb* __dev_kfree_skb* napi_consume_skb`)
  },
  {
    why: 'kernel threads: what they run stands above',
    names: words(`
      process_one_work process_scheduled_works kthread ret_from_fork* ret_from_kernel_thread
      rescuer_thread smpboot_thread_fn kthread_worker_fn call_timer_fn expire_timers run_timer_softirq
      __run_timer_base run_timer_base`)
  },
  {
    why: 'prints a stack or a report',
    names: words(`
      dump_stack* __dump_stack show_stack* show_trace* dump_trace dump_backtrace* unwind_backtrace print_*
      __print_* panic vpanic panic_print* die __die* die_* oops_* no_context report_bug_entry walk_stackframe
      unwind_frame dump_backtrace_entry do_trap_break handle_break sysfs_warn_dup check_panic_on_warn add_taint
      nmi_panic __bad_stack handle_bad_stack panic_bad_stack handle_stack_overflow ct_kernel_exit df_debug
      program_check_exception do_program_check instruction_dump report_bug __WARN_trap __stack_chk_fail __cfi_check* report_cfi_failure handle_cfi_failure cfi_* free_page_is_bad* watchdog_timer_fn do_report_trap do_bp __stack_depot_* warn_bogus_irq_restore assertfail
      btrfs_assertfail btrfs_printk __probe_kernel_read probe_kernel_read copy_from_kernel_nofault __might_sleep
      __report_bug fixup_bug* handle_bug save_stack* __save_stack* stack_trace_* stack_depot_* arch_stack_walk*
      warn_slowpath* __warn* ___warn* sched_show_task show_regs* dump_page* bug_handler call_break_hook
      brk_handler dump_*_regs rust_begin_unwind rust_helper_BUG core::panicking::* _RNvNtCs*
      lockdep_rcu_suspicious ubsan_* __ubsan_* handle_overflow handle_object_size_mismatch __schedule_bug`)
  },
  {
    why: 'kernel log',
    names: words(`
      hex_dump_to_buffer print_hex_dump* hex_string printk* _printk* vprintk* printk_safe_* __printk_safe_*
      console_* __console_* devkmsg_* snprintf vsnprintf sprintf vsprintf string string_nocheck va_format
      pointer format_decode number scnprintf vscnprintf kvasprintf* kasprintf* __dev_printk dev_printk* _dev_*
      dev_vprintk_emit dump_printk`)
  },
  {
    why: 'sanitizer run-time',
    names: words(`
      check_slab_allocation kasan_* __kasan_* ____kasan_* __asan_* asan_* __hwasan_* check_memory_region* kmsan_* __kmsan_* __msan_*
      kcsan_* __kcsan_* __tsan_* kfence_* __kfence_* describe_address object_err slab_err slab_bug set_track*
      __sanitizer_* check_kcov_mode write_comp_data end_report complete_report_info metadata_* check_canary*
      page_fault_oops addr_has_metadata memory_is_* get_address_stack_frame_info fault_create_debugfs*
      check_region* qlink_*`)
  },
  {
    why: 'fault entry of the architecture',
    names: words(`
      asm_exc_* exc_* __exc_* do_error_trap do_trap* do_invalid_op do_general_protection do_page_fault
      __do_page_fault async_page_fault do_kern_addr_fault do_user_addr_fault handle_page_fault page_fault
      general_protection invalid_op divide_error do_divide_error double_fault do_double_fault error_code
      error_entry error_exit bad_area* __bad_area* kernelmode_fixup_or_oops trace_do_page_fault nmi do_nmi
      end_repeat_nmi asm_nmi* default_do_nmi do_async_page_fault stack_segment int3 do_int3 xen_*_trap
      do_slb_fault do_hash_fault do_DataAbort do_PrefetchAbort do_undefinstr __und_svc* __pabt_svc do_mem_abort
      do_translation_fault do_alignment* do_sp_pc_abort do_bad_area __do_kernel_fault el1_* el1h_* el0_* el0t_*
      __el1_* do_undef* bad_mode_handler do_el1_* do_debug_exception do_serror arm64_* die_kernel_fault
      do_tag_check_fault program_check_common* data_access_* instruction_access_* exception_common* do_trap_* handle_exception
      do_page_fault*`)
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
    why: 'lockdep and RCU checks',
    names: words(`
      lock_acquire* lock_release* __lock_acquire* __lock_release lock_is_held* __lock_is_held lock_acquired
      __lock_acquired lock_contended __lock_contended validate_chain* check_noncircular check_prev_add
      check_prevs_add mark_lock* mark_held_locks mark_usage check_usage* check_irq_usage check_lock_*
      look_up_lock_class register_lock_class assign_lock_key lockdep_* __lockdep_* check_flags* debug_check_no_locks*
      check_wait_context valid_state save_trace trace_hardirqs_* trace_softirqs_* __trace_hardirqs*
      debug_lockdep_* rcu_lockdep_* rcu_read_lock* rcu_read_unlock* __rcu_read_* rcu_lock_* check_deadlock
      check_chain_key hlock_class __lock_pin_lock __lock_set_class reacquire_held_locks find_held_lock
      __lock_downgrade lock_downgrade __lock_unpin_lock seqcount_lockdep* __need_fs_reclaim
      might_alloc lock_torture*`)
  },
  {
    why: 'locks and reference counts',
    names: words(`
      down down_read* down_write* down_interruptible down_killable down_trylock down_timeout __down __down_*
      __task_rq_lock task_rq_lock raw_spin_rq_lock* ref_tracker_* call_rcu* __call_rcu* kfree_rcu*
      kvfree_call_rcu kill_fasync _raw_* __raw_* do_raw_* __do_raw_* spin_lock* spin_unlock* spin_bug spin_dump
      __spin_lock_debug queued_spin_* queued_read_* queued_write_* native_queued_* __pv_queued_* pv_queued*
      pv_wait* rwlock_bug* rwlock_* debug_spin_* mutex_lock* __mutex_lock* mutex_unlock* __mutex_unlock*
      mutex_trylock* mutex_spin_* mutex_optimistic* ww_mutex_* rt_mutex_* __rt_mutex_* rtlock_* rt_spin_* up
      up_read* up_write* __up_* rwsem_* __rwsem_* call_rwsem_* percpu_down* percpu_up* __percpu_down*
      __percpu_up* percpu_rwsem* atomic_* arch_atomic* __atomic_* _atomic_dec_and_* raw_atomic* instrument_*
      test_bit constant_test_bit variable_test_bit set_bit clear_bit bit_spin_* refcount_* __refcount_* kref_*
      lockref_* osq_lock __osq_* seqcount_* read_seqbegin* cmpxchg* swake_up_locked get_lock_* might_fault
      __might_fault might_fault cleanup_srcu_struct __might_sleep ___might_sleep __might_resched __cant_sleep check_preemption_disabled
      debug_smp_processor_id __this_cpu_preempt_check`)
  },
  {
    why: 'memory allocators',
    names: words(`
      create_object kmemleak_* dev_alloc_skb __dev_alloc_skb napi_alloc_skb netdev_alloc_* __netdev_alloc_*
      __build_skb build_skb page_pool_* __page_pool_* page_frag_* alloc_pages_current __phys_addr* usercopy_*
      kmalloc* __kmalloc* __do_kmalloc* kmem_cache_* __kmem_cache_* kzalloc* kcalloc* krealloc* __krealloc*
      __do_krealloc kfree kfree_sensitive kfree_debugcheck __kfree* kvfree* kvmalloc* __kvmalloc* kvzalloc*
      kmemdup* kstrdup* kstrndup* memdup_* _memdup_* vmemdup_* slab_* __slab_* ___slab_* allocate_slab new_slab*
      do_slab_free free_to_partial* deactivate_slab unfreeze_partials* put_cpu_partial get_partial* cache_alloc*
      ____cache_alloc* __cache_* ___cache_free cache_flusharray cache_free* free_block setup_object* init_object
      check_object check_slab check_bytes* on_freelist alloc_debug_processing free_debug_processing alloc_pages*
      __alloc_pages* __alloc_frozen_pages* alloc_frozen_pages* alloc_page_* alloc_slab_page alloc_single_from*
      get_page_from_freelist post_alloc_hook __free_pages* free_pages* free_unref_* __free_one_page free_pcp* free_unref_page*
      free_the_page bad_page free_page_is_bad check_free_page* free_pages_check* check_new_page* vmalloc*
      __vmalloc* vzalloc* vfree* __vfree __vunmap vunmap remove_vm_area free_vm_area cache_from_obj virt_to_cache kfree_skb* __alloc_skb alloc_skb* poison_* init_stack_slab devm_kmalloc
      devm_kfree mempool_* prepare_alloc_pages slabs_destroy cache_grow* fallback_alloc nearby_node warn_alloc
      should_fail* fail_dump kmalloc_slab pagealloc* ksize __ksize kmem_* put_slab_* free_slab discard_slab
      rcu_free_slab ___kmalloc* free_large_kmalloc kfree_const kfree_link memcg_slab* alloc_from_pcs
      alloc_from_* sheaf_*`)
  },
  {
    why: 'memory and string functions',
    names: words(`
      mmioset mmiocpy v7_dma_* v6_dma_* v7_flush_* v7_coherent_* r4k_blast_* r4k_flush_* r4k_dma_* dcache_clean_* dcache_inval_* __dma_*_area __flush_dcache_area __pi_mem* __pi___mem* memcpy memcpy_* memset memset_* memmove memmove_* memcmp memchr memchr_inv memscan
      mempcpy memcmp_* memzero_explicit __memcpy* __memset* __memmove* __memcmp* crc* __crc* strcmp strlen strncpy strcpy
      strnlen strscpy strlcpy strlcat strcat strncat strncmp strncasecmp strcasecmp strchr strrchr strnchr
      strstr strnstr strsep strspn strcspn strpbrk strim strncpy_* strnlen_* __strcmp __strlen __strncmp
      __strncpy* __strnlen* list_add* list_del* list_move* list_splice* list_empty* list_replace* __list_add*
      __list_del* klist_add* klist_del klist_remove klist_next klist_prev klist_put klist_release klist_dec* klist_node* klist_iter* readb readw readl __raw_read* __raw_write* logic_in* logic_out* ioread* iowrite* _inb
      inb outb bcmp __fortify* fortify_panic kstrto* copy_to_user* copy_from_user* _copy_* __copy_* __arch_copy*
      raw_copy_* arm_copy_* copy_user_* copyin copyout* copy_in_user __get_user* __put_user* get_user* put_user*
      __clear_user* clear_user* rep_movs* rep_stos* usercopy_abort __check_object_size* __check_heap_object
      check_heap_object check_stack_object report_usercopy _copy_from_iter* copy_page* copy_folio_* clear_page* find_lock_entries xas_*
      user_access_* read_word_at_a_time sized_strscpy check_copy_size check_zeroed_user simple_copy_*
      __read_once_* __write_once_* get_unaligned* rhashtable_lookup* __rhashtable_lookup* rhashtable_insert*
      rhashtable_remove* hlist_* __hlist_* rb_* __rb_* __rhashtable_* kobject_get* kobject_put kobject_del __kobject_del kobject_release kobject_cleanup kset_* skb_panic
      skb_over_panic skb_under_panic skb_put* __skb_put* skb_push* skb_pull* __skb_pull* nla_* __nla_*`)
  },
  {
    why: 'scheduler, waiting and work queues: the caller is what waits or works',
    names: words(`
      __switch_to __schedule* __sched_text_start schedule schedule_preempt_disabled schedule_idle preempt_schedule io_schedule* context_switch wait_for_completion* __wait_for_common
      wait_for_common do_wait_for_common do_wait_intr* finish_wait wake_up wake_up_process wake_up_q
      wake_up_state wake_up_bit wake_up_all wake_up_var wake_up_interruptible __wake_up* __wake_up_*
      autoremove_wake* default_wake* complete complete_all complete_with_flags __wait_on_bit* wait_on_bit*
      out_of_line_wait_* bit_wait* work_is_static_object queue_work_on insert_work queue_delayed_*
      __queue_delayed* mod_delayed_* cancel_work_* __cancel_work* __flush_work* flush_workqueue
      __flush_workqueue drain_workqueue destroy_workqueue process_one_* kthread_stop try_to_grab_pending
      work_grab_pending __queue_work flush_work flush_delayed_* work_busy rcu_core rcu_do_batch
      rcu_process_callbacks __rcu_process_callbacks rcu_reclaim __rcu_reclaim`)
  },
  {
    why: 'timers: the caller arms them, or nothing does',
    names: words(`
      add_timer* mod_timer* __mod_timer del_timer* try_to_del_timer* timer_* __timer_delete* __try_to_del_timer*
      detach_timer* lock_timer_base init_timer* debug_object* __debug_object* __debug_check* debug_print_object*
      debug_check_no_obj* debug_timer_* debug_hrtimer* hrtimer_init* hrtimer_start* hrtimer_cancel*
      debug_deactivate debug_assert_init do_init_timer init_work __init_work destroy_work* activate_work
      lookup_object* schedule_timeout*`)
  },
  {
    why: 'atomic accesses of the kernel concurrency and refcount checks',
    names: words(`
      kcsan_found_watchpoint sk_skb_reason_drop __this_cpu_* this_cpu_* smp_processor_id`)
  },
  {
    why: 'USB core: the driver is what called it',
    names: words(`
      usb_kill_anchored_urbs usb_anchor_urb usb_unanchor_urb usb_submit_urb usb_start_wait_urb
      usb_internal_control_msg usb_control_msg* usb_bulk_msg usb_interrupt_msg usb_kill_urb* usb_poison_*
      usb_get_string usb_string*`)
  }
]

const exact = new Set<string>()
/** Prefixes by their first two characters, so that a function is compared with a few of them. */
const prefixes = new Map<string, string[]>()
for (const group of genericGroups) {
  for (const name of group.names) {
    if (!name.endsWith('*')) {
      exact.add(name)
      continue
    }
    const prefix = name.slice(0, -1)
    const key = prefix.slice(0, 2)
    prefixes.set(key, [...(prefixes.get(key) ?? []), prefix])
  }
}

/** The compiler's copies of a function: `f.isra.0`, `f.part.12`, `f.constprop.0`, `f.cold.4`, `f.llvm.123`. */
export const plainFunction = (name: string): string => {
  const dot = name.indexOf('.')
  return dot > 0 ? name.slice(0, dot) : name
}

/**
 * Names of helpers that stand in the names of the functions that only wrap them for a subsystem: `btrfs_tree_read_lock`,
 * `smsusb_submit_urb`, `media_device_unregister`, `bpf_prog_array_copy_to_user`. Only such as no function of another
 * meaning has in its name.
 */
const wrapped: readonly Group[] = [
  {
    why: 'copies to and from user space, and strings on the way to a device or a new program',
    names: words('copy_to_user copy_from_user copy_string _string_')
  },
  {
    why: 'locks',
    names: words(`
      read_lock read_trylock read_unlock write_lock write_trylock write_unlock spin_lock spin_unlock mutex_lock
      mutex_unlock lockdep`)
  },
  { why: 'reference counts', names: words('refcount kref_ get_device') },
  {
    why: 'memory allocators',
    names: words(`
      kmalloc kzalloc kcalloc krealloc kvmalloc kmem_cache kmemdup kstrdup slab_alloc slab_free alloc_pages
      free_pages alloc_skb kfree_skb vmalloc vzalloc`)
  },
  { why: 'memory and string functions', names: words('memcpy memset memmove memcmp strcpy strcmp strlen') },
  { why: 'lists', names: words('list_add list_del') },
  { why: 'device core', names: words('device_add device_del device_register device_unregister usb_submit_urb') },
  { why: 'sanitizers and reports', names: words('kasan kcsan asan_ ubsan stack_depot printk dump_stack panic') }
]

const wrapper = new RegExp(`${wrapped.flatMap((group) => group.names).join('|')}|_string$`)

const looksGeneric = (plain: string): boolean =>
  exact.has(plain) ||
  wrapper.test(plain) ||
  (prefixes.get(plain.slice(0, 2)) ?? []).some((prefix) => plain.startsWith(prefix))

/** Names looked up before; forgotten together when there are too many of them. */
const known = new Map<string, boolean>()
const mostKnown = 4096

export const isGeneric = (name: string): boolean => {
  const plain = plainFunction(name)
  const before = known.get(plain)
  if (before !== undefined) return before
  const generic = looksGeneric(plain)
  if (known.size >= mostKnown) known.clear()
  known.set(plain, generic)
  return generic
}
