import type { Claim } from '../../shared/model/explanation.ts'
import { claim, crashStack, type Reading } from './reading.ts'

/** include/asm-generic/bug.h and arch/arm64/include/asm/brk-imm.h: instructions that stop the kernel on purpose. */
const stops: readonly { readonly pattern: RegExp; readonly text: string }[] = [
  { pattern: /^ud2$/, text: 'ud2 is how BUG() and WARN() stop the CPU' },
  { pattern: /^brk\t#0x800$/, text: 'brk #0x800 is how BUG() and WARN() stop the CPU' },
  { pattern: /^brk\t#0x9[0-3][0-9a-f]$/, text: 'this brk is how software-tag KASAN reports an access' },
  { pattern: /^brk\t#0x55[0-9a-f]{2}$/, text: 'this brk is how UBSAN stops the CPU' },
  { pattern: /^brk\t#0x8[0-3][0-9a-f]{2}$/, text: 'this brk is how CFI reports a call to a function of another type' },
  { pattern: /^udf\t#18$/, text: 'udf #18 is how BUG() and WARN() stop the CPU' }
]

const stopClaim = ({ code }: Reading): readonly Claim[] => {
  const text = code?.trapping?.text
  const stop = text === undefined ? undefined : stops.find(({ pattern }) => pattern.test(text))
  return stop === undefined || code === null ? [] : [claim('mode', stop.text, [code.dump.span.line])]
}

/** How the kernel came to run: a system call, or an interrupt on top of something else. */
const entryClaims = ({ report }: Reading): readonly Claim[] => {
  const { syscall } = report.facts
  const stack = crashStack(report)
  const at = stack === null ? -1 : report.lines.findIndex(({ line }) => line === stack.span.line)
  const mark = report.lines.slice(at + 1, at + 3).find(({ kind }) => kind === 'stack-mark')
  const context = /^<(IRQ|NMI|SOFTIRQ)>$/.exec(mark?.text.trim() ?? '')?.[1]
  const called =
    syscall === null || syscall.value.name === null
      ? []
      : [
          claim(
            'mode',
            `user space had called ${syscall.value.name}${syscall.value.number === null ? '' : ` (system call ${syscall.value.number})`}`,
            [syscall.span.line]
          )
        ]
  // A stall is noticed in an interrupt; what it noticed is below.
  if (context === undefined || mark === undefined || at < 0 || report.kind === 'hang') return called
  const name = { IRQ: 'an interrupt', NMI: 'a non-maskable interrupt', SOFTIRQ: 'a soft interrupt' }[context]
  return [claim('mode', `it happened in ${name}, not in the task's own code`, [mark.line]), ...called]
}

/** No kernel registers, and those printed are ring 3: the CPU trapped in a program. */
const userClaim = ({ report, fault, header }: Reading): readonly Claim[] => {
  const sets = report.registers.filter(({ repeat }) => !repeat)
  const first = sets[0]
  if (first === undefined || header === null || report.facts.oops === null || sets.some(({ mode }) => mode !== 'user'))
    return []
  if (fault !== null && fault.found.kind === 'checker') return []
  return [claim('mode', 'the CPU trapped in user mode', [first.span.line])]
}

/** Many lines prove no more than a few. */
const mostLines = 8

const recursionClaim = ({ report }: Reading): readonly Claim[] => {
  const lines = new Map<string, number[]>()
  for (const frame of crashStack(report)?.frames ?? []) {
    if (!frame.reliable) continue
    const seen = lines.get(frame.function) ?? []
    seen.push(frame.span.line)
    lines.set(frame.function, seen)
  }
  let most: readonly [string, readonly number[]] | null = null
  for (const entry of lines) if (entry[1].length > (most?.[1].length ?? 3)) most = entry
  return most === null
    ? []
    : [claim('stack', `${most[0]}() stands ${most[1].length} times in the call trace`, most[1].slice(0, mostLines))]
}

const stackClaims = ({ find }: Reading): readonly Claim[] => {
  const guard = find(
    /stack guard page was hit|Insufficient stack space to handle exception|^kernel stack overflow|kernel stack overflow \(/
  )
  const end = find(/corrupted stack end detected|Kernel stack is corrupted in: /)
  return [
    ...(guard === null ? [] : [claim('stack', 'the kernel stack overflowed into its guard page', [guard.line])]),
    ...(end === null ? [] : [claim('stack', 'the end of the kernel stack was overwritten', [end.line])])
  ]
}

const taintClaim = ({ report }: Reading): readonly Claim[] => {
  const { taint } = report.facts
  if (taint === null || taint.value.length === 0) return []
  const words = taint.value.map(({ letter, meaning }) => `${letter} (${meaning})`).join(', ')
  return [claim('taint', `tainted: ${words}`, [taint.span.line])]
}

const panicClaim = ({ find, header }: Reading): readonly Claim[] => {
  const panic = find(/Kernel panic - not syncing: (.{1,200})$/)
  return panic === null || panic.line === header?.line
    ? []
    : [claim('mode', `the kernel then panicked: ${panic.parts[0]?.trim()}`, [panic.line])]
}

/** Messages right above the crash that say what led to it. */
const earlierClaims = ({ before }: Reading): readonly Claim[] => {
  const claims: Claim[] = []
  for (const { line, text } of before.slice(0, 60)) {
    const injected = /^(?:\s*)FAULT_INJECTION: forcing a failure/.exec(text)
    const list = /^\s*(list_(?:add|del) corruption.{1,200})$/.exec(text)
    if (injected !== null) claims.push(claim('mode', 'fault injection had forced a failure before', [line]))
    if (list?.[1] !== undefined) claims.push(claim('object', list[1].trim().replace(/\.$/, ''), [line]))
    if (claims.length > 0) break
  }
  return claims
}

/** What else the report proves, whatever sort of crash it is. */
export const circumstances = (reading: Reading): readonly Claim[] => [
  ...earlierClaims(reading),
  ...stopClaim(reading),
  ...stackClaims(reading),
  ...recursionClaim(reading),
  ...userClaim(reading),
  ...entryClaims(reading),
  ...panicClaim(reading),
  ...taintClaim(reading)
]
