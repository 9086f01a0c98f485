import { byFirstCharacters } from '../lines/first-characters.ts'
import { firstOfPattern } from '../lines/first-of-pattern.ts'
import { assertions } from './assertions.ts'
import { bugs } from './bugs.ts'
import type { Family } from './family.ts'
import { hangs } from './hangs.ts'
import { oopses } from './oopses.ts'
import { others } from './others.ts'
import { panics } from './panics.ts'
import { sanitizers } from './sanitizers.ts'
import { isTitleLine } from './title-line.ts'
import { countedOops, traps } from './traps.ts'
import { warnings } from './warnings.ts'

/** In order: the first whose header fits and that can name the crash names it. The last of `others` take what is left. */
export const families: readonly Family[] = [
  ...sanitizers,
  ...oopses,
  ...traps,
  ...warnings,
  ...hangs,
  ...bugs,
  ...panics,
  ...assertions,
  ...others
]

const byFirst = byFirstCharacters(families.map((family) => ({ family, first: firstOfPattern(family.header) })))

/** Those whose header may start as this one does, in their order. */
export const familiesFor = (header: string): readonly { readonly family: Family }[] => byFirst(header, 0)

/** Words of which each header holds one; a line without any is no header. */
export const headerWords =
  /BUG|WARNING:|INFO:|nable to handle kernel|general protection fault|stack segment|Kernel panic|double fault|rust_kernel:|ernel BUG|Kernel bug at |divide.error|invalid opcode|int3:|UBSAN:|Booting the kernel|unregister_netdevice: w|VFS: [BC]|Internal error:|Unhandled |Alignment trap|trusty: panic|fatal error:|SYZFA|panic:|Oops|hard LOCKUP|Hard LOCKUP|detected LOCKUP|Kernel stack overflow|Insufficient stack|illegal operation: |specification exception: |Kernel unaligned|Bad mode in |\[#[0-9]|CFI failure|SError Interrupt on |: Code=[0-9]|BAD KERNEL |early exception|Slab corruption|slab error in |Badness |VERIFY|PANIC at |SPLError: /

/** Subsystem names in front of a header, and the bracket that lockdep drew around it before 4.11. */
const subsystem = /^(?:(?:NMI )?watchdog: |rcu: |traps: |\[ (?=INFO: |BUG: |WARNING: ))+/

const headerText = (text: string): string => {
  const trimmed = text.trim().replace(subsystem, '')
  return trimmed.endsWith(' ]') ? trimmed.slice(0, -2) : trimmed
}

/** Lines in the words of a crash that only count or repeat one (mm/page_alloc.c, mm/memory.c). */
const noCrash = /^BUG: Bad page (?:state|map): \d{1,20} messages suppressed/

/** Families that take any words: only a whole message counts. */
const unnamed = new Set(['Go program panicked', 'cut INFO line', 'boot in the middle of a log'])

/** A driver's own name, or its mark of a device: `pvrusb2: `, `usb 1-1: `, `cx25840 2-0044: `. */
const deviceMark = /^[a-z][\w-]{1,31}(?: [\d][\w.:-]{0,24})?: $/

/** What drivers warn of that is no trouble: old settings, known weaknesses of a CPU. */
const advice = /deprecat|obsolete|mitigat|vulnerab|See http|not compiled|will be removed|unsupported|recommended/

/** Where a header may start behind other words: a driver's or a console's own mark in front of the message. */
const behind =
  /BUG: |WARNING: |INFO: |Kernel panic - |kernel BUG at |[Uu]nable to handle kernel |general protection fault|Internal error: |UBSAN: |divide error: |PANIC: double fault|rust_kernel: panicked/

const familyOf = (header: string): Family | undefined =>
  noCrash.test(header) ? undefined : familiesFor(header).find(({ family }) => family.header.test(header))?.family

/**
 * The header that a line holds, or null. A warning in the driver's own words counts behind the name of a device only:
 * a bare `WARNING: ` is what the kernel, firmware and user space say of old settings.
 */
export const findHeader = (text: string): string | null => {
  const header = headerText(text)
  if (isTitleLine(header)) return null
  const family = familyOf(header)
  if (family !== undefined) return family.name === 'warning of a device' ? null : header
  const at = header.search(behind)
  if (at <= 0 || header[at - 1] === '"' || header[at - 1] === "'") return null
  const inner = header.slice(at)
  const found = isTitleLine(inner) ? undefined : familyOf(inner)
  if (found === undefined || unnamed.has(found.name)) return null
  if (found.name === 'warning of a device')
    return deviceMark.test(header.slice(0, at)) && !advice.test(inner) ? inner : null
  return found.name !== 'BUG not known by name' || header.slice(0, at).endsWith(': ') ? inner : null
}

type Consequence = {
  readonly why: string
  readonly header: RegExp
  /** Tested on the header of the crash before. */
  readonly after: RegExp
  /** True where it may come after the crash's own end. */
  readonly late: boolean
}

/** Headers that tell of the same crash again when they follow it. */
const consequences: readonly Consequence[] = [
  { why: 'a crash ends in a panic', header: /^Kernel panic(?: - not syncing)?: /, after: /^/, late: true },
  {
    why: 'what OpenZFS checked failed, and it says where it stopped',
    header: /^PANIC at |^SPLError: /,
    after: /^(?:VERIFY|ASSERT|SPLError: )/,
    late: false
  },
  {
    why: 'the watchdog warns of what it found (kernel/watchdog.c before 4.7)',
    header: /^Watchdog detected hard LOCKUP/,
    after: /^WARNING: .{0,120}\bkernel\/watchdog\.c:/,
    late: false
  },
  {
    why: 'parisc stops first, and then tells of the fault (arch/parisc/kernel/traps.c, parisc_terminate)',
    header: /^(?:Kernel Fault|Bad Address \(|Page fault: |High Priority Machine Check).{0,60}: ?Code=\d/,
    after: /^Kernel panic/,
    late: true
  },
  {
    why: 'BUG() is an invalid instruction; a page fault in the kernel is an oops',
    header: /^(?:Oops|invalid opcode|Internal error)/,
    after: /^/,
    late: false
  },
  {
    why: 'an architecture says first what happened, then that it dies of it',
    header: countedOops,
    after: /^/,
    late: false
  },
  {
    why: 'a call of a wrong type is a warning or a trap (kernel/cfi.c)',
    header: /^WARNING: |^[kK]ernel BUG /,
    after: /^CFI failure /,
    late: false
  },
  {
    why: 'a string function warns of an overflow before it stops (lib/string_helpers.c)',
    header: /^kernel BUG at .{0,80}lib\/string_helpers\.c/,
    after: /^WARNING: .{0,80}lib\/string_helpers\.c/,
    late: true
  },
  {
    why: 'ud2 of BUG() in Rust code',
    header: /^kernel BUG at .{0,80}rust\/helpers/,
    after: /^rust_kernel/,
    late: false
  },
  {
    why: 'the access that KASAN foretold',
    header: /^(?:BUG: )?(?:[Uu]nable to handle|kernel NULL pointer|general protection|Oops: general protection)/,
    after: /^BUG: KASAN: (?:null-ptr-deref|user-memory-access|wild-memory-access)/,
    late: true
  },
  {
    why: 'the guard page is hit in a double fault, which panics and then dies of itself (arch/x86/kernel/traps.c)',
    header: /^(?:PANIC: |Oops: )?double fault|^stack guard page/,
    after: /stack guard page|^PANIC: double fault/,
    late: false
  },
  {
    why: 'KASAN lets the slab allocator print the object (mm/kasan/report.c before 4.9)',
    header: /^BUG .{1,160}: kasan: bad access detected/,
    after: /^BUG: KASAN: /,
    late: false
  },
  {
    why: 'objects of a slab report',
    header: /^INFO: (?:Allocated|Freed) in/,
    after: /^(?:BUG |BUG: KASAN: |INFO: (?:Allocated|Freed))/,
    late: true
  },
  {
    why: 'a CPU tells of itself what another has told of it (arch/powerpc/kernel/watchdog.c)',
    header: /^CPU \d{1,5} Hard LOCKUP/,
    after: /hard LOCKUP/,
    late: false
  },
  { why: 'the same device still waits', header: /^unregister_netdevice/, after: /^/, late: true },
  { why: 'arm says twice what it cannot handle', header: /^Unhandled fault/, after: /^Alignment trap/, late: false },
  { why: 'the failures of a fuzzer come in a row', header: /^SYZFA/, after: /^/, late: true }
]

/** `ended` says that the crash before was told to its end. */
export const isConsequence = (header: string, of: string, ended: boolean): boolean =>
  consequences.some((entry) => (entry.late || !ended) && entry.header.test(header) && entry.after.test(of))

/** A panic that only says that a crash came before it. */
export const isTail = (header: string): boolean =>
  /^Kernel panic(?: - not syncing)?: (?:(?:[\w -]{1,16}: )?panic_on_|Fatal |Oops|softlockup|hung_task|kasan\.)/.test(
    header
  )
