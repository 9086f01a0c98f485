import { expect, test } from 'vitest'
import { parseLog } from '../parse-log.ts'

const titleOf = (text: readonly string[]): string | undefined =>
  parseLog(new TextEncoder().encode(text.map((line) => `[    9.000000] ${line}\n`).join(''))).reports[0]?.title

const frames = (...names: readonly string[]): readonly string[] => names.map((name) => ` ${name}+0x10/0x20`)

const lockup = (...names: readonly string[]): string | undefined =>
  titleOf([
    'watchdog: BUG: soft lockup - CPU#0 stuck for 26s! [gizmod:42]',
    'RIP: 0010:widget_spin+0x10/0x20',
    'Call Trace:',
    ...frames(...names)
  ])

test('a soft interrupt that runs no handler of its own is not what stalls: the task below is', () => {
  expect(
    lockup('rcu_core', 'handle_softirqs', 'irq_exit_rcu', 'widget_write', 'vfs_write', 'ksys_write', 'do_syscall_64')
  ).toBe('BUG: soft lockup in widget_write')
})

test('a tasklet, a timer and a work item are named by what they run', () => {
  expect(lockup('widget_rx', 'tasklet_action_common', 'handle_softirqs')).toBe('BUG: soft lockup in widget_rx')
  expect(lockup('widget_timer', 'call_timer_fn', '__run_timers')).toBe('BUG: soft lockup in widget_timer')
  expect(lockup('widget_work', 'process_one_work', 'worker_thread')).toBe('BUG: soft lockup in widget_work')
})

test('a CPU that is stuck between two works, or with nothing to do, is named by the loop it is in', () => {
  expect(lockup('_raw_spin_unlock_irq', 'worker_thread', 'kthread', 'ret_from_fork')).toBe(
    'BUG: soft lockup in worker_thread'
  )
  expect(lockup('default_idle', 'do_idle', 'cpu_startup_entry', 'start_secondary')).toBe('BUG: soft lockup in do_idle')
})

test('a socket option is named by its protocol in every kernel', () => {
  for (const core of ['__sys_setsockopt', 'do_sock_setsockopt', 'sock_common_setsockopt'])
    expect(lockup('widget_set', 'widget_setsockopt', core, '__x64_sys_setsockopt', 'do_syscall_64')).toBe(
      'BUG: soft lockup in widget_setsockopt'
    )
})

test('a connection that does not come about is named by its protocol', () => {
  expect(lockup('widget_find', 'widget_connect', '__sys_connect', '__x64_sys_connect', 'do_syscall_64')).toBe(
    'BUG: soft lockup in widget_connect'
  )
})

test('what interrupted the work for another reason than the clock is part of the stall', () => {
  const title = titleOf([
    'rcu: INFO: rcu_preempt detected stalls on CPUs/tasks:',
    'NMI backtrace for cpu 0',
    'RIP: 0010:widget_sample+0x10/0x20',
    'Call Trace:',
    ' <IRQ>',
    ...frames('asm_sysvec_irq_work', 'widget_rx', 'tasklet_action_common', 'handle_softirqs'),
    ' </IRQ>',
    ...frames('asm_sysvec_apic_timer_interrupt', 'widget_time', '__x64_sys_clock_gettime', 'do_syscall_64')
  ])
  expect(title).toBe('INFO: rcu detected stall in sys_clock_gettime')
})

test.each([
  [['__schedule', 'schedule', 'folio_wait_bit_common', 'do_read_cache_folio', 'widget_read'], 'widget_read'],
  [['__schedule', 'schedule_timeout', '__flush_work', 'cancel_delayed_work_sync', 'widget_stop'], 'widget_stop'],
  [['__schedule', 'wait_for_completion', 'kthread_stop', 'hwrng_unregister', 'widget_disconnect'], 'widget_disconnect']
])('a task in %j hangs in %s', (names, named) => {
  expect(titleOf(['INFO: task gizmod:42 blocked for more than 143 seconds.', 'Call Trace:', ...frames(...names)])).toBe(
    `INFO: task hung in ${named}`
  )
})

const task = [
  'task:gizmod    state:R  running task     stack:0 pid:42 tgid:42 ppid:1 flags:0x00004000',
  'Call Trace:',
  ' <TASK>',
  ' __schedule+0x1/0x2',
  ' preempt_schedule_irq+0x1/0x2',
  ' irqentry_exit+0x1/0x2',
  ' gizmo_scan+0x1/0x2',
  ' gizmo_ioctl+0x1/0x2',
  ' __x64_sys_ioctl+0x1/0x2',
  ' do_syscall_64+0x1/0x2',
  ' </TASK>'
]

test('a task that Tasks RCU waits for is what stalls, a task that was put aside in a stall of CPUs is not', () => {
  const holdout = '00000000abcdef01: .. nvcsw: 2/2 holdout: 1 idle_cpu: -1/1'
  expect(titleOf(['rcu: INFO: rcu_tasks detected stalls on tasks:', holdout, ...task])).toBe(
    'INFO: rcu detected stall in gizmo_ioctl'
  )
  expect(titleOf(['rcu: INFO: rcu_preempt detected stalls on CPUs/tasks:', ...task])).toBe(
    'INFO: rcu detected stall in corrupted'
  )
})

test('a stall within a fault of user space, or while a module starts, is named by what they run', () => {
  const lockup = [
    'watchdog: BUG: soft lockup - CPU#0 stuck for 22s! [gizmod:42]',
    'RIP: 0010:gizmo_spin+0x1/0x2',
    'Call Trace:'
  ]
  expect(titleOf([...lockup, ' gizmo_fault+0x1/0x2', ' handle_mm_fault+0x1/0x2', ' asm_exc_page_fault+0x1/0x2'])).toBe(
    'BUG: soft lockup in handle_mm_fault'
  )
  expect(
    titleOf([
      ...lockup,
      ' gizmo_probe+0x1/0x2',
      ' gizmo_init+0x1/0x2',
      ' do_one_initcall+0x1/0x2',
      ' do_init_module+0x1/0x2',
      ' do_syscall_64+0x1/0x2'
    ])
  ).toBe('BUG: soft lockup in gizmo_init')
})

const noticed = (...names: readonly string[]): string | undefined =>
  titleOf([
    'rcu: INFO: rcu_preempt self-detected stall on CPU',
    'NMI backtrace for cpu 0',
    'Call Trace:',
    ...frames('rcu_sched_clock_irq', 'update_process_times', 'asm_sysvec_apic_timer_interrupt'),
    'RIP: 0010:_raw_spin_unlock_irq+0x10/0x20',
    ...frames(...names)
  ])

test('a dispatcher that has called nothing yet is what runs', () => {
  expect(lockup('_raw_spin_unlock_irq', '__run_timers', 'run_timer_softirq', 'handle_softirqs')).toBe(
    'BUG: soft lockup in widget_spin'
  )
  expect(noticed('__run_timers', 'run_timer_softirq', 'handle_softirqs', 'irq_exit_rcu')).toBe(
    'INFO: rcu detected stall in __run_timers'
  )
  expect(noticed('__schedule', 'schedule', 'smpboot_thread_fn', 'kthread')).toBe('INFO: rcu detected stall in schedule')
  expect(noticed('__schedule', 'schedule', 'kthread_worker_fn', 'kthread')).toBe(
    'INFO: rcu detected stall in kthread_worker_fn'
  )
  expect(noticed('widget_find', 'widget_path_open', 'widget_file_open', 'do_dentry_open', 'path_openat')).toBe(
    'INFO: rcu detected stall in widget_file_open'
  )
  expect(
    noticed('widget_read_iter', 'widget_splice_read', 'splice_direct_to_actor', 'do_sendfile', 'do_syscall_64')
  ).toBe('INFO: rcu detected stall in do_sendfile')
})

test('a frame that lies alone before the trace of the CPU that was asked is of another trace', () => {
  expect(
    titleOf([
      'rcu: INFO: rcu_preempt detected expedited stalls on CPUs/tasks: { 0-...D } 2668 jiffies s: 1077 root: 0x1/.',
      'rcu: blocking rcu_node structures (internal RCU debug):',
      'Sending NMI from CPU 1 to CPUs 0:',
      ...frames('gizmo_unmap'),
      'NMI backtrace for cpu 0',
      'RIP: 0010:io_serial_out+0x8f/0xb0',
      'Call Trace:',
      ' <IRQ>',
      ...frames('serial8250_console_write', 'sysvec_apic_timer_interrupt'),
      ' </IRQ>',
      ...frames('asm_sysvec_apic_timer_interrupt'),
      'RIP: 0010:widget_copy+0x4b/0x80',
      ...frames('widget_readlink', 'vfs_readlink', 'do_readlinkat', 'do_syscall_64')
    ])
  ).toBe('INFO: rcu detected stall in widget_readlink')
})
