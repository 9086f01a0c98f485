import { functionIn, stackFunctions } from './candidates.ts'
import { overflowed } from './hangs.ts'
import type { Family } from './family.ts'

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
      needsStack: false
    })
  },
  {
    name: 'panic',
    example: 'Kernel panic - not syncing: sysrq triggered crash',
    header: /^Kernel panic - not syncing: ?(.{0,300})/,
    kind: 'bug',
    type: 'DoS',
    naming: (match) => ({ title: `kernel panic: ${match[1] ?? ''}`, needsStack: false })
  }
]
