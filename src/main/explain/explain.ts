import type { Claim, Explanation } from '../../shared/model/explanation.ts'
import type { Report } from '../../shared/model/report.ts'
import { circumstances } from './circumstances.ts'
import { decodeCode } from './code.ts'
import type { Disassembler } from './disassembler.ts'
import { faultOf } from './fault.ts'
import { layoutOf } from './layout.ts'
import { readingOf } from './reading.ts'
import { sentenceOf } from './sentence.ts'
import { magicOf, namedValues } from './values.ts'
import { parseHex } from './hex.ts'

/** Instructions, registers, functions and the kernel's own words keep their spelling. */
const inSentenceCase = ({ kind, text }: Claim): string => {
  const spelled = kind === 'access' ? !text.startsWith('the CPU') : /^(?:kernel BUG|int3|ud2|brk|udf)\b/.test(text)
  return !spelled && /^[a-z]+(?:[ :]|-free)/.test(text) && !/^[a-z]\w{0,3} = /.test(text)
    ? `${text.charAt(0).toUpperCase()}${text.slice(1)}`
    : text
}

/** Claims name each line once, in order; a claim whose lines are not the report's own is none. */
const grounded = (claims: readonly Claim[], own: ReadonlySet<number>): readonly Claim[] => {
  const said = new Set<string>()
  return claims.flatMap((each) => {
    const lines = [...new Set(each.lines)].filter((line) => own.has(line)).sort((a, b) => a - b)
    if (lines.length === 0 || said.has(each.text)) return []
    said.add(each.text)
    return [{ ...each, text: inSentenceCase(each), lines }]
  })
}

/**
 * What a report means, as far as its lines prove it: one sentence, further claims, the code around the instruction
 * that trapped, registers whose values have names. Pure; `disassembler` comes from `loadDisassembler`.
 */
export const explain = (report: Report, disassembler: Disassembler): Explanation => {
  const layout = layoutOf(report)
  const decoded = decodeCode(report, disassembler)
  const code = decoded.find(({ mode, dump }) => mode !== 'user' && !dump.repeat) ?? null
  const fault = faultOf(report, code, layout)
  const reading = readingOf(report, layout, code, fault)
  const { sentence, claims: told } = sentenceOf(reading)
  const claims = [...(fault?.claims ?? []), ...told]
  const set =
    code?.set ??
    report.registers.find(({ mode, repeat, registers }) => mode !== 'user' && !repeat && registers.length > 0) ??
    null
  const values = namedValues(set, layout)
  // A poison in a register is worth a line of its own wherever it is; an address range is not.
  const poisons = values.flatMap(({ register, value, meaning, line }): Claim[] => {
    const number = parseHex(value)
    const magic = number === null ? null : magicOf(number, layout, 'exact')
    const offset = magic?.text.startsWith('the offset of KASAN') === true
    const known = claims.some(({ text }) => text.startsWith(`${register} = `))
    return magic?.certain === true && !offset && !known
      ? [{ kind: 'value', text: `${register} = 0x${value.replace(/^0+(?=.)/, '')} is ${meaning}`, lines: [line] }]
      : []
  })
  const own = new Set(report.lines.map(({ line }) => line))
  return {
    sentence: sentence === null ? null : (grounded([sentence], own)[0] ?? null),
    claims: grounded([...claims, ...poisons, ...circumstances(reading)], own),
    code: decoded.map(({ disassembly }) => disassembly),
    values
  }
}
