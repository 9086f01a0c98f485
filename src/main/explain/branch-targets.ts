import type { RegisterSet } from '../../shared/model/registers.ts'
import type { Report } from '../../shared/model/report.ts'
import type { Instruction } from './instruction.ts'
import { parseHex } from './hex.ts'
import { registersOf } from './operand.ts'

/** A function whose place is known: counted from the first byte of the `Code:` line. */
type Place = { readonly name: string; readonly start: bigint; readonly size: number }

const narrow = new Set<Report['arch']>(['i386', 'arm'])

/** Where the CPU stopped, as the log states it. A program's is printed without leading zeros. */
const stoppedAt = ({ registers, instruction, instructionAddress }: RegisterSet, width: number): bigint | null => {
  const program = instructionAddress?.startsWith('0x') === true ? instructionAddress.slice(2) : null
  if (program !== null && program.length >= 6) return parseHex(program)
  const stated = instructionAddress ?? instruction?.address ?? registers.find(({ name }) => name === 'pc')?.value
  return stated?.length === width ? parseHex(stated) : null
}

/** A call or jump to what a register holds: `call *%edx`, `blr x8`. */
const throughRegister = /^(?:(?:call|jmp) +\*%|(?:br|bx|blr|blx)\t)(\w{2,3})$/

/**
 * Names where a branch leads: ` <f+0x12>`, as objdump does where it has symbols. Known are the function that trapped
 * and, where the log prints addresses, those of its call traces. Where only the address of the code is known, the
 * target's address stands there; else nothing. Registers are those of the instruction that trapped, and of no other.
 */
export const branchNames = (
  report: Report,
  set: RegisterSet | null,
  trap: number | null
): ((instruction: Instruction) => string) => {
  if (set === null || trap === null) return () => ''
  const width = narrow.has(report.arch) ? 8 : 16
  const bits = width * 4
  const stopped = stoppedAt(set, width)
  const first = stopped === null ? null : stopped - BigInt(trap)
  const places: Place[] = []
  const held = registersOf(set)
  const frame = set.instruction
  if (frame?.offset != null && frame.size !== null)
    places.push({ name: frame.function, start: BigInt(trap - frame.offset), size: frame.size })
  if (first !== null) {
    for (const { function: name, address, offset, size } of report.stacks.flatMap(({ frames }) => frames)) {
      const at = address?.length === width ? parseHex(address) : null
      if (at !== null && offset !== null && size !== null)
        places.push({ name, start: BigInt.asIntN(bits, at - BigInt(offset) - first), size })
    }
  }
  const nameAt = (to: bigint): string | null => {
    const place = places.find(({ start, size }) => to >= start && to < start + BigInt(size))
    if (place === undefined) return null
    const offset = to - place.start
    return ` <${place.name}${offset === 0n ? '' : `+0x${offset.toString(16)}`}>`
  }
  return ({ offset, text, target }) => {
    if (target !== null) {
      const to = BigInt(target)
      return nameAt(to) ?? (first === null ? '' : ` <0x${BigInt.asUintN(bits, first + to).toString(16)}>`)
    }
    const register = offset === trap ? throughRegister.exec(text)?.[1]?.toLowerCase() : undefined
    const to = register === undefined ? null : (held(register)?.value ?? null)
    return to === null || first === null ? '' : (nameAt(BigInt.asIntN(bits, to - first)) ?? '')
  }
}
