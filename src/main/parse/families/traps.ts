import { crashFunctions, functionIn, hasLine } from './candidates.ts'
import type { Evidence, Family, Naming } from './family.ts'
import { overflowed } from './hangs.ts'

const badAccess = ['bad-access in %f']

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/**
 * What die() of an architecture prints: words, a code in hexadecimal, and how many such there were since the boot.
 * `alignment check: 0000 [#1]` (x86, sh), `addressing exception: 0005 ilc:2 [#1]` (s390), `Kernel bug detected[#1]:` (mips,
 * loongarch), `Oops - load address misaligned [#1]` and `Kernel BUG [#1]` (riscv), `worker(7): Kernel illegal instruction [#1]` (sparc).
 */
const counted = [
  // A task and its number in front, as sparc has it: nobody else writes so.
  String.raw`[(_.${letters}0123456789][\w./:()~-]{0,31}\(\d{1,10}\): [A-Za-z][\w ,.()-]{2,60}\[#\d{1,5}\]`,
  String.raw`(?:Oops|Kernel BUG)(?: - [A-Za-z ()/-]{1,60})? ?\[#\d{1,5}\]`,
  String.raw`[${letters}][A-Za-z ,.()!-]{2,60}: [0-9a-f]{4,16}(?: ilc:\d)? \[#\d{1,5}\]`,
  String.raw`[${letters}][A-Za-z ,.()!-]{2,60}\[#\d{1,5}\]:$`
]

/** Those of x86 that stand for themselves, and do not follow from what was said before. */
const ownOops = String.raw`(?:segment-related )?general protection|divide.error|stack segment|int3|double fault`

/** Words of which each of these has one: a program may well count its steps as `[#2]`. */
const trapWord = String.raw`[Kk]ernel|Oops|BUG|[Ee]xception|[Ii]nstruction|[Aa]ccess|[Tt]rap|[Ff]ault|[Cc]heck|[Aa]lign|[Bb]reak|[Ii]llegal|[Bb]ad |[Ee]rror|[Ss]tack|[Oo]ver|TSS|segment|Oops|Unhandled|Data |[Dd]ivide|monitor event`

const oneCounted = `(?=.{0,120}?(?:${trapWord}))(?:${counted.join('|')})`

export const countedOops = new RegExp(`^(?!${ownOops})${oneCounted}`)

/** Traps of x86 that have no family of their own (arch/x86/kernel/traps.c): they are called by their names. */
const trapOfX86 =
  /^(?:Oops: )?(bounds|overflow|coprocessor segment overrun|coprocessor error|invalid TSS|segment not present|alignment check|simd exception|fpu exception|Split lock detected|unexpected #NM exception): [0-9a-f]{4} \[#\d/

/** By which BUG() says itself where nothing says its file: a break instruction, or a monitor call on s390. */
const bareBug = /^(?:Kernel bug detected|monitor event: |Kernel BUG \[#|Oops - BUG ?\[#)/

/** Data and instruction faults of parisc, by their number (arch/parisc/kernel/traps.c, trap_description). */
const pariscAccess = new Set([6, 7, 15, 16, 17, 18, 26, 27, 28])

/** An address within the first page. */
const isNull = (address: string): boolean => /^0*[0-9a-f]{1,3}$/.test(address)

export const pariscFault =
  /^(?:Kernel Fault|Bad Address \(null pointer deref\?\)|Page fault: [a-z ]{1,40}|High Priority Machine Check \(HPMC\)): Code=(\d{1,3}) \(.{1,80}\) at addr ([0-9a-f]{1,16})/

/** What a fault of parisc is called, `match` being that of `pariscFault`. */
export const nameOfParisc = (match: RegExpExecArray, evidence: Evidence): Naming => {
  // Where it stood is told last.
  const stood = evidence.data.registers.flatMap(({ instruction, mode }) =>
    instruction === null || mode === 'user' ? [] : [instruction.function]
  )
  const candidates = [...stood, ...crashFunctions(evidence)]
  if (!pariscAccess.has(Number(match[1]))) return { title: 'Oops in %f', candidates, kind: 'bug' }
  const alts = badAccess
  return isNull(match[2] ?? '')
    ? {
        title: 'BUG: unable to handle kernel NULL pointer dereference in %f',
        alts,
        candidates,
        type: 'NULL-POINTER-DEREFERENCE'
      }
    : { title: 'BUG: unable to handle kernel paging request in %f', alts, candidates, type: 'MEMORY_SAFETY_BUG' }
}

/** Faults and traps that one architecture alone tells of in its own words. */
export const traps: readonly Family[] = [
  {
    name: 'exception before the kernel is up',
    // arch/x86/mm/extable.c, early_fixup_exception.
    example: 'PANIC: early exception 0x0e IP 10:ffffffff81234567 error 0 cr2 0x10',
    header: /^PANIC: early exception /,
    kind: 'bug',
    type: 'DoS',
    naming: (_, evidence) => ({ title: 'PANIC: early exception in %f', candidates: crashFunctions(evidence) })
  },
  {
    name: 'call of a function of another type',
    // kernel/cfi.c, report_cfi_failure; before 6.1 with nothing but the target.
    example: 'CFI failure at f+0x10/0x20 (target: g+0x0/0x40; expected type: 0x12345678)',
    header: /^CFI failure (?:at |\(target: )/,
    kind: 'memory-safety',
    type: 'DoS',
    naming: (_, evidence) => {
      const [caller] = evidence.header.split('(target')
      return {
        title: 'CFI failure in %f',
        candidates: [...functionIn(caller ?? ''), ...crashFunctions(evidence)],
        needsStack: false
      }
    }
  },
  {
    name: 'fault of parisc',
    // arch/parisc/kernel/traps.c, parisc_terminate: what its callers say, and the name of the trap.
    example: 'Kernel Fault: Code=26 (Data memory access rights trap) at addr 0000000000000008',
    header: pariscFault,
    kind: 'memory-safety',
    type: 'DoS',
    naming: nameOfParisc
  },
  {
    name: 'SError',
    // arch/arm64/kernel/traps.c, arm64_serror_panic: its last act is this panic.
    example: 'SError Interrupt on CPU1, code 0x00000000bf000002 -- SError',
    header: /^SError Interrupt on CPU\d/,
    kind: 'bug',
    type: 'DoS',
    naming: () => ({ title: 'kernel panic: Asynchronous SError Interrupt', needsStack: false })
  },
  {
    name: 'exception that arm64 does not handle',
    // arch/arm64/kernel/entry-common.c, __panic_unhandled: its last act is this panic.
    example: 'Unhandled 64-bit el1h sync exception on CPU0, ESR 0x0000000002000000 -- Unknown/Uncategorized',
    header: /^Unhandled [\w -]{1,40} exception on CPU\d/,
    kind: 'bug',
    type: 'DoS',
    naming: () => ({ title: 'kernel panic: Unhandled exception', needsStack: false })
  },
  {
    name: 'oops by its count',
    example: 'addressing exception: 0005 ilc:2 [#1] SMP',
    header: new RegExp(`${trapOfX86.source}|^${oneCounted}`),
    kind: 'bug',
    type: 'DoS',
    naming: (_, evidence) => {
      const candidates = crashFunctions(evidence)
      const trap = trapOfX86.exec(evidence.header)?.[1]
      if (trap !== undefined) return { title: `${trap} in %f`, candidates }
      if (bareBug.test(evidence.header)) return { title: 'kernel BUG in %f', candidates, type: 'BUG' }
      if (evidence.header.startsWith('fixpoint divide')) return { title: 'divide error in %f', candidates }
      if (evidence.header.startsWith('kernel stack overflow '))
        return {
          title: 'kernel stack overflow in %f',
          alts: ['stack-overflow in %f'],
          candidates: [...overflowed(evidence), ...candidates]
        }
      return hasLine(evidence, 'Internal error: ')
        ? { title: 'Internal error in %f', alts: badAccess, candidates }
        : { title: 'Oops in %f', candidates }
    }
  }
]
