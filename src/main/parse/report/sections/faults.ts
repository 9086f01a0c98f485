import { type Facts, noFacts } from '../../../../shared/model/facts.ts'
import type { Line } from '../../lines/line.ts'
import { spanOf } from '../../lines/place.ts'
import { readAccess } from '../access.ts'
import { readTaintNames } from '../taint.ts'
import { longestRead, type SectionReader } from './section.ts'

type FaultFacts = Pick<Facts, 'access' | 'fault' | 'undefined' | 'taint'>
type Fault = NonNullable<Facts['fault']>['value']

/** arch/x86/mm/fault.c, show_fault_oops. */
const pageFault = /^#PF: error_code\(0x([0-9a-f]{1,8})\) - (.{1,80})$/
const pageFaultMode = /^#PF: (supervisor|user) .{1,40} access|^#PF: (supervisor|user) instruction fetch/
/** 4.20 to 5.0. */
const oldPageFault = /^#PF error: (.{1,80})$/
/** arch/arm64/mm/fault.c, mem_abort_decode and data_abort_decode. */
const syndrome = /^ESR = 0x([0-9a-f]{8,16})$/
const status = /^FSC = 0x[0-9a-f]{2}: (.{1,80})$/
const exceptionClass = /^(?:EC = 0x[0-9a-f]{2}|Exception class = ): ?(.{1,80}?), IL = /

/** lib/ubsan.c: the line below the header that says what is wrong. */
const undefinedLines: readonly { readonly start: string; readonly pattern: RegExp }[] = [
  { start: 'index ', pattern: /^index (-?\d{1,20}) is out of range for type '([^']{1,200})'/ },
  {
    start: 'shift exponent ',
    pattern: /^shift exponent (-?\d{1,20}) is (?:too large for .{1,40} type '([^']{1,200})'|negative)/
  },
  {
    start: 'left shift of ',
    pattern: /^left shift of (?:negative value )?(-?\d{1,40})(?: by .{1,80} type '([^']{1,200})')?/
  },
  { start: 'load of value ', pattern: /^load of value (\S{1,40}) is not a valid value for type '([^']{1,200})'/ },
  {
    start: 'member access within ',
    pattern: /^member access within \S{1,40} (?:address|pointer) ?(\S{0,40}) ?.{0,60}type '([^']{1,200})'/
  },
  { start: 'division by zero', pattern: /^division by zero/ },
  { start: 'negation of ', pattern: /^negation of (\S{1,40}) cannot be represented in type '([^']{1,200})'/ },
  { start: '', pattern: /^(-?\d{1,40} [-+*/] -?\d{1,40}) cannot be represented in type '([^']{1,200})'/ }
]

/** Facts that several lines tell together: why an access was refused, which value is undefined, what the taints are called. */
export const createFaultReader = (before: Facts): SectionReader<FaultFacts> => {
  let { access, taint } = before
  let fault: Facts['fault'] = noFacts.fault
  let violation: Facts['undefined'] = noFacts.undefined
  let isUbsan = false

  const add = (line: Line, part: Partial<Fault>): void => {
    const old = fault?.value
    fault = {
      value: {
        code: old?.code ?? part.code ?? null,
        mode: old?.mode ?? part.mode ?? null,
        reason: old?.reason ?? part.reason ?? null
      },
      span: fault?.span ?? spanOf(line)
    }
  }

  const takePageFault = (line: Line, text: string): void => {
    access = readAccess(line, access)
    const code = pageFault.exec(text)
    if (code !== null) add(line, { code: code[1] ?? null, reason: code[2] ?? null })
    const mode = code === null ? pageFaultMode.exec(text) : null
    if (mode !== null) add(line, { mode: (mode[1] ?? mode[2]) === 'user' ? 'user' : 'kernel' })
    const old = code === null && mode === null ? oldPageFault.exec(text) : null
    if (old !== null) add(line, { reason: old[1] ?? null })
  }

  const takeUndefined = (line: Line, text: string): void => {
    for (const { start, pattern } of undefinedLines) {
      if (!text.startsWith(start)) continue
      const match = pattern.exec(text)
      if (match === null) continue
      violation = { value: { text, value: match[1] ?? null, type: match[2] ?? null }, span: spanOf(line) }
      return
    }
  }

  return {
    take: (line, text, kind) => {
      if (text === '' || kind === 'context' || kind === 'stack-header' || text.length > longestRead) return
      if (kind === 'title') isUbsan ||= text.includes('UBSAN: ')
      else if (isUbsan && violation === null) takeUndefined(line, text)
      switch (text.charCodeAt(0)) {
        case 35:
          if (text.startsWith('#PF')) takePageFault(line, text)
          return
        case 67:
          if (text.includes('WnR = ')) access = readAccess(line, access)
          return
        case 69: {
          const esr = syndrome.exec(text)
          if (esr !== null) add(line, { code: esr[1] ?? null, mode: 'kernel' })
          else if (exceptionClass.exec(text)?.[1]?.startsWith('IABT') === true && access?.value.direction === 'unknown')
            access = { value: { ...access.value, direction: 'execute' }, span: access.span }
          return
        }
        case 70: {
          const reason = status.exec(text)
          if (reason !== null) add(line, { reason: reason[1] ?? null })
          else access = readAccess(line, access)
          return
        }
        case 84: {
          const names = taint === null || taint.value.some(({ name }) => name === null) ? readTaintNames(text) : null
          if (names !== null) taint = { value: names, span: spanOf(line) }
          return
        }
        case 77:
          // KMSAN tells the size below its stacks.
          if (access?.value.size === null || access === null) access = readAccess(line, access)
          return
        default:
      }
    },
    value: () => ({ access, fault, undefined: violation, taint })
  }
}
