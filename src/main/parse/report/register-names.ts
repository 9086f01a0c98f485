import type { Register } from '../../../shared/model/registers.ts'

const words = (text: string): readonly string[] => text.trim().split(/\s+/)
const numbered = (prefix: string, last: number): readonly string[] =>
  Array.from({ length: last + 1 }, (_, index) => `${prefix}${index}`)

/**
 * Names of registers as the show_regs and die of each architecture print them (arch/<arch>/kernel/process.c, traps.c,
 * ptrace.c), by what they hold.
 */
const general: readonly string[] = [
  // x86: arch/x86/kernel/process_64.c, process_32.c
  ...words('RAX RBX RCX RDX RSI RDI RBP RSP EAX EBX ECX EDX ESI EDI EBP ESP ORIG_RAX ORIG_EAX R8 R9'),
  ...words('eax ebx ecx edx esi edi ebp esp'),
  ...numbered('R', 15),
  ...words('R00 R01 R02 R03 R04 R05 R06 R07 R08 R09'),
  // arm, arm64, powerpc, s390, mips
  ...numbered('x', 30),
  ...numbered('r', 31),
  ...words('lr sp pc ip fp LR SP NIP epc'),
  // riscv, loongarch
  ...words('ra gp tp u0 orig_a0 ssp'),
  ...numbered('t', 8),
  ...numbered('s', 11),
  ...numbered('a', 7),
  // sparc, m68k
  ...numbered('g', 7),
  ...numbered('o', 7),
  ...numbered('l', 7),
  ...numbered('i', 7),
  ...numbered('d', 7),
  ...words('ret_pc TPC TNPC NPC Y'),
  // alpha: arch/alpha/kernel/process.c; sh, csky, hexagon, openrisc, nios2, microblaze, xtensa: theirs
  ...words('v0 t9 t10 t11 t12 pv at ps'),
  ...words('PC PR SP elr psp oGPR11 RES ea estatus rPC rMSR rEAR rESR rFSR rSHR'),
  ...Array.from({ length: 32 }, (_, index) => `GPR${String(index).padStart(2, '0')}`),
  // ia64: arch/ia64/kernel/process.c
  ...numbered('b', 7)
]

const control: readonly string[] = [
  ...numbered('CR', 8),
  ...numbered('DR', 7),
  ...words('CR30 CR31 EFLAGS FLAGS RFLAGS PKRU pstate psr PSR pmr_save'),
  ...words('status badaddr cause sscratch Status Cause BadVA PrId Hi Lo Acx'),
  ...words('CTR MSR CR XER CFAR DAR DSISR DEAR ESR IRQMASK TRAP REGS'),
  ...words('TEA MACH MACL GBR preds ugp badva'),
  ...words('depc excvaddr lbeg lend lcount sar ifs unat pfs rsc rnat bsps pr ldrs ccv fpsr csd ssd'),
  ...words('CRMD PRMD EUEN ECFG ESTAT BADV PRID EIEM SAR IIR ISR IOR TSTATE SR xPSR PSW')
]

const segment: readonly string[] = words('CS DS ES FS GS SS knlGS TR GDT LDT cs ds es fs gs ss')

const groups = new Map<string, Register['group']>()
for (const name of general) groups.set(name, 'general')
for (const name of control) groups.set(name, 'control')
for (const name of segment) groups.set(name, 'segment')

/** Names of up to four ASCII characters as a number, which is found faster than a text: nearly all are. */
const shortName = 4
const numberOf = (name: string): number => {
  let number = 0
  for (let at = 0; at < name.length; at += 1) number = (number << 7) | (name.charCodeAt(at) & 127)
  return number
}
const shortGroups = new Map<number, Register['group']>()
for (const [name, group] of groups) if (name.length <= shortName) shortGroups.set(numberOf(name), group)

/** What a register of this name, which is ASCII, holds, or null for a word that is no register. */
export const registerGroup = (name: string): Register['group'] | null =>
  (name.length <= shortName ? shortGroups.get(numberOf(name)) : groups.get(name)) ?? null
