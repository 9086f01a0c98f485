import { digits, hexDigits, letters, type LineShape, type LineWords, wordStart } from './line-kind.ts'

/** What happened, and the kernel's own last words. */
export const happeningWords: readonly LineWords[] = [
  {
    kind: 'separator',
    starts: ['------------[ cut here']
  },
  {
    kind: 'end-of-trace',
    starts: ['---[ end trace', '---[ end Kernel panic']
  },
  {
    kind: 'panic',
    starts: [
      'Kernel panic - not syncing',
      'Kernel Offset:',
      'Kernel offset:',
      'Rebooting in',
      'Dumping ftrace buffer',
      '(ftrace buffer empty)',
      'SMP: stopping',
      'SMP: failed to stop',
      'CPU features:',
      'Memory Limit:',
      'Shutting down cpus',
      'PHYS_OFFSET:',
      'ACPI MEMORY or I/O RESET_REG',
      '---[ end Kernel',
      'Fixing recursive fault',
      'Starting crashdump',
      'System halted',
      'Attempted to kill'
    ]
  },
  {
    kind: 'detail',
    starts: [
      'KASAN:',
      'kasan:',
      'KMSAN',
      '"echo 0 >',
      '(detected by',
      '(t=',
      'rcu:',
      'rcub',
      'Sending NMI',
      'NMI backtrace',
      'Kernel BUG',
      'Kernel bug at',
      'kernel BUG',
      'WARNING:',
      'BUG:',
      'INFO:',
      'All QSes seen',
      'at virtual address',
      'CFI failure',
      'Slab corruption',
      'slab error in',
      'Tasks blocked',
      'blocked for more',
      'Blocked by',
      'Future hung task',
      'ODEBUG:',
      'refcount_t:',
      'list_add',
      'list_del',
      'usercopy:',
      'detected buffer overflow',
      'kernel tried to',
      // arch/x86/kernel/traps.c, handle_stack_overflow.
      'kernel stack overflow',
      // kernel/cgroup/cpuset.c, cpuset_print_current_mems_allowed.
      'mems_allowed=',
      'signed integer overflow',
      'shift exponent',
      'division by zero',
      'in_atomic()',
      'Uninit',
      'Use-after-free',
      'Out-of-bounds',
      'Corrupted memory at',
      'Invalid free of',
      'Invalid read',
      'Invalid write',
      'Free of addr',
      'Task dump for CPU',
      'Thread overran stack',
      '(stack is not available)',
      'Mem-Info',
      'PID = ',
      'Allocated:',
      'Freed:',
      'Current process:',
      'Running on CPU',
      'Read of size',
      'Write of size',
      'Read at addr',
      'Write at addr',
      'Reported by Kernel',
      '<Zero or more',
      'comm "',
      'Last function',
      'last function:',
      'Showing busy',
      'Showing backtraces',
      'pwq ',
      'in-flight:',
      'UBSAN:',
      'stack guard',
      'running task',
      'FAULT_INJECTION',
      'trap number',
      'Possible dead',
      'panicked',
      'rust_kernel:',
      'Out of memory',
      'Alignment trap',
      'Unhandled fault',
      'caller is',
      'Sched_clock',
      'hung_task:',
      'Watchdog detected hard',
      // module/os/linux/spl/spl-err.c of OpenZFS.
      'PANIC at ',
      'Showing stack for process',
      'SPLError: ',
      'SPL: '
    ]
  }
]

export const happeningShapes: readonly LineShape[] = [
  {
    kind: 'detail',
    example: 'worker(7): Oops [#1]',
    first: wordStart,
    words: ['): '],
    pattern: /^[\w./:-]{1,32}\(\d{1,10}\): (?:Oops|Kernel) /
  },
  {
    kind: 'separator',
    example: '=============================',
    first: '=-~*#',
    second: '=-~*#',
    pattern: /^([=~*#-])\1{4,120}$/
  },
  // The face above an oops of sparc and alpha (arch/sparc/kernel/traps_64.c).
  {
    kind: 'separator',
    example: '\\__U_/',
    first: '\\"/',
    second: '|@_',
    pattern: /^(?:\\\|\/ ____ \\\|\/|"@'\/ [.,]{2} \\`@"|\/_\| \\__\/ \|_\\|\\__U_\/)$/
  },
  {
    kind: 'separator',
    example: '-----[ cut ]-----',
    first: '-=',
    pattern: /^(?:-{3,20}|={3,20})\[[ \w]{1,40}\](?:-{3,40}|={3,40})$/
  },
  {
    kind: 'end-of-trace',
    example: '[ end trace 0000000000000000 ]---',
    first: '[',
    pattern: /^\[ end (?:trace|Kernel panic)/
  },
  {
    kind: 'panic',
    example: 'note: worker[33] exited with irqs disabled',
    first: 'n',
    pattern: /^note: .{1,64} exited with /
  },
  {
    kind: 'detail',
    example: "load of value 255 is not a valid value for type 'bool'",
    first: 'l',
    pattern: /^load of (?:value|misaligned|null|address)/
  },
  {
    kind: 'detail',
    example: "index 4 is out of range for type 'int [4]'",
    first: 'i',
    pattern: /^index -?\d{1,20} is out of range/
  },
  {
    kind: 'detail',
    example: "member access within null pointer of type 'struct f'",
    first: 'mn',
    pattern: /^(?:member access within|negation of -?\d)/
  },
  {
    kind: 'detail',
    example: 'Oops[#1]:',
    first: 'OU',
    pattern: /^(?:Oops|Unhandled kernel unaligned access)\[#\d{1,5}\]:?/
  },
  {
    kind: 'detail',
    example: 'Bad Address (null pointer deref?): Code=26',
    first: 'BKUPH',
    pattern:
      /^(?:Bad (?:Address|mode in|rss-counter|page state|page map|swap)|Kernel Fault: Code=|(?:Page fault|High Priority)[\w ():]{1,60}: Code=\d|Unable to handle|Kernel bad)/
  },
  {
    kind: 'detail',
    example: 'monitor event: 0040 ilc:2 [#1] SMP',
    first: letters,
    words: [' ilc:'],
    pattern: /^[a-z][a-z -]{3,40}: [0-9a-f]{4} ilc:\d/
  },
  {
    kind: 'detail',
    example: 'Fault in home space mode while using kernel ASCE.',
    first: 'F',
    pattern: /^Fault in .{1,40} mode while using /
  },
  {
    kind: 'detail',
    example: 'CPU#0 Utilization every 4000ms during lockup:',
    first: 'C',
    second: 'P',
    pattern: /^CPU#\d{1,5} Utilization every /
  },
  // kernel/rcu/tasks.h, check_holdout_task and show_stalled_task_trace.
  {
    kind: 'detail',
    example: '00000000abcdef01: .. nvcsw: 2/2 holdout: 1 idle_cpu: -1/1',
    first: `${hexDigits}P`,
    words: [' nvcsw: ', ' nesting: '],
    pattern: /^(?:[0-9a-f]{8,16}|P\d{1,10}): [A-Z.?! ]{1,8} ?(?:nvcsw|nesting): /
  },
  {
    kind: 'detail',
    example: 'rcu_preempt kthread starved for 10502 jiffies',
    first: 'r',
    pattern: /^rcu_[a-z]{2,16} (?:kthread|self-detected|detected)/
  },
  { kind: 'detail', example: 'workqueue events: flags=0x0', first: 'w', pattern: /^workqueue [\w:/ -]{1,64}: flags=/ },
  {
    kind: 'detail',
    example: 'pending: vmstat_update, 12*flush_work',
    first: 'pi',
    pattern: /^(?:pending|in-flight): /
  },
  {
    kind: 'detail',
    example: 'blocking rcu_node structures: l=1:0-15:0x8/.',
    first: 'b',
    second: 'l',
    pattern: /^blocking rcu_node structures/
  },
  {
    kind: 'detail',
    example: '0: (126 ticks this GP) idle=831/1/0 softirq=31611/31611 fqs=0',
    first: `${digits}T`,
    second: `${digits}-.!OoNn:a`,
    pattern: /^(?:\d{1,4}-?[.!OoNn]{0,4}:|Tasks) ?\(?[P\d]{1,10} ?(?:ticks|GPs behind)/
  },
  {
    kind: 'detail',
    example: '1-...!: (1 GPs behind) idle=0',
    first: digits,
    second: `${digits}-`,
    pattern: /^\d{1,4}-(?:\.|[!.OoNn]{1,4})[.: ]/
  },
  {
    kind: 'detail',
    example: './include/linux/a.h:12 Illegal context switch in RCU read-side critical section!',
    first: `.${wordStart}`,
    words: ['rcu', 'RCU-list ', ' context switch'],
    pattern:
      /^\S{1,200}:\d{1,6} (?:suspicious rcu_|Illegal context switch|rcu_read_lock\(\) used|RCU-list traversed|invoked rcu_)/
  },
  // lib/fault-inject.c, fail_dump.
  {
    kind: 'detail',
    example: 'name failslab, interval 1, probability 0, space 0, times 0',
    first: 'n',
    second: 'a',
    pattern: /^name [\w-]{1,40}, interval \d{1,20}, probability \d/
  },
  // kernel/cgroup/cpuset.c: behind `cpuset=` the name of the cgroup goes on, on a line of its own in kernels before 5.2.
  {
    kind: 'detail',
    example: 'worker cpuset=/ mems_allowed=0-1',
    first: wordStart,
    words: [' cpuset='],
    pattern: /^\S{1,32} cpuset=/
  },
  {
    kind: 'detail',
    example: '(detected by 1, t=10502 jiffies, g=1, q=1)',
    first: '(',
    pattern: /^\((?:detected by|t=|stack is not available|ftrace buffer|[\w]{1,16}=\d)/
  },
  {
    kind: 'detail',
    example: 'sh/36 is trying to lock:',
    first: wordStart,
    words: [' is trying to '],
    pattern: /^[\w/:.-]{1,40} is trying to (?:lock|release|acquire|contend)/
  },
  {
    kind: 'stack-mark',
    example: '--- interrupt: c00 at 0x7fff8e3c4dc8',
    first: '-',
    pattern: /^-{3,4} ?(?:interrupt|Exception|exception|End of|syscall)[: ]/
  }
]
