import { crashFunctions, functionIn, hasLine, lockedAt, lockFunctions, stackFunctions } from './candidates.ts'
import { plainFunction } from '../stack/generic-functions.ts'
import type { Evidence, Family, Naming } from './family.ts'

/** A check that stands in one place of the kernel for a whole sort of mistake, made by its callers. */
type Check = {
  readonly file: RegExp
  /** The function that checks, where others in the file warn as well. */
  readonly by?: RegExp
  readonly title: string
  readonly type?: string
  readonly skip?: RegExp
  readonly alts?: readonly string[]
  readonly kind?: Naming['kind']
}

/** A socket's own lock: which socket it was is said by the caller. */
export const socketLock = /^(?:bh_)?lock_sock/

/** What sends a transfer for a driver, and waits: the driver chose the transfer. */
export const handsOnTransfer = /^usb_bulk_msg$/

/** A report of lockdep that was cut below its header: nothing says which lock it is about. */
const withoutLock = (evidence: Evidence): Naming => ({
  title: evidence.header,
  corrupted: 'the lines that say which lock are missing',
  type: evidence.header.startsWith('WARNING') ? 'WARNING' : '',
  needsStack: false
})

/** The function that warned: a symbolizer puts one line for each inline function before the one of the symbol. */
const warner = (evidence: Evidence): string | undefined => {
  for (const line of evidence.lines.slice(0, 8)) {
    if (!line.text.includes('WARNING: ')) return undefined
    const [name] = functionIn(line.text)
    if (name !== undefined) return plainFunction(name)
  }
  return undefined
}

/** A header that was cut within its last word, with nothing below it: `WARNING: CPU: 0 PID: 1 at FILE:LINE f`. */
const isCut = (evidence: Evidence): boolean =>
  /:\d{1,7}(?: [A-Za-z_][\w.]{0,200})?$/.test(evidence.header) &&
  warner(evidence) === undefined &&
  crashFunctions(evidence).length === 0

/** By the source file that the header names: `WARNING: CPU: 0 PID: 1 at FILE:LINE f+0x1/0x2`. */
const checks: readonly Check[] = [
  {
    file: /(?:^|\/)lib\/refcount\.c$|linux\/refcount\.h$/,
    title: 'WARNING: refcount bug in %f',
    type: 'REFCOUNT_WARNING',
    skip: /^(?:refcount|kref|kobject_|klist_|device_|get_device|put_device|kthread_stop)/,
    kind: 'memory-safety'
  },
  {
    file: /(?:^|\/)lib\/debugobjects\.c$/,
    by: /^debug_print_object|check_no_obj_freed/,
    title: 'WARNING: ODEBUG bug in %f',
    skip: /^debug_|timer|^kv?free/
  },
  {
    file: /(?:^|\/)kernel\/locking\/lockdep\.c$/,
    by: /lock_acquire|lock_release|lock_is_held|lock_class|wait_context|mark_lock|held_locks|chain|check_|lock_set|downgrade|lock_pin/,
    title: 'WARNING: locking bug in %f',
    type: 'LOCKDEP',
    skip: socketLock,
    kind: 'locking'
  },

  {
    file: /(?:^|\/)fs\/proc\/generic\.c$/,
    by: /proc_register/,
    title: 'WARNING: proc registration bug in %f',
    skip: /^(?:proc_|_*proc_register|__proc_)/
  },
  {
    file: /(?:^|\/)mm\/slab_common\.c$|(?:^|\/)mm\/util\.c$|(?:^|\/)mm\/slub\.c$/,
    by: /^_*(?:do_)?k[vz]?m?alloc/,
    title: 'WARNING: kmalloc bug in %f'
  },
  { file: /(?:^|\/)mm\/vmalloc\.c$/, by: /^_*vmalloc/, title: 'WARNING: zero-size vmalloc in %f' },
  { file: /(?:^|\/)mm\/usercopy\.c$/, title: 'WARNING: bad usercopy in %f', skip: /^usercopy_/ },
  {
    // Before 4.7 a CPU that does not answer was told of in a warning: what it ran in is what the NMI broke into.
    file: /(?:^|\/)kernel\/watchdog(?:_hld)?\.c$/,
    by: /^watchdog_overflow_callback/,
    title: 'hard lockup in %f',
    type: 'HANG',
    skip: /watchdog|perf_event|_pmu_|nmi|notif|^_(?:spin|read|write)_|^delay_|__delay/,
    alts: ['stall in %f'],
    kind: 'hang'
  },
  { file: /(?:^|\/)lib\/kobject\.c$/, title: 'WARNING: kobject bug in %f', skip: /^kobject/ },
  { file: /(?:^|\/)drivers\/usb\/core\/urb\.c$/, title: 'WARNING in %f/usb_submit_urb', skip: handsOnTransfer }
]

export const warnings: readonly Family[] = [
  {
    name: 'warning of a common check',
    example: 'WARNING: CPU: 1 PID: 2992 at lib/refcount.c:186 refcount_sub_and_test+0x167/0x1b0',
    header: /^WARNING:(?: CPU: \d{1,5} PID: \d{1,10} at| at)? (?:\[.{0,200}\] )?(\S{1,300}\.(?:c|h|rs)):\d{1,7}(?: |$)/,
    kind: 'warning',
    type: 'WARNING',
    naming: (match, evidence) => {
      const file = match[1] ?? ''
      const check = checks.find((entry) => entry.file.test(file))
      if (check === undefined || isCut(evidence)) return null
      const named = warner(evidence)
      if (check.by !== undefined && named !== undefined && !check.by.test(named)) return null
      return {
        title: check.title,
        candidates: crashFunctions(evidence),
        skip: (name) => check.skip?.test(name) === true,
        ...(check.type === undefined ? {} : { type: check.type }),
        ...(check.alts === undefined ? {} : { alts: check.alts }),
        ...(check.kind === undefined ? {} : { kind: check.kind })
      }
    }
  },
  {
    name: 'warning',
    example: 'WARNING: CPU: 0 PID: 24071 at drivers/f.c:73 f+0x2db/0x380',
    header:
      /^WARNING:(?: CPU: \d{1,5} PID: \d{1,10} at| at)? (?:\[.{0,200}\] )?(?:\S{1,300}:\d{1,7}|0x[0-9a-f]{1,16}|[\w.]{1,200}\+0x)|^Badness (?:in \S{1,200} )?at \S{1,300}:\d|^BUG: warning at \S{1,300}:\d{1,7}\//,
    kind: 'warning',
    type: 'WARNING',
    naming: (_, evidence) =>
      isCut(evidence)
        ? { title: evidence.header, needsStack: false }
        : { title: 'WARNING in %f', candidates: crashFunctions(evidence) }
  },
  {
    name: 'unwinder complaint about registers or frame pointer',
    example: "WARNING: kernel stack regs at ffff8801d100fea8 in f:16059 has bad 'bp' value ffff8801d100ff28",
    header:
      /^WARNING: kernel stack (regs|frame pointer) at {1,16}([0-9a-f]{4,16}|\S{1,16}) in .{1,80} has bad ('bp' )?value/,
    kind: 'warning',
    type: '',
    naming: (match) => ({
      title: /^[0-9a-f]{4,16}$/.test(match[2] ?? '')
        ? match[1] === 'regs'
          ? "WARNING: kernel stack regs has bad 'bp' value"
          : 'WARNING: kernel stack frame pointer has bad value'
        : 'WARNING: kernel stack regs has bad value',
      needsStack: false
    })
  },
  {
    name: 'unwinder that does not get on',
    // arch/x86/kernel/unwind_orc.c, orc_warn; arch/x86/kernel/dumpstack_64.c, get_stack_info.
    example: "WARNING: can't access registers at f+0x10/0x20",
    header:
      /^WARNING: (?:can't (?:access|dereference) |stack recursion on stack type |unrecognized unwind stack type|unknown unwind hint type)/,
    kind: 'warning',
    type: 'WARNING',
    naming: (_, evidence) => ({ title: evidence.header, needsStack: false })
  },
  {
    name: 'suspicious RCU usage',
    example: 'WARNING: suspicious RCU usage',
    // Before 3.2 it named the check: `suspicious rcu_dereference_check() usage`.
    header: /^(?:WARNING|INFO): suspicious (?:RCU|rcu_dereference_check\(\)) usage/,
    kind: 'locking',
    type: 'LOCKDEP',
    naming: (match, evidence) => ({
      title: `${match[0].slice(0, match[0].indexOf(':'))}: suspicious RCU usage in %f`,
      candidates: stackFunctions(evidence),
      type: match[0].startsWith('WARNING') ? 'LOCKDEP' : ''
    })
  },
  {
    name: 'lock order between interrupt contexts',
    example: 'WARNING: HARDIRQ-safe -> HARDIRQ-unsafe lock order detected',
    header: /^(?:WARNING|INFO): [\w-]{1,24}-safe -> [\w-]{1,24}-unsafe lock order/,
    kind: 'locking',
    type: 'LOCKDEP',
    naming: (match, evidence) => {
      const safe = evidence.data.stacks.find((stack) => /which became [\w-]{1,24}-safe at/.test(stack.title))
      const became = safe?.frames.map((frame) => frame.function) ?? []
      return {
        title: 'possible deadlock in %f',
        // A hard interrupt can come at any place: its handler names the deadlock. A soft one is named by the place.
        candidates: [
          ...(match[0].includes('HARDIRQ-safe') ? became : []),
          ...lockedAt(evidence, 'is trying to acquire', 10),
          ...became,
          ...stackFunctions(evidence)
        ]
      }
    }
  },
  {
    name: 'possible deadlock',
    example: 'WARNING: possible circular locking dependency detected',
    header: /^(?:WARNING|INFO): possible (?:circular locking|recursive locking|irq lock inversion)/,
    kind: 'locking',
    type: 'LOCKDEP',
    naming: (_, evidence) => {
      if (!hasLine(evidence, 'trying to acquire lock') && !hasLine(evidence, 'just changed the state of lock'))
        return withoutLock(evidence)
      const phrase = hasLine(evidence, 'trying to acquire lock')
        ? 'trying to acquire lock'
        : 'just changed the state of lock'
      const at = lockedAt(evidence, phrase, 10)
      return {
        title: 'possible deadlock in %f',
        ...(at[0] === undefined ? {} : { fallback: at[0] }),
        candidates: [
          ...at,
          ...lockedAt(evidence, 'holding lock', 8),
          ...lockFunctions(evidence),
          ...stackFunctions(evidence)
        ]
      }
    }
  },
  {
    name: 'inconsistent lock state',
    example: 'WARNING: inconsistent lock state',
    header: /^(?:WARNING|INFO): inconsistent lock state/,
    kind: 'locking',
    type: 'LOCKDEP',
    naming: (_, evidence) =>
      hasLine(evidence, 'takes:')
        ? {
            title: 'inconsistent lock state in %f',
            candidates: [...lockedAt(evidence, 'takes:', 10), ...stackFunctions(evidence)]
          }
        : withoutLock(evidence)
  },
  {
    name: 'invalid wait context',
    example: '[ BUG: Invalid wait context ]',
    header: /^BUG: Invalid wait context/,
    kind: 'locking',
    type: 'LOCKDEP',
    naming: (_, evidence) => ({ title: 'BUG: Invalid wait context in %f', candidates: stackFunctions(evidence) })
  },
  {
    name: 'bad unlock balance',
    example: 'WARNING: bad unlock balance detected!',
    header: /^(WARNING|BUG): bad unlock balance detected/,
    kind: 'locking',
    type: 'LOCKDEP',
    naming: (match, evidence) =>
      hasLine(evidence, 'is trying to release lock')
        ? {
            title: `${match[1] ?? ''}: bad unlock balance in %f`,
            candidates: [...lockedAt(evidence, 'is trying to release lock', 3), ...stackFunctions(evidence)]
          }
        : { ...withoutLock(evidence), type: 'LOCKDEP' }
  },
  {
    name: 'bad contention',
    example: 'WARNING: bad contention detected!',
    header: /^(WARNING|BUG): bad contention detected/,
    kind: 'locking',
    type: 'LOCKDEP',
    naming: (match, evidence) =>
      hasLine(evidence, 'is trying to contend lock')
        ? {
            title: `${match[1] ?? ''}: bad contention in %f`,
            candidates: [...lockedAt(evidence, 'is trying to contend lock', 3), ...stackFunctions(evidence)]
          }
        : { ...withoutLock(evidence), type: 'LOCKDEP' }
  },
  {
    name: 'held lock freed',
    example: 'WARNING: held lock freed!',
    header: /^(WARNING|BUG): held lock freed/,
    kind: 'locking',
    type: 'LOCKDEP',
    naming: (match, evidence) =>
      hasLine(evidence, 'is freeing memory')
        ? {
            title: `${match[1] ?? ''}: held lock freed in %f`,
            candidates: [...lockedAt(evidence, 'is freeing memory', 3), ...stackFunctions(evidence)]
          }
        : { ...withoutLock(evidence), type: 'LOCKDEP' }
  },
  {
    name: 'locks still held',
    example: 'WARNING: syz-executor286/6054 still has locks held!',
    header: /^(WARNING|BUG): .{1,80} still has locks held/,
    kind: 'locking',
    type: 'LOCKDEP',
    naming: (match, evidence) => ({
      title: `${match[1] ?? ''}: still has locks held in %f`,
      candidates: [...lockedAt(evidence, '#0:'), ...stackFunctions(evidence)]
    })
  },
  {
    name: 'lock held when returning to user space',
    example: 'WARNING: lock held when returning to user space!',
    header: /^(WARNING|BUG): lock held when returning to user space/,
    kind: 'locking',
    type: 'LOCKDEP',
    naming: (match, evidence) => ({
      title: `${match[1] ?? ''}: lock held when returning to user space in %f`,
      candidates: lockedAt(evidence, '#0:'),
      needsStack: false
    })
  },
  {
    name: 'nested lock not taken',
    example: 'WARNING: Nested lock was not taken',
    header: /^(WARNING|BUG): Nested lock was not taken/,
    kind: 'locking',
    type: 'LOCKDEP',
    naming: (match, evidence) => ({
      title: `${match[1] ?? ''}: nested lock was not taken in %f`,
      candidates: [...lockedAt(evidence, 'is trying to lock', 10), ...stackFunctions(evidence)]
    })
  }
]
