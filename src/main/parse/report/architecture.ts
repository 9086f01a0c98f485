import type { Architecture } from '../../../shared/model/crash-kind.ts'
import type { CrashData } from './read-crash.ts'

const registerArchitectures: readonly (readonly [RegExp, Architecture])[] = [
  [/^R[A-D]X$/, 'x86_64'],
  [/^(?:E[A-D]X|e[a-d]x)$/, 'i386'],
  [/^x\d\d?$/, 'arm64']
]

/** What only one architecture prints; the first sign that any line shows decides. */
const signs: readonly (readonly [RegExp, Architecture])[] = [
  [/^(?:RIP: |entry_SYSCALL_64|do_syscall_64\+)|x86_64|^EFLAGS/, 'x86_64'],
  [/^(?:pstate:|el[01]h?t?_\w{1,30}\+|__arm64_sys)|linux,dummy-virt|aarch64/, 'arm64'],
  [/^epc ?:|riscv|do_trap_ecall_u/, 'riscv64'],
  [/^(?:Krnl PSW|PSW )|IBM .{0,20}(?:z\/VM|LPAR|KVM)/, 's390x'],
  [/^NIP(?: |:)|^cpu 0x[0-9a-f]{1,4}: Vector: |^LE PAGE_SIZE|^BE PAGE_SIZE|pSeries|PowerNV/, 'powerpc'],
  [/^(?:PR is at |MACH: |PC {2}: [0-9a-f]{8} SP {2}: )/, 'sh'],
  [/^(?:entSys\+|t11= |v0 = [0-9a-f]{16})/, 'alpha'],
  [/^psr : [0-9a-f]{16} ifs :|^\[<a0000001[0-9a-f]{8}>\]/, 'ia64'],
  [/^(?:CURRENT PROCESS:|orig_a0: 0x)/, 'csky'],
  [/^restart_r0: /, 'hexagon'],
  [/^Registers dump: mode=/, 'microblaze'],
  [/^ea = [0-9a-f]{8}, ra = /, 'nios2'],
  [/^(?:Oops#: |RES: [0-9a-f]{8} oGPR11)/, 'openrisc'],
  [/^(?:a00: [0-9a-f]{8} |pc: [0-9a-f]{8}, ps: )/, 'xtensa'],
  [/^(?:PC is at|ret_fast_syscall|__irq_svc|\[<[0-9a-f]{8}>\] \()|ARM-Versatile/, 'arm'],
  [/^(?:epc {3}:|\$ ?0 {3}:)/, 'mips'],
  [/^(?:era:|ERA:|pc [0-9a-f]{16} ra )/, 'loongarch'],
  [/^IAOQ|^IASQ/, 'parisc'],
  [/^(?:TSTATE|%G: |PSR: [0-9a-f]{8} PC: )/, 'sparc'],
  [/^SR: [0-9a-f]{4} {1,3}SP: |^Frame format=/, 'm68k'],
  [/^(?:EIP: |EIP is at)/, 'i386'],
  // The kernel's half of 39 bits and of 48 (Documentation/arch/arm64/memory.rst before 5.4).
  [/^\[<ffffff[89bc][0-9a-f]{9}>\]/, 'arm64'],
  [/^\[<[0-9a-f]{16}>\]|_64\+0x/, 'x86_64']
]

/** By how many signs there are before the one found: all of those in one pattern. */
const before = signs.map(
  (_, index) =>
    new RegExp(
      signs
        .slice(0, index)
        .map(([{ source }]) => source)
        .join('|')
    )
)
const any = new RegExp(signs.map(([{ source }]) => source).join('|'))

const looked = 400

/** Goes by the names of registers, else by the first lines of the report, up to `end`. */
export const architectureOf = ({ registers, kinds, texts }: CrashData, end: number): Architecture => {
  for (const set of registers) {
    for (const register of set.registers) {
      for (const [pattern, architecture] of registerArchitectures) {
        if (pattern.test(register.name)) return architecture
      }
    }
  }
  const last = Math.min(end, looked)
  // Most reports hold these signs of the first of all: they cost least to look for.
  for (let index = 0; index < last; index += 1) {
    const kind = kinds[index]
    if (kind === 'instruction' && texts[index]?.startsWith('RIP: ') === true) return 'x86_64'
    if (kind === 'frame' && texts[index]?.startsWith('entry_SYSCALL_64') === true) return 'x86_64'
  }
  let best = signs.length
  for (let index = 0; index < last && best > 0; index += 1) {
    const text = texts[index] ?? ''
    if (!(before[best] ?? any).test(text)) continue
    best = signs.findIndex(([pattern]) => pattern.test(text))
  }
  return signs[best]?.[1] ?? 'unknown'
}
