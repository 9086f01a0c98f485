import type { NamedValue } from '../../shared/model/explanation.ts'
import type { RegisterSet } from '../../shared/model/registers.ts'
import { errnoName } from './errno.ts'
import { parseHex, shortHex } from './hex.ts'
import { regionOf, type Layout } from './layout.ts'
import { poisonOf } from './poison.ts'

/** How KASAN finds the shadow of an address: `(address >> shift) + offset`. */
export type Shadow = { readonly offset: bigint; readonly shift: bigint }

/**
 * KASAN_SHADOW_OFFSET of generic KASAN on x86_64, on arm64 with 48-bit and 52-bit addresses, on riscv64; and of
 * software tags on arm64, where a shadow byte stands for 16 bytes.
 */
const shadows: Readonly<Partial<Record<Layout['architecture'], readonly Shadow[]>>> = {
  x86_64: [{ offset: 0xdffffc0000000000n, shift: 3n }],
  arm64: [
    { offset: 0xdfff800000000000n, shift: 3n },
    { offset: 0xefff800000000000n, shift: 4n }
  ],
  riscv64: [{ offset: 0xdfffffff00000000n, shift: 3n }]
}

export const shadowsOf = ({ architecture }: Layout): readonly Shadow[] => shadows[architecture] ?? []

/** A register's value as errno names it; these architectures number errors as asm-generic does. */
const ownNumbers: ReadonlySet<Layout['architecture']> = new Set(['mips', 'parisc', 'sparc', 'unknown'])

/** `-22` for a value among the last 4095, the only ones that IS_ERR() takes for errors (include/linux/err.h). */
export const errorNumber = (value: bigint, { bits }: Layout): number | null => {
  const number = (1n << BigInt(bits)) - value
  return number >= 1n && number <= 4095n ? Number(number) : null
}

export type Magic = {
  readonly text: string
  /** No ordinary number looks like this, wherever it stands. */
  readonly certain: boolean
}

const withOffset = (name: string, offset: bigint): string => {
  if (offset === 0n) return name
  return offset > 0n ? `${name} + ${shortHex(offset)}` : `${name} - ${shortHex(-offset)}`
}

/** What a value says by itself, apart from where it lies. */
export const magicOf = (value: bigint, layout: Layout, nearness: 'near' | 'exact' = 'near'): Magic | null => {
  const found = poisonOf(value, layout.architecture, layout.bits)
  // A pattern of one byte with something added to it may be a number like any other, unless it was followed.
  const poison = nearness === 'exact' && found?.repeated === true && found.offset !== 0n ? null : found
  if (poison !== null) return { text: `${withOffset(poison.name, poison.offset)}: ${poison.meaning}`, certain: true }
  if (layout.kasan && shadowsOf(layout).some(({ offset }) => offset === value))
    return { text: 'the offset of KASAN shadow memory (KASAN_SHADOW_OFFSET), the shadow of address 0', certain: true }
  const error = errorNumber(value, layout)
  if (error === null) return null
  const name = ownNumbers.has(layout.architecture) ? null : errnoName(error)
  return { text: name === null ? `-${error}` : `-${error}, which is -${name} where it is an error`, certain: false }
}

/** Numbers below this are rarely addresses, and are left alone. */
const leastAddress = 0x100000000n

/** The registers of the kernel that hold something with a name. */
export const namedValues = (set: RegisterSet | null, layout: Layout): readonly NamedValue[] => {
  const named: NamedValue[] = []
  for (const { name, value, group, span } of set?.registers ?? []) {
    const number = group === 'general' ? parseHex(value) : null
    if (number === null) continue
    const magic = magicOf(number, layout, 'exact')
    const meaning =
      magic?.text ?? (number >= leastAddress && !/^(?:[RE]?SP|sp)$/.test(name) ? regionOf(number, layout) : null)
    if (meaning !== null) named.push({ register: name, value, meaning, line: span.line })
  }
  return named
}
