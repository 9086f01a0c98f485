import type { DecodedCode } from './code.ts'
import { reach, type Held, type Reached, type Registers } from './operand.ts'
import { parseHex } from './hex.ts'
import type { Shadow } from './values.ts'

/** A KASAN check that faulted itself: the address whose shadow it read, eight bytes a shadow byte (mm/kasan/kasan.h). */
export type ShadowCheck = {
  readonly first: bigint
  readonly last: bigint
  /** How the address was made, where the instructions before and the registers agree. */
  readonly pointer: { readonly base: Held; readonly offset: bigint } | null
}

export const shadowedBy = (address: bigint, shadow: Shadow): { readonly first: bigint; readonly last: bigint } => {
  const first = BigInt.asUintN(64, (address - shadow.offset) << shadow.shift)
  return { first, last: first + (1n << shadow.shift) - 1n }
}

const copied = /^mov +%(\w+),%(\w+)$/
const shifted = /^shr +\$0x3,%(\w+)$/
const computed = /^lea +(-?0x[0-9a-f]+)?\(%(\w+)\),%(\w+)$/
const added = /^add +\$(0x[0-9a-f]+),%(\w+)$/

const signed = (digits: string | undefined): bigint => {
  if (digits === undefined) return 0n
  const value = parseHex(digits.replace('-', '')) ?? 0n
  return digits.startsWith('-') ? -value : value
}

/**
 * Follows the pointer back from the shadow's index: `lea 0x18(%rbx),%rdi; mov %rdi,%rax; shr $3,%rax`. Every step must
 * fit the registers as they were printed.
 */
const pointerOf = (
  code: DecodedCode,
  index: string,
  registers: Registers,
  fits: (address: bigint) => boolean
): ShadowCheck['pointer'] => {
  const before = code.instructions.filter(({ offset }) => offset < (code.trapping?.offset ?? 0)).toReversed()
  let name = index.toLowerCase()
  let wasShifted = false
  for (const { text } of before) {
    const shift = shifted.exec(text)
    if (!wasShifted) {
      wasShifted = shift?.[1] === name
      continue
    }
    const copy = copied.exec(text)
    if (copy?.[2] === name && copy[1] !== undefined) {
      name = copy[1]
      continue
    }
    const lea = computed.exec(text)
    const base = lea?.[3] === name && lea[2] !== undefined ? registers(lea[2]) : null
    const offset = signed(lea?.[1])
    if (base !== null && fits(BigInt.asUintN(64, base.value + offset))) return { base, offset }
    const add = added.exec(text)
    const sum = add?.[2] === name ? registers(name) : null
    if (sum !== null && fits(sum.value)) return { base: sum, offset: 0n }
  }
  const held = wasShifted && name !== index.toLowerCase() ? registers(name) : null
  return held !== null && fits(held.value) ? { base: held, offset: 0n } : null
}

/** Null where the instruction reads no shadow. */
export const shadowCheckOf = (
  code: DecodedCode,
  reached: Reached,
  shadow: Shadow,
  registers: Registers
): ShadowCheck | null => {
  const { base, index, operand } = reached
  const parts = [base, index].filter((held) => held !== null)
  if (!parts.some(({ value }) => value === shadow.offset)) return null
  const other = parts.find(({ value }) => value !== shadow.offset) ?? parts[0]
  if (other === undefined) return null
  const range = shadowedBy(reached.address, shadow)
  const fits = (address: bigint): boolean => address >= range.first && address <= range.last
  const names = [operand.base, operand.index].filter((name) => name !== null)
  const indexName = names.find((name) => registers(name)?.value === other.value)
  return { ...range, pointer: indexName === undefined ? null : pointerOf(code, indexName, registers, fits) }
}

export const reachable = (code: DecodedCode, registers: Registers, bits: 32 | 64): readonly Reached[] =>
  (code.trapping?.memory ?? []).map((operand) => reach(operand, registers, bits)).filter((reached) => reached !== null)
