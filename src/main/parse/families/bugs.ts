import { allocationFunctions, crashFunctions, functionIn, stackFunctions } from './candidates.ts'
import type { Evidence, Family } from './family.ts'
import { socketLock } from './warnings.ts'

/** `last function: f`, and since 6.8 `preempt=0x00000000 lock=0->1 RCU=0->0 workfn=f` (kernel/workqueue.c). */
const workFunction = (evidence: Evidence): string | undefined => {
  for (const { text } of evidence.lines.slice(0, 4)) {
    const name = /(?:last function: |workfn=)([\w.]{1,200})/.exec(text)?.[1]
    if (name !== undefined) return name
  }
  return undefined
}

export const bugs: readonly Family[] = [
  {
    name: 'sleeping in atomic context',
    example: 'BUG: sleeping function called from invalid context at mm/slab.h:420',
    header: /^BUG: sleeping function called from invalid context/,
    kind: 'locking',
    type: 'ATOMIC_SLEEP',
    naming: (_, evidence) => ({
      title: 'BUG: sleeping function called from invalid context in %f',
      candidates: stackFunctions(evidence),
      // They sleep by themselves, and not in what they call.
      named: (name) => /^(?:vfree|vma_alloc_folio|exc_page_fault|do_user_addr_fault|_*do_page_fault)/.test(name)
    })
  },
  {
    name: 'scheduling while atomic',
    example: 'BUG: scheduling while atomic: f/19425/0x00000002',
    header: /^BUG: scheduling while atomic/,
    kind: 'locking',
    type: 'ATOMIC_SLEEP',
    naming: (_, evidence) => ({
      title: 'BUG: scheduling while atomic in %f',
      candidates: stackFunctions(evidence),
      skip: (name) => /^(?:exit_to_usermode_loop|do_nanosleep|hrtimer_nanosleep)$/.test(name)
    })
  },
  {
    name: 'per-CPU access in preemptible code',
    example: 'BUG: using smp_processor_id() in preemptible [00000000] code: f/6792',
    header: /^BUG: using ([a-z_]{1,40}\(\)) in preemptible/,
    kind: 'locking',
    type: 'LOCKDEP',
    naming: (match, evidence) => ({
      title: `BUG: using ${match[1] ?? ''} in preemptible code in %f`,
      candidates: stackFunctions(evidence)
    })
  },
  {
    name: 'spinlock or rwlock misuse',
    example: 'BUG: spinlock recursion on CPU#0, f/5032',
    header: /^BUG: ((?:spinlock|rwlock|rw_lock|rtmutex|write-lock|read-lock)[ -][A-Za-z -]{1,40}?)(?: on CPU#|, | on )/,
    kind: 'locking',
    type: 'LOCKDEP',
    naming: (match, evidence) => ({ title: `BUG: ${match[1] ?? ''} in %f`, candidates: stackFunctions(evidence) })
  },
  {
    name: 'workqueue leaked lock',
    example: 'BUG: workqueue leaked lock or atomic: kworker/0:1/0x00000000/353',
    header: /^BUG: workqueue leaked (?:lock or atomic|atomic, lock or RCU)/,
    kind: 'locking',
    type: '',
    naming: (match, evidence) => {
      const last = workFunction(evidence)
      return last === undefined
        ? { title: evidence.header, corrupted: 'the line that names the work is missing', needsStack: false }
        : { title: `${match[0]} in %f`, candidates: [last], chosen: true, needsStack: false }
    }
  },
  {
    name: 'non-static key',
    example: 'INFO: trying to register non-static key.',
    header: /^INFO: trying to register non-static key/,
    kind: 'locking',
    type: '',
    naming: (_, evidence) => ({
      title: 'INFO: trying to register non-static key in %f',
      candidates: stackFunctions(evidence),
      skip: (name) => socketLock.test(name) || name === 'lock_downgrade'
    })
  },
  {
    name: 'bad page state',
    example: 'BUG: Bad page state in process f  pfn:199e00',
    header: /^BUG: Bad page state/,
    kind: 'memory-safety',
    type: '',
    naming: (_, evidence) => ({
      title: 'BUG: Bad page state in %f',
      // Who took the page last comes first in the report (mm/page_owner.c), where the kernel keeps track of it.
      candidates: [...allocationFunctions(evidence), ...stackFunctions(evidence)]
    })
  },
  {
    name: 'bad page table or counter',
    example: 'BUG: Bad page map in process f  pte:ffff8801a700ff00 pmd:1a700f067',
    header: /^BUG: (Bad page map|Bad page cache|Bad rss-counter state|non-zero pgtables_bytes|non-zero nr_ptes)/,
    kind: 'memory-safety',
    type: '',
    naming: (match) => ({ title: `BUG: ${match[1] ?? ''}`, needsStack: match[1]?.startsWith('Bad page') === true })
  },
  {
    name: 'slab corruption',
    example: 'BUG kmalloc-8 (Tainted: G    B         ): Object already free',
    header: /^BUG \S{1,80} \(.{1,80}\): (.{1,80})$/,
    kind: 'memory-safety',
    type: 'DoS',
    naming: (match) => ({ title: `BUG: ${match[1] ?? ''}` })
  },
  {
    name: 'slab corruption found by SLAB',
    // mm/slab.c before 6.8, check_poison_obj and __slab_error.
    example:
      "slab error in cache_free_debugcheck(): cache `kmalloc-64': double free, or memory outside object was overwritten",
    header: /^(Slab corruption)\b|^slab error in \w{1,80}\(\): cache `.{1,80}': (.{1,100})$/,
    kind: 'memory-safety',
    type: 'DoS',
    naming: (match) => ({ title: `BUG: ${match[1] ?? match[2] ?? ''}`, needsStack: false })
  },
  {
    name: 'slab object history without its header',
    example: 'INFO: Allocated in f+0x29/0x90 age=1 cpu=1 pid=6024',
    header: /^(INFO: (?:Allocated|Freed) in .{1,200})$/,
    kind: 'unknown',
    type: '',
    naming: (match) => ({
      title: match[1] ?? '',
      corrupted: 'the header of the slab report is missing',
      needsStack: false
    })
  },
  {
    name: 'dentry still in use',
    example: 'BUG: Dentry ffff888119d8a000{i=0,n=.index}  still in use (1) [unmount of ramfs ramfs]',
    header: /^BUG: Dentry .{1,300} still in use \(-?\d{1,10}\) (\[unmount of .{1,80}\])/,
    kind: 'bug',
    type: '',
    naming: (match) => ({
      title: 'BUG: Dentry still in use in unmount',
      alts: [`BUG: Dentry still in use ${match[1] ?? ''}`],
      needsStack: false
    })
  },
  {
    name: 'lockdep out of room',
    example: 'BUG: MAX_STACK_TRACE_ENTRIES too low!',
    header: /^BUG: (MAX_[A-Z_]{1,40}) too low!/,
    kind: 'locking',
    type: '',
    naming: (match) => ({ title: `BUG: ${match[1] ?? ''} too low!`, needsStack: false })
  },
  {
    name: 'stack corruption found by the stack protector',
    example: 'BUG: stack corrupted in f+0x1/0x2',
    header: /^BUG: (?:stack|corrupted) .{1,80}\+0x/,
    kind: 'memory-safety',
    type: '',
    naming: (_, evidence) => ({
      title: 'BUG: corrupted stack in %f',
      candidates: [...functionIn(evidence.header), ...crashFunctions(evidence)]
    })
  }
]
