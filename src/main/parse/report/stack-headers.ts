import type { StackKind } from '../../../shared/model/frame.ts'

type StackHeader = {
  readonly kind: StackKind
  /** Starts of the trimmed line. */
  readonly starts: readonly string[]
  /** True where it says whose stack comes, and the trace follows under a header of its own (`Call Trace:`). */
  readonly announces: boolean
}

/** Lines that a call trace stands under. */
const headers: readonly StackHeader[] = [
  {
    kind: 'crash',
    announces: false,
    starts: [
      'Call Trace:',
      'Call trace:',
      'Call Trace (',
      'Backtrace:',
      'Backtrace for',
      'Trace:',
      'Stack traceback',
      'Stack Trace:'
    ]
  },
  { kind: 'crash', announces: true, starts: ['stack backtrace:', 'kernel stack trace'] },
  {
    kind: 'allocated',
    announces: false,
    starts: [
      'Allocated by task',
      'Allocated:',
      'allocated by task',
      'Alloc stack',
      'backtrace:',
      'backtrace (crc',
      'Uninit was created at:',
      'Local variable ',
      'page last allocated via',
      'Allocated in',
      'INFO: Allocated in',
      'Page was allocated',
      'page allocated via',
      '[<0',
      'origin: '
    ].filter((start) => start !== '[<0')
  },
  {
    kind: 'freed',
    announces: false,
    starts: [
      'Freed by task',
      'Freed:',
      'freed by task',
      'page last free stack trace:',
      'page_owner free stack trace',
      'Freed in',
      'INFO: Freed in',
      'page last free pid',
      'Free stack'
    ]
  },
  {
    kind: 'related-work',
    announces: false,
    starts: [
      'Last potentially related work creation:',
      'Second to last potentially related work creation:',
      'Last call_rcu',
      'Uninit was stored to memory at:',
      'Last creation:',
      'object last modified',
      'Previously stored'
    ]
  },
  {
    kind: 'lock',
    announces: false,
    starts: [
      '-> #',
      'which became HARDIRQ',
      'which became SOFTIRQ',
      'which became RECLAIM',
      'to a HARDIRQ',
      'to a SOFTIRQ',
      'to a RECLAIM',
      '{HARDIRQ',
      '{SOFTIRQ',
      '{IN-',
      '{RECLAIM',
      '{INITIAL',
      'Preemption disabled at:',
      '... acquired at:',
      '... key ',
      'the first lock is acquired at',
      'INITIAL USE at:',
      'IN-HARDIRQ',
      'IN-SOFTIRQ',
      'HARDIRQ-ON',
      'SOFTIRQ-ON',
      'IN-RECLAIM',
      'RECLAIM_FS',
      'softirqs last',
      'hardirqs last',
      'INITIAL READ USE at:'
    ].filter((start) => !start.endsWith('last'))
  },
  {
    kind: 'other',
    announces: true,
    starts: ['RCU grace-period kthread stack dump', 'rcu: RCU grace-period kthread stack dump']
  },
  { kind: 'other', announces: false, starts: ['Oops trace', 'Interrupted code'] }
]

/** By the first two characters, so that a line is compared with a few starts. */
const byKey: ({ readonly start: string; readonly header: StackHeader }[] | undefined)[] = Array.from(
  { length: 1 << 14 },
  () => undefined
)
const keyOf = (text: string): number => ((text.charCodeAt(0) & 127) << 7) | (text.charCodeAt(1) & 127)
for (const header of headers) {
  for (const start of header.starts) {
    const known = byKey[keyOf(start)] ?? []
    known.push({ start, header })
    byKey[keyOf(start)] = known
  }
}

/** KCSAN names both sides of a race: `write to 0x... of 8 bytes by task 1 on cpu 0:` (kernel/kcsan/report.c). */
const racing =
  /^(?:read|write|read-write|read \(marked\)|write \(marked\)|race at unknown origin|assert no)[^:]{0,200} on cpu \d{1,5}:$/

const racingHeader = { kind: 'crash', announces: false } as const

export const readStackHeader = (line: string): { readonly kind: StackKind; readonly announces: boolean } | null => {
  const text = line.charCodeAt(0) === 46 && line.startsWith('... which') ? line.slice(4) : line
  const known = byKey[keyOf(text)]
  if (known !== undefined) {
    for (const { start, header } of known) if (text.startsWith(start)) return header
  }
  const first = text.charCodeAt(0)
  if ((first === 114 || first === 119 || first === 97) && text.endsWith(':') && racing.test(text)) return racingHeader
  // KFENCE before 5.18: `kfence-#24 [0x...-0x..., size=32, cache=kmalloc-32] allocated by task 507:`.
  if (first === 107 && text.startsWith('kfence-#') && text.includes(' by task ') && text.endsWith(':'))
    return { kind: text.includes(' freed by ') ? 'freed' : 'allocated', announces: false }
  return null
}

const marks = new Set([
  '<TASK>',
  '</TASK>',
  '<IRQ>',
  '</IRQ>',
  '<NMI>',
  '</NMI>',
  '<EOI>',
  '<EOE>',
  '<SOFTIRQ>',
  '</SOFTIRQ>',
  '<#DF>',
  '</#DF>',
  '<#DB>',
  '</#DB>',
  '<#MC>',
  '</#MC>',
  '<ENTRY_TRAMPOLINE>',
  '</ENTRY_TRAMPOLINE>',
  '<UNK>',
  '...',
  '<<EOE>>',
  '<<NMI>>'
])

/** `<TASK>`, `</IRQ>`, `<EOI>`: which stack the frames around are on (arch/x86/kernel/dumpstack_64.c, stack_type_name). */
export const isStackMark = (text: string): boolean => {
  const first = text.charCodeAt(0)
  if (first !== 60 && first !== 61 && first !== 46) return false
  return marks.has(text) || /^(?:<<?\/?[#A-Z]{2,16}>>?|={0,4} ?<[A-Z]{2,8}> ?={0,4})$/.test(text)
}
