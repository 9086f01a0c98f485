import { functionIn } from '../families/candidates.ts'
import type { Evidence, Naming } from '../families/family.ts'
import { familiesFor } from '../families/families.ts'
import { isGeneric, plainFunction } from '../stack/generic-functions.ts'
import { rustName } from '../stack/rust-names.ts'
import type { CrashKind } from '../../../shared/model/crash-kind.ts'

type Titled = {
  /** The name of the family that named it. */
  readonly family: string
  readonly title: string
  readonly altTitles: readonly string[]
  readonly frame: string | null
  readonly type: string
  readonly kind: CrashKind
  readonly corruptedReason: string
}

/** One entry point of a system call has many names (arch/<arch>/include/asm/syscall_wrapper.h). */
const entryPrefixes: readonly (readonly [string, string])[] = [
  ['__x64_sys_', 'sys_'],
  ['__ia32_sys_', 'sys_'],
  ['__ia32_compat_sys_', 'compat_sys_'],
  ['__x32_compat_sys_', 'compat_sys_'],
  ['__arm64_sys_', 'sys_'],
  ['__arm64_compat_sys_', 'compat_sys_'],
  ['__riscv_sys_', 'sys_'],
  ['__s390x_sys_', 'sys_'],
  ['__se_sys_', ''],
  ['__do_sys_', ''],
  ['compat_SyS_', ''],
  ['SyS_', ''],
  ['SYSC_', ''],
  ['ksys_', ''],
  ['sys_', '']
]

/** Variants of one waiting function, told apart only by how they wait. */
const canonical = (name: string): string => {
  if (name.startsWith('smp_call_function')) return 'smp_call_function'
  if (/^_*synchronize_(?:rcu|sched|srcu)/.test(name)) return 'synchronize_rcu'
  for (const [prefix, kept] of entryPrefixes) {
    if (name.startsWith(prefix)) return kept + name.slice(prefix.length)
  }
  return name
}

/** A title without any of these stays as it is: digits, blanks to merge or to trim, what is not printable ASCII. */
const unclean = /\d|syz-executor\.| {2}|^ | $|[^\x20-\x7e]/

/** Blanks merged, printable ASCII only, 120 bytes at most: what differs from run to run becomes a word. */
export const normaliseTitle = (title: string): string =>
  title.length <= 120 && !unclean.test(title) ? title : normalised(title)

const normalised = (title: string): string =>
  title
    .slice(0, 2000)
    .replaceAll(/syz-executor[.\d]\d{0,9}/g, 'syz-executor')
    .replaceAll(/syzkaller\d{1,12}/g, 'syzkaller')
    .replaceAll(
      /(?<![0-9A-Za-z])(?:0x)?(?=[a-f]{0,15}\d)[0-9a-f]{6,16}(?![0-9A-Za-z])|(?<![0-9A-Za-z])0x[0-9a-f]{6,16}/g,
      'ADDR'
    )
    .replaceAll(/(?<![\d.])\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}(?![\d.])/g, 'IP')
    .replaceAll(/\.([ch]):\d{1,7}/g, '.$1:LINE')
    .replaceAll(/\+0x[0-9a-f]{1,8}\/0x[0-9a-f]{1,8}/g, '')
    .replaceAll(/CPU#\d{1,5}/g, 'CPU')
    .replaceAll(/(?<!\w)\d{1,19}(?!\w)/g, 'NUM')
    .replaceAll(/\d{7,32}/g, 'NUM')
    .replaceAll(/[^\x20-\x7e]/g, '')
    .replaceAll(/ {2,200}/g, ' ')
    .slice(0, 120)
    .trim()

const pick = (naming: Naming): string | null => {
  for (const name of naming.candidates ?? []) {
    // Fault injection prints a trace of its own; a trace with its functions in it is two torn into one.
    if (name.startsWith('should_fail')) return null
    const plain = rustName(plainFunction(name))
    if (naming.chosen === true || naming.named?.(plain) === true) return plain
    if (!isGeneric(plain) && naming.skip?.(plain) !== true) return plain
  }
  return null
}

/** Stands in a title where no function could be found. */
export const lostFunction = 'corrupted'

/** A trace that is announced and then cut: none of so many lines below is a frame. */
const nearLines = 15
/** A trace that has fewer lines below its announcement is the end of a log that was cut. */
const fewestLines = 2
const traceHeader = /^(?:Call [Tt]race|Backtrace):|^(?:Allocated|Freed) by task \d/
/** mm/kasan/report.c, print_track: nothing is known, and nothing lost. */
const noTrace = /^\(stack (?:trace )?is not available\)|^save_stack_trace\(\) is not available/

const cutTrace = (evidence: Evidence): boolean => {
  const { kinds } = evidence.data
  const from = kinds.length - evidence.lines.length
  return evidence.lines.some((line, index) => {
    if (kinds[from + index] !== 'stack-header' || !traceHeader.test(line.text.trim())) return false
    if (noTrace.test(evidence.lines[index + 1]?.text.trim() ?? '')) return false
    const after = kinds.slice(from + index + 1, from + index + 1 + nearLines)
    // m68k and old kernels print the first frame in the line of the header.
    const own = /\[<[0-9a-f]{8,16}>\]/.test(line.text) ? 1 : functionIn(line.text).length
    return after.length + own < fewestLines || !(own > 0 || after.includes('frame') || after.includes('inline-frame'))
  })
}

const stackProblem = (evidence: Evidence): string => {
  if (!evidence.data.stacks.some((stack) => stack.frames.length > 0)) return 'there is no call trace in the report'
  return cutTrace(evidence) ? 'a call trace is cut' : ''
}

export const nameCrash = (evidence: Evidence): Titled | null => {
  for (const { family } of familiesFor(evidence.header)) {
    const match = family.header.exec(evidence.header)
    if (match === null) continue
    const naming = family.naming(match, evidence)
    if (naming === null) continue
    const wants = naming.title.includes('%f')
    const fallback =
      evidence.data.stacks.length === 0 && naming.fallback !== undefined ? plainFunction(naming.fallback) : null
    const raw = wants ? (pick(naming) ?? fallback) : null
    const name = raw === null ? lostFunction : canonical(raw)
    const names = raw === null || raw === name ? [name] : [name, raw]
    const made = new Set<string>()
    for (const template of [naming.title, ...(naming.alts ?? [])]) {
      for (const each of names) made.add(normaliseTitle(template.replaceAll('%f', () => each)))
    }
    const [title = '', ...altTitles] = made
    const at = title.lastIndexOf(' in ')
    const frame = at < 0 ? null : title.slice(at + 4)
    let corruptedReason = naming.corrupted ?? ''
    if (corruptedReason === '' && wants && raw === null) corruptedReason = 'no function could be read from a call trace'
    if (corruptedReason === '' && naming.needsStack !== false) corruptedReason = stackProblem(evidence)
    if (corruptedReason === '' && /\[ {0,8}\d{1,8}\.\d{6}\]/.test(naming.title))
      corruptedReason = 'another message stands in the title'
    return {
      family: family.name,
      title,
      altTitles,
      frame: wants || (frame !== null && /^\S+$/.test(frame)) ? frame : null,
      type: naming.type ?? family.type,
      kind: naming.kind ?? family.kind,
      corruptedReason
    }
  }
  return null
}
