import type { RegisterSet } from '../../shared/model/registers.ts'
import type { MemoryOperand } from './instruction.ts'
import { addressHex, parseHex, shortHex } from './hex.ts'

/** A register as the oops printed it. */
export type Held = { readonly name: string; readonly value: bigint; readonly line: number }

/** Registers by the name that instructions use for them. */
export type Registers = (name: string) => Held | null

/** Other spellings of the same register (arch/arm/kernel/process.c prints `fp`, `ip`, `sp`, `lr`). */
const aliases: Readonly<Record<string, string>> = {
  fp: 'r11',
  ip: 'r12',
  sl: 'r10',
  sb: 'r9',
  r13: 'sp',
  r14: 'lr',
  r15: 'pc'
}

export const registersOf = (set: RegisterSet | null): Registers => {
  const held = new Map<string, Held>()
  for (const { name, value, span } of set?.registers ?? []) {
    const number = parseHex(value)
    if (number !== null && !held.has(name.toLowerCase()))
      held.set(name.toLowerCase(), { name, value: number, line: span.line })
  }
  return (name) => {
    const key = name.toLowerCase()
    // R08 of x86_64 is r8 in instructions.
    const padded = /^r\d$/.test(key) ? `r0${key.slice(1)}` : key
    return (
      held.get(key) ??
      held.get(padded) ??
      held.get(aliases[key] ?? '') ??
      (key === 'x30' ? (held.get('lr') ?? null) : null)
    )
  }
}

/** A memory operand with the values its registers had. */
export type Reached = {
  readonly operand: MemoryOperand
  readonly base: Held | null
  readonly index: Held | null
  readonly address: bigint
}

/** Null where a register was not printed, or the address has a part that registers do not hold. */
export const reach = (operand: MemoryOperand, registers: Registers, bits: 32 | 64): Reached | null => {
  if (!operand.flat) return null
  const base = operand.base === null ? null : registers(operand.base)
  const index = operand.index === null ? null : registers(operand.index)
  if ((operand.base !== null && base === null) || (operand.index !== null && index === null)) return null
  const sum = (base?.value ?? 0n) + (index?.value ?? 0n) * BigInt(operand.scale) + operand.displacement
  return { operand, base, index, address: BigInt.asUintN(bits, sum) }
}

const named = ({ name, value }: Held): string => `${name} = ${addressHex(value)}`

/** `offset 0x18 from RAX = 0`, `RCX * 8 from RAX = 0x...`, `RAX = 0`. */
export const reachedText = ({ operand, base, index }: Reached): string => {
  const steps = [
    ...(operand.displacement === 0n ? [] : [`offset ${shortHex(operand.displacement)}`]),
    ...(index === null ? [] : [`${named(index)}${operand.scale === 1 ? '' : ` times ${operand.scale}`}`])
  ].join(' and ')
  if (base === null && index === null) return `absolute address ${shortHex(operand.displacement)}`
  if (base === null) return steps
  return steps === '' ? named(base) : `${steps} from ${named(base)}`
}
