import type { ComparedFact } from '../../../shared/model/comparison.ts'
import type { Register, RegisterSet } from '../../../shared/model/registers.ts'
import { bareDigits, valueClassOf } from '../tokens/value.ts'
import type { ComparedReport } from '../side.ts'

/** The registers of the kernel where it trapped. */
const kernelSet = ({ report }: ComparedReport): RegisterSet | undefined =>
  report.registers.find(({ mode, repeat, registers }) => mode !== 'user' && !repeat && registers.length > 2)

type Said = { readonly text: string; readonly meaning: string | null }

const said = (register: Register, { explanation }: ComparedReport): Said => {
  const bare = bareDigits(register.value)
  const named = explanation?.values.find(
    ({ register: name, line }) => name === register.name && line === register.span.line
  )
  if (named !== undefined) return { text: `${register.value}, ${named.meaning}`, meaning: named.meaning }
  if (bare === '') return { text: '0', meaning: null }
  return { text: register.value, meaning: valueClassOf(bare) === 'pointer' ? 'pointer' : null }
}

/** Pointers that are pointers on both sides say nothing; what is told is a register of another sort or value. */
export const registerFacts = (a: ComparedReport, b: ComparedReport): readonly ComparedFact[] => {
  const others = new Map(kernelSet(b)?.registers.map((register) => [register.name, register]))
  return (kernelSet(a)?.registers ?? []).flatMap((register): ComparedFact[] => {
    const other = others.get(register.name)
    if (other === undefined || register.group !== 'general') return []
    const [left, right] = [said(register, a), said(other, b)]
    if (left.text === right.text) return []
    const kind = left.meaning !== null && left.meaning === right.meaning ? 'noise' : 'different'
    return [
      {
        name: register.name,
        group: 'registers',
        kind,
        a: { text: left.text, line: register.span.line },
        b: { text: right.text, line: other.span.line }
      }
    ]
  })
}
