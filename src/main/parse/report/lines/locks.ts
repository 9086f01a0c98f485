import { digits, hexDigits, letters, type LineShape, type LineWords, wordStart } from './line-kind.ts'

/** What lockdep says (kernel/locking/lockdep.c). */
export const lockWords: readonly LineWords[] = [
  {
    kind: 'lock',
    starts: [
      'but this new dependency',
      'local_irq_disable()',
      'other info that',
      'but task is already holding lock',
      'but task is already holding',
      'is trying to acquire lock',
      'which lock already depends',
      'which already depends',
      'which lock already',
      'the existing dependency chain',
      'other info that might help',
      'Possible unsafe locking',
      'Possible interrupt unsafe',
      'Chain exists of:',
      '*** DEADLOCK ***',
      'lock(',
      'rlock(',
      'sync(',
      '<Interrupt>',
      'Showing all locks held',
      'no locks held by',
      'INFO: lockdep is turned off',
      'but this task is not holding',
      'but there are no more locks',
      'but there are no locks held',
      'May be due to missing lock nesting',
      '-> (',
      '... acquired at',
      'hardirqs last',
      'softirqs last',
      'last disabled',
      'last enabled',
      'the dependencies between',
      'and this task is already holding',
      'which would create a new lock dependency',
      'and interrupts could create',
      'the shortest dependencies',
      'the code is fine but needs',
      'turning off the locking',
      'INFO: trying to register',
      'magic:',
      'rcu_scheduler_active',
      'stack backtrace',
      'Locks held',
      'locks held',
      'inconsistent {',
      'context-{',
      'RCU used illegally',
      'but new dependency',
      'but this lock',
      'other locks',
      '... key',
      'preempt_count',
      'RCU nest depth',
      "you didn't initialize this object",
      '*** DEADLOCK',
      'lock: 0x',
      'lock: ',
      'and the lock comes',
      'RCU lock'
    ]
  }
]

export const lockShapes: readonly LineShape[] = [
  {
    kind: 'lock',
    example: '#0: ffff888000000000 (&f->lock){+.+.}-{3:3}, at: f+0x10/0x20',
    first: '#',
    pattern: /^#\d{1,3}: /
  },
  // kernel/locking/lockdep.c, print_bad_irq_dependency.
  {
    kind: 'lock',
    example: 'and HARDIRQ-irq-unsafe lock:',
    first: 'a',
    second: 'n',
    pattern: /^and [A-Z_]{2,16}-irq-unsafe lock:$/
  },
  { kind: 'lock', example: '*** DEADLOCK ***', first: '*', pattern: /^\*{3} [A-Z]/ },
  {
    kind: 'lock',
    example: 'CPU0                    CPU1',
    first: 'C',
    second: 'P',
    pattern: /^CPU0(?: {4,40}CPU1)?(?: {4,40}CPU2)?$/
  },
  { kind: 'lock', example: '----                    ----', first: '-', pattern: /^-{2,60}(?: +-{2,60})*$/ },
  {
    kind: 'lock',
    example: '&a->lock --> &b->lock --> &c->lock',
    first: `&(${letters}`,
    words: [' --> '],
    pattern: /^[&(\w][^\n]{0,160} --> [^\n]{1,300}$/
  },
  { kind: 'lock', example: '}', first: '}', pattern: /^\}$/ },
  {
    kind: 'lock',
    example: '1 lock held by worker/12:',
    first: `${digits}n`,
    words: [' held by '],
    pattern: /^(?:\d{1,4} locks?|no locks) held by /
  },
  {
    kind: 'lock',
    example: 'worker/12 is trying to acquire lock:',
    first: wordStart,
    words: [' is ', ' takes:', ' just changed ', ' [HC'],
    pattern:
      /^\S.{0,120} (?:is trying to (?:acquire|release) lock|takes:|just changed the state of lock|is exiting with locks still held|is freeing memory|\[HC\d|is leaving the kernel)/
  },
  {
    kind: 'lock',
    example: '(&f->lock){+.+.}-{3:3}, at: f+0x10/0x20',
    first: '(',
    pattern: /^\(.{1,160}\)?\{.{1,16}\}.{0,16},? at: /
  },
  {
    kind: 'lock',
    example: '{HARDIRQ-ON-W} state was registered at:',
    first: '{',
    pattern: /^\{.{1,24}\} state was registered at:/
  },
  {
    kind: 'lock',
    example: 'ffff888000000000 (&f->lock){+.+.}-{3:3}',
    first: `(${hexDigits}`,
    words: ['){'],
    pattern: /^(?:[0-9a-f]{8,16} )?\(.{1,160}\)\{.{1,16}\}/
  },
  {
    kind: 'lock',
    example: '[<ffffffff81000000>] f+0x10/0x20, but task',
    first: `[${letters}`,
    words: ['+0x'],
    pattern: /^(?:\[<[0-9a-f]{1,16}>\] )?[\w.]{1,80}\+0x[0-9a-f]{1,8}\/0x[0-9a-f]{1,8},? ?(?:but|at)?/
  }
]
