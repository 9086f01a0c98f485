import { type Group, words } from './group.ts'

/** Locks, counts and containers: whose they are is said by the caller. */
export const objects: readonly Group[] = [
  {
    why: 'locks and reference counts',
    names: words(`
      down down_read* down_write* down_interruptible down_killable down_trylock down_timeout __down __down_*
      __task_rq_lock task_rq_lock raw_spin_rq_lock* ref_tracker_* kfree_rcu*
      kvfree_call_rcu kill_fasync _raw_* __raw_* do_raw_* __do_raw_* spin_lock* spin_unlock* spin_bug
      spin_dump __spin_lock_debug queued_spin_* queued_read_* queued_write_* native_queued_* __pv_queued_*
      pv_queued* pv_wait* rwlock_* debug_spin_* mutex_* __mutex_*
      ww_mutex_* rt_mutex_* __rt_mutex_* rtlock_* rt_spin_* up
      up_read* up_write* __up_* rwsem_* __rwsem_* call_rwsem_* task_blocks_on_rt_mutex try_to_take_rt_mutex remove_waiter percpu_down* percpu_up* __percpu_down*
      __percpu_up* percpu_rwsem* downgrade_write atomic_* atomic64_* atomic_long_* arch_atomic* __atomic_* _atomic_dec_and_* raw_atomic* instrument_*
      test_bit constant_test_bit variable_test_bit set_bit clear_bit change_bit __set_bit __clear_bit __change_bit
      arch_test_bit _test_bit _set_bit _clear_bit _change_bit test_and_set_bit* test_and_clear_bit* test_and_change_bit*
      _test_and_* __test_and_* clear_bit_unlock bit_spin_* refcount_* __refcount_* kref_*
      lockref_* osq_lock __osq_* seqcount_* cmpxchg* swake_up_locked get_lock_* might_fault __might_fault
      cleanup_srcu_struct __might_sleep ___might_sleep __might_resched __cant_sleep check_preemption_disabled
      debug_smp_processor_id mcs_* double_lock_balance double_rq_lock read_seq* write_seq* __this_cpu_*
      this_cpu_* smp_processor_id debug_mutex_* __ww_mutex_*`)
  },
  {
    why: 'first touch of a lock or a queue of waiting tasks: the memory is that of the caller',
    names: words(`
      __init_rwsem __rwlock_init __init_waitqueue_head init_waitqueue_head __init_swait_queue_head __seqcount_init`)
  },
  {
    why: 'last references of inodes and directory entries: who drops them says why',
    names: words('iput dput')
  },
  {
    why: "lists, trees and hash tables: the entry is the caller's",
    names: words(`
      list_add* list_del* list_move* list_splice* list_empty* list_replace* __list_add* __list_del* klist_add*
      klist_del klist_remove klist_next klist_prev klist_put klist_release klist_dec* klist_node* klist_iter*
      rhashtable_lookup* rhashtable_insert* rhashtable_remove* hlist_* __hlist_* rb_* __rb_* __rhashtable_*`)
  },
  {
    why: 'attributes of a message: the caller says how long they are',
    names: words('nla_* __nla_*')
  }
]
