import { digits, type LineShape, type LineWords, wordStart } from './line-kind.ts'

/** Which task on which machine, and its modules. */
export const machineWords: readonly LineWords[] = [
  {
    kind: 'modules',
    starts: ['Modules linked in:', 'modules linked in:', 'last unloaded:', '[last unloaded:']
  },
  {
    kind: 'machine',
    starts: [
      'CPU:',
      'Hardware name:',
      'Workqueue:',
      'Tainted:',
      'Pid:',
      'PID:',
      'Comm:',
      'task: ',
      'Task: ',
      'Machine:',
      'Stopper:',
      'irq event stamp:',
      'Not tainted',
      'Internal error:',
      'Oops:',
      'invalid opcode:',
      'Oops - ',
      'Unable to handle',
      'Faulting instruction',
      'Sched:',
      'thread_info',
      'TASK = ',
      'Call Trace resides',
      'last sysfs file:',
      'Kernel command line:',
      'NIP:',
      'Kernel attempted',
      'BE PAGE_SIZE',
      'LE PAGE_SIZE',
      'SMP NR_CPUS',
      'Flags:',
      'Oops ',
      'Oops#: ',
      'Oops, sig: ',
      'CPU #: ',
      'CURRENT PROCESS:',
      'COMM=',
      'TEXT=',
      'USER-STACK='
    ]
  }
]

export const machineShapes: readonly LineShape[] = [
  { kind: 'machine', example: 'CPU 1', first: 'C', second: 'P', pattern: /^CPU \d{1,5}(?:[:,]|$| Unable| PID)/ },
  {
    kind: 'machine',
    example: 'Process modprobe (pid: 12, task=(ptrval))',
    first: 'P',
    pattern: /^Process \S.{0,40} ?\(pid:/
  },
  {
    kind: 'machine',
    example: 'task:kworker/1:1     state:D stack:0     pid:36539 ppid:2      flags:0x00004000',
    first: 't',
    pattern: /^task:.{1,64} {1,16}(?:state:|[A-Z] )/
  },
  {
    kind: 'machine',
    example: 'kworker/0:3     D',
    first: wordStart,
    words: ['  '],
    pattern: /^[\w./:-]{1,32} {2,16}[A-Z]$/
  },
  {
    kind: 'machine',
    example: 'worker          D28104   123      2 0x00000000',
    first: wordStart,
    words: [' 0x'],
    pattern: /^\S{1,32} {1,16}[A-Z]\d{0,8} {1,12}\d{1,8} {1,12}\d{1,8} 0x/
  },
  {
    kind: 'machine',
    example: 'worker   R  running task    28104  6137   6135 0x00000000',
    first: wordStart,
    pattern: /^[\w./:-]{1,32} {1,12}[A-Z](?: {1,4}running(?: task)?)?[ \d]{0,2} {1,12}(?:on cpu {1,6})?\d{1,6} {1,6}\d/
  },
  {
    kind: 'machine',
    example: '3.0.5 #1 Not tainted',
    first: digits,
    words: [' #'],
    pattern: /^\d{0,2}\.\d{1,3}\.\S{1,80} #\d{1,6}(?:$| Not tainted| Tainted| )/
  },
  { kind: 'machine', example: 'current=edb06180   preempt_count=0x1', first: 'c', pattern: /^current=[0-9a-f]{8,16} / },
  {
    kind: 'modules',
    example: 'bcm2835_rng(C) rng_core(O)',
    first: wordStart,
    words: ['('],
    pattern: /^(?:[\w-]{1,64}\([A-Z+-]{1,8}\) ?)+(?:\[last unloaded.*)?$/
  }
]

/** Names of modules on a line of their own: only such where the line before was one of modules. */
export const moreModules =
  /^[\w-]{2,56}(?:\([A-Z+-]{1,8}\))?(?: {1,3}[\w-]{1,56}(?:\([A-Z+-]{1,8}\))?){0,200}(?: {1,2}\[last unloaded: .{0,200})?$/
