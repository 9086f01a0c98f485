import { crashFunctions, functionIn, functionOnLine, hasLine } from './candidates.ts'
import { overflowed } from './hangs.ts'
import type { Family } from './family.ts'

const badAccess = ['bad-access in %f']

export const oopses: readonly Family[] = [
  {
    name: 'kernel BUG',
    example: 'kernel BUG at fs/f.c:619!',
    // alpha has it in small letters (arch/alpha/kernel/traps.c, do_entIF).
    header: /^(?:kernel BUG|Kernel BUG|Kernel bug) at /,
    kind: 'bug',
    type: 'BUG',
    naming: (_, evidence) => ({
      title: 'kernel BUG in %f',
      candidates: crashFunctions(evidence),
      // What checks the room in a packet: the caller says how much it needs (net/core/skbuff.c).
      skip: (name) => /^(?:__)?skb_(?:panic|over_panic|under_panic|put|push|pull)/.test(name)
    })
  },
  {
    name: 'stack guard page',
    example: 'BUG: TASK stack guard page was hit at ffffc9000e4aff58',
    header: /^BUG: (?:[A-Z#_\d]{1,24} )?stack guard page was hit/,
    kind: 'memory-safety',
    type: '',
    naming: (_, evidence) => ({
      title: 'BUG: stack guard page was hit in %f',
      alts: ['stack-overflow in %f'],
      candidates: overflowed(evidence)
    })
  },
  {
    name: 'NULL dereference',
    example: 'BUG: kernel NULL pointer dereference, address: 0000000000000010',
    header: /^(?:BUG: )?(?:unable to handle kernel |Unable to handle kernel |kernel |Kernel )NULL pointer dereference/,
    kind: 'memory-safety',
    type: 'NULL-POINTER-DEREFERENCE',
    naming: (_, evidence) => ({
      title: 'BUG: unable to handle kernel NULL pointer dereference in %f',
      alts: badAccess,
      candidates: crashFunctions(evidence)
    })
  },
  {
    name: 'paging request',
    example: 'BUG: unable to handle page fault for address: ffffc90001953030',
    header:
      /^(?:BUG: )?[Uu]nable to handle (?:kernel paging request|page fault for address|kernel pointer dereference|kernel page fault|kernel data access|kernel instruction fetch|kernel write to read-only memory|kernel unaligned access|unknown paging fault|kernel execut|kernel read from unreadable memory|kernel unknown)/,
    kind: 'memory-safety',
    type: 'MEMORY_SAFETY_BUG',
    naming: (_, evidence) => ({
      title: 'BUG: unable to handle kernel paging request in %f',
      alts: badAccess,
      candidates: crashFunctions(evidence)
    })
  },
  {
    name: 'kernel access to user memory',
    example:
      'Unable to handle kernel access to user memory outside uaccess routines at virtual address 0000000000000010',
    header: /^(?:BUG: )?[Uu]nable to handle kernel access to user memory/,
    kind: 'memory-safety',
    type: 'MEMORY_SAFETY_BUG',
    naming: (_, evidence) => ({
      title: 'BUG: unable to handle kernel access to user memory in %f',
      alts: badAccess,
      candidates: crashFunctions(evidence)
    })
  },
  {
    name: 'oops header torn by another message',
    example: 'BUG: unable to handle kernel ',
    header: /^(?:BUG: )?[Uu]nable to handle kernel ?(?:\[|$|paging$)/,
    kind: 'bug',
    type: '',
    naming: () => ({ title: 'BUG: unable to handle kernel', corrupted: 'the oops header is torn', needsStack: false })
  },
  {
    name: 'general protection fault',
    example: 'general protection fault, probably for non-canonical address 0xdffffc0000000003: 0000 [#1] SMP KASAN',
    header: /^(?:Oops: )?(?:segment-related )?general protection fault(?! ip:)/,
    kind: 'memory-safety',
    type: 'DoS',
    naming: (_, evidence) => ({
      title: 'general protection fault in %f',
      alts: badAccess,
      candidates: crashFunctions(evidence)
    })
  },
  {
    name: 'stack segment fault',
    example: 'stack segment: 0000 [#1] SMP',
    header: /^(?:Oops: )?stack segment/,
    kind: 'bug',
    type: 'DoS',
    naming: (_, evidence) => ({
      title: 'stack segment fault in %f',
      candidates: crashFunctions(evidence)
    })
  },
  {
    name: 'divide error',
    example: 'divide error: 0000 [#1] SMP',
    header: /^(?:Oops: )?divide[ _]error/,
    kind: 'bug',
    type: 'DoS',
    naming: (_, evidence) => ({ title: 'divide error in %f', candidates: crashFunctions(evidence) })
  },
  {
    name: 'invalid opcode',
    example: 'Oops: invalid opcode: 0000 [#1] SMP',
    header: /^(?:Oops: )?invalid opcode:/,
    kind: 'bug',
    type: 'DoS',
    // Where BUG() stands is where the CPU stopped: only a BUG whose own header is lost is called so.
    naming: (_, evidence) => ({ title: 'invalid opcode in %f', candidates: functionOnLine(evidence, 'IP: ') })
  },
  {
    name: 'int3',
    example: 'int3: 0000 [#1] SMP',
    header: /^(?:Oops: )?int3:/,
    kind: 'bug',
    type: 'DoS',
    naming: (_, evidence) => ({ title: 'int3 in %f', candidates: crashFunctions(evidence) })
  },
  {
    name: 'double fault',
    example: 'PANIC: double fault, error_code: 0x0',
    header: /^(?:traps: )?PANIC: double fault|^(?:Oops: )?double fault:/,
    kind: 'bug',
    type: 'DoS',
    naming: (_, evidence) => ({ title: 'PANIC: double fault in %f', candidates: crashFunctions(evidence) })
  },
  {
    name: 'Unhandled fault',
    example: 'Unhandled fault: page domain fault (0x81b) at 0x00001044',
    header: /^Unhandled fault:/,
    kind: 'memory-safety',
    type: 'DoS',
    naming: (_, evidence) => {
      const candidates = crashFunctions(evidence)
      // A program's own fault is told of in the same words, and the program is sent a signal.
      const isOfProgram = candidates.length === 0 && !hasLine(evidence, 'Internal error') && hasLine(evidence, 'pgd')
      return isOfProgram ? null : { title: 'Unhandled fault in %f', alts: badAccess, candidates }
    }
  },
  {
    name: 'Alignment trap',
    example: 'Alignment trap: not handling instruction e1932f9f at [<8028bd58>]',
    // arch/arm/mm/alignment.c: of a program's access it only tells, with the program counter.
    header: /^Alignment trap:(?! .{1,60} \(\d{1,10}\) PC=)/,
    kind: 'bug',
    type: 'DoS',
    naming: (_, evidence) => ({ title: 'Alignment trap in %f', candidates: crashFunctions(evidence) })
  },
  {
    name: 'Internal error',
    example: 'Internal error: synchronous external abort: 96000010 [#1] PREEMPT SMP',
    header: /^Internal error:/,
    kind: 'bug',
    type: 'DoS',
    naming: (_, evidence) => ({ title: 'Internal error in %f', alts: badAccess, candidates: crashFunctions(evidence) })
  },
  {
    name: 'Oops of another architecture',
    example: 'Oops: Kernel access of bad area, sig: 11 [#1]',
    header:
      /^(?:Oops: (?!.{0,80}(?:opcode|general protection)|(?:bounds|overflow|coprocessor|invalid TSS|segment not|alignment|simd|fpu|unexpected #)\b)|Unable to handle kernel access|Kernel unaligned|BAD KERNEL |Kernel stack overflow|Insufficient stack space|Kernel unhandled|Unhandled exception|Bad mode in )/,
    kind: 'bug',
    type: 'DoS',
    naming: (match, evidence) => {
      const candidates = crashFunctions(evidence)
      if (match[0].includes('stack')) {
        return {
          title: 'kernel stack overflow in %f',
          alts: ['stack-overflow in %f'],
          candidates: [...overflowed(evidence), ...candidates]
        }
      }
      // arm64 says first which exception it was, then what it makes of it.
      if (hasLine(evidence, 'Internal error: ')) return { title: 'Internal error in %f', alts: badAccess, candidates }
      // sparc goes on after an access that is not aligned, and shows no trace (arch/sparc/kernel/unaligned_64.c).
      if (match[0].startsWith('Kernel unaligned'))
        return { title: 'Oops in %f', candidates: [...candidates, ...functionIn(evidence.header)], needsStack: false }
      return { title: 'Oops in %f', candidates }
    }
  },
  {
    name: 'Rust panic',
    example: 'rust_kernel: panicked at drivers/f.rs:877:13:',
    header: /^rust_kernel: panicked at /,
    kind: 'bug',
    type: '',
    naming: (_, evidence) => {
      const at = evidence.lines.findIndex((line) => line.text.startsWith('rust_kernel: panicked at'))
      // Before Rust 1.73 the message stood in the line itself, in quotes.
      const quoted = /panicked at '(.{1,300})', /.exec(evidence.header)?.[1]
      const said = [quoted, evidence.lines[at + 1]?.text.trim(), evidence.header]
      // A message that is lost, or in letters that no title holds, is none.
      const message =
        said.find((text) => text !== undefined && /[!-~]/.test(text) && !/^(?:CPU: \d|-{4,}\[)/.test(text)) ??
        evidence.header
      return {
        title: hasLine(evidence, '+0x') ? `${message} in %f` : message,
        candidates: crashFunctions(evidence),
        skip: (name) =>
          name.startsWith('core::') || name.startsWith('rust_') || name.startsWith('__rustc') || name.startsWith('_R')
      }
    }
  }
]
