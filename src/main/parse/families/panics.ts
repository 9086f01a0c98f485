import { functionIn, stackFunctions } from './candidates.ts'
import { overflowed } from './hangs.ts'
import type { Evidence, Family } from './family.ts'
import { nameOfParisc, pariscFault } from './traps.ts'

/** Panics of the watchers of CPUs and tasks (kernel/watchdog.c, kernel/hung_task.c, kernel/rcu/tree_stall.h). */
const stuck = /^(?:Hard LOCKUP|softlockup|hung_task|RCU Stall|[Ww]atchdog detected hard)/

/** parisc stops with the name of a fault, and tells of it below (arch/parisc/kernel/traps.c, parisc_terminate). */
const stopsFirst = /^(?:Kernel Fault|Page fault: |Bad Address|High Priority Machine Check)/

const faultBelow = (evidence: Evidence): RegExpExecArray | null => {
  for (const { text } of evidence.lines.slice(1)) {
    const match = text.includes('Code=') ? pariscFault.exec(text.trim()) : null
    if (match !== null) return match
  }
  return null
}

export const panics: readonly Family[] = [
  {
    name: 'corrupted stack end',
    example: 'Kernel panic - not syncing: corrupted stack end detected inside scheduler',
    header: /^Kernel panic - not syncing: corrupted stack end/,
    kind: 'memory-safety',
    type: 'DoS',
    naming: (_, evidence) => ({
      title: 'kernel panic: corrupted stack end in %f',
      alts: ['stack-overflow in %f'],
      candidates: overflowed(evidence)
    })
  },
  {
    name: 'stack protector',
    example: 'Kernel panic - not syncing: stack-protector: Kernel stack is corrupted in: f+0x7ea/0x7f0',
    header: /^Kernel panic - not syncing: stack-protector:/,
    kind: 'memory-safety',
    type: 'DoS',
    naming: (_, evidence) => {
      // Its own frame was written over: the header names it, whatever it is (kernel/panic.c, __stack_chk_fail).
      const named = functionIn(evidence.header)
      return {
        title: 'kernel panic: stack is corrupted in %f',
        needsStack: false,
        candidates: named.length > 0 ? named : stackFunctions(evidence),
        chosen: named.length > 0
      }
    }
  },
  {
    name: 'kernel stack overflow',
    example: 'Kernel panic - not syncing: kernel stack overflow',
    // arm64 and loongarch; riscv and s390 write it with a capital letter.
    header: /^Kernel panic - not syncing: [Kk]ernel stack overflow/,
    kind: 'memory-safety',
    type: 'DoS',
    naming: (_, evidence) => ({
      title: 'kernel stack overflow in %f',
      alts: ['stack-overflow in %f'],
      candidates: overflowed(evidence)
    })
  },
  {
    name: 'panic that follows a crash whose head is lost',
    example: 'Kernel panic - not syncing: Fatal exception',
    header:
      /^Kernel panic - not syncing: (panic_on_warn set|Fatal exception|(?:[\w -]{1,16}: )?panic_on_|Fatal error in|Oops(?: - [A-Z]{3,4})?: Fatal|softlockup|hung_task|kasan\.fault|RCU Stall)/,
    kind: 'bug',
    type: 'DoS',
    naming: (match, evidence) => ({
      // Where it happened (`in interrupt`) says nothing of the bug.
      title: /^(?:panic_on_warn set|Fatal exception)$/.test(match[1] ?? '')
        ? `kernel panic: ${match[1] ?? ''}`
        : `kernel panic: ${evidence.header.slice(28)}`,
      corrupted: 'only the panic is left of the crash',
      needsStack: false,
      ...(stuck.test(match[1] ?? '') ? { kind: 'hang' as const } : {})
    })
  },
  {
    name: 'panic',
    example: 'Kernel panic - not syncing: sysrq triggered crash',
    // Kernels of 2.4 synced on, or did not say.
    header: /^Kernel panic(?: - not syncing)?: ?(.{0,300})/,
    kind: 'bug',
    type: 'DoS',
    naming: (match, evidence) => {
      const said = match[1] ?? ''
      const fault = stopsFirst.test(said) ? faultBelow(evidence) : null
      if (fault !== null) return { kind: 'memory-safety', ...nameOfParisc(fault, evidence) }
      return {
        title: `kernel panic: ${said}`,
        needsStack: false,
        ...(stuck.test(said) ? { kind: 'hang' as const } : {})
      }
    }
  }
]
