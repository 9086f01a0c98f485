import type { Claim } from '../../shared/model/explanation.ts'
import type { Report } from '../../shared/model/report.ts'
import type { DecodedCode } from './code.ts'
import { errnoName } from './errno.ts'
import { faultAddressOf, type FaultAddress } from './fault-address.ts'
import { addressHex, shortHex } from './hex.ts'
import { isNonCanonical, regionOf, type Layout } from './layout.ts'
import { reachedText, registersOf, type Held, type Reached } from './operand.ts'
import { poisonOf, smallListPoison } from './poison.ts'
import { reachable, shadowCheckOf, shadowedBy, type ShadowCheck } from './shadow.ts'
import { errorNumber, magicOf, shadowsOf } from './values.ts'

/** How the refused address came about. */
export type Fault = {
  readonly found: FaultAddress
  /** The address the program meant: for a KASAN check, the one whose shadow was looked up. */
  readonly address: bigint | null
  /** The last address that the same shadow byte stands for, where only the shadow is known. */
  readonly last: bigint | null
  /** `offset 0x18 from RAX = 0`; null where no operand of the trapping instruction gives the address. */
  readonly origin: string | null
  /** What the pointer was taken from: `-ENOENT`, `LIST_POISON1`; null for one without a name. */
  readonly pointer: string | null
  /** The address is where code was to run. */
  readonly fetched: boolean
  readonly lines: readonly number[]
  readonly claims: readonly Claim[]
}

/** The trapping instruction on one line, without the comments of objdump. */
const plainText = (code: DecodedCode): string =>
  (code.trapping?.text ?? '').replace(/(?:\t@|\t\/\/| {2,}#) .*$/, '').replace(/[ \t]+/g, ' ')

const nullPage = 0x1000n

/** Where an address lies or what it is, in words, for one that was refused. */
const meaningOf = (address: bigint, layout: Layout): string | null => {
  const magic = magicOf(address, layout)
  if (magic !== null) return magic.text
  if (address < nullPage) return null
  const region = regionOf(address, layout)
  return region === null || region.startsWith('not ') ? region : `in ${region}`
}

const heldClaims = (held: Held, layout: Layout, lines: readonly number[]): readonly Claim[] => {
  const magic = magicOf(held.value, layout) ?? null
  const small = layout.bits === 32 ? smallListPoison(held.value) : null
  const text = magic?.text ?? (small === null ? null : `${small.name}: ${small.meaning}`)
  if (text === null) return []
  return [{ kind: 'value', text: `${held.name} = ${addressHex(held.value)} is ${text}`, lines: [held.line, ...lines] }]
}

/** -1 is any number with all bits set, and proves no error. */
const pointerName = (value: bigint, layout: Layout): string | null => {
  const poison = poisonOf(value, layout.architecture, layout.bits)
  if (poison !== null) return poison.offset === 0n ? poison.name : null
  const error = errorNumber(value, layout)
  const name = error === null || error === 1 ? null : errnoName(error)
  return name === null ? null : `-${name}`
}

const sizeText = (size: number | null): string => (size === null ? '' : `${size} ${size === 1 ? 'byte' : 'bytes'} at `)

/** Top-byte tags of arm64 are not part of an address. */
const same = (a: bigint, b: bigint, { architecture }: Layout): boolean =>
  architecture === 'arm64' ? (a & 0xffffffffffffffn) === (b & 0xffffffffffffffn) : a === b

/** An access may start below the page that was refused, so a hit anywhere in it counts. */
const covers = ({ operand, address }: Reached, refused: bigint, layout: Layout): boolean => {
  if (same(address, refused, layout)) return true
  const size = BigInt(operand.size ?? 1)
  return refused > address && refused < address + size
}

const shadowClaim = (code: DecodedCode, reached: Reached, check: ShadowCheck, lines: readonly number[]): Claim => ({
  kind: 'access',
  text:
    `KASAN looked up the shadow of ${addressHex(check.first)} to ${addressHex(check.last)}: ` +
    `${plainText(code)} reads ${addressHex(reached.address)}, one shadow byte for ${check.last - check.first + 1n} of memory`,
  lines
})

const pointerText = ({ base, offset }: NonNullable<ShadowCheck['pointer']>): string =>
  `${offset === 0n ? '' : `offset ${shortHex(offset)} from `}${base.name} = ${addressHex(base.value)}`

const fromShadow = (
  code: DecodedCode,
  reached: Reached,
  check: ShadowCheck,
  found: FaultAddress,
  layout: Layout
): Fault => {
  const held = [reached.base, reached.index].filter((each) => each !== null)
  const pointer = check.pointer
  const lines = [
    found.line,
    code.dump.span.line,
    ...held.map(({ line }) => line),
    ...(pointer === null ? [] : [pointer.base.line])
  ]
  return {
    found,
    address: pointer === null ? check.first : BigInt.asUintN(64, pointer.base.value + pointer.offset),
    last: pointer === null ? check.last : null,
    origin: pointer === null ? null : pointerText(pointer),
    pointer: pointer === null ? null : pointerName(pointer.base.value, layout),
    fetched: false,
    lines,
    claims: [
      shadowClaim(code, reached, check, lines),
      ...(pointer === null ? [] : heldClaims(pointer.base, layout, [code.dump.span.line]))
    ]
  }
}

const fromOperand = (code: DecodedCode, reached: Reached, found: FaultAddress, layout: Layout): Fault => {
  const { operand, base, index, address } = reached
  const held = [base, index].filter((each) => each !== null)
  const lines = [found.line, code.dump.span.line, ...held.map(({ line }) => line)]
  const instruction = plainText(code)
  const sum = `${sizeText(operand.size)}${addressHex(address)}: ${reachedText(reached)}`
  return {
    found,
    address: found.address ?? address,
    last: null,
    origin: reachedText(reached),
    pointer: base === null ? null : pointerName(base.value, layout),
    fetched: false,
    lines,
    claims: [
      { kind: 'access', text: `${instruction} needs ${sum}`, lines },
      ...held.flatMap((each) => heldClaims(each, layout, [code.dump.span.line]))
    ]
  }
}

/** The kernel tried to run code at the refused address: the instruction pointer is the address. */
const fromFetch = (report: Report, found: FaultAddress): Fault | null => {
  const set = report.registers.find(({ mode, repeat }) => mode !== 'user' && !repeat)
  const pointer = set?.instructionAddress ?? null
  if (set === undefined || pointer === null || found.address === null || !pointer.startsWith('0x')) return null
  if (BigInt(pointer) !== found.address) return null
  const lines = [found.line, set.span.line]
  return {
    found,
    address: found.address,
    last: null,
    origin: null,
    pointer: null,
    fetched: true,
    lines,
    claims: [{ kind: 'access', text: `the CPU was sent to ${addressHex(found.address)} to run code there`, lines }]
  }
}

const operandFault = (code: DecodedCode | null, found: FaultAddress, layout: Layout): Fault | null => {
  if (code === null || code.trapping === null || found.kind === 'checker') return null
  const registers = registersOf(code.set)
  for (const reached of reachable(code, registers, layout.bits)) {
    const refused = found.address
    const hit = refused === null ? isNonCanonical(reached.address, layout) : covers(reached, refused, layout)
    if (!hit) continue
    const check = shadowsOf(layout)
      .map((shadow) => shadowCheckOf(code, reached, shadow, registers))
      .find((each) => each !== null)
    return check === undefined
      ? fromOperand(code, reached, found, layout)
      : fromShadow(code, reached, check, found, layout)
  }
  return null
}

/** `KASAN: null-ptr-deref in range [0x0000000000000018-0x000000000000001f]` (mm/kasan/report.c, kasan_non_canonical_hook). */
const rangePattern = /^KASAN: [\w -]{5,60} in range \[0x([0-9a-f]{1,16})-0x([0-9a-f]{1,16})\]/

const rangeFault = (report: Report, found: FaultAddress, layout: Layout): Fault | null => {
  const { address } = found
  if (address === null || found.kind === 'checker') return null
  const ranges = shadowsOf(layout).map((shadow) => shadowedBy(address, shadow))
  for (const { line, text, repeat } of report.lines) {
    const match = repeat ? null : rangePattern.exec(text.trim())
    const first = match?.[1] === undefined ? null : BigInt(`0x${match[1]}`)
    const range = ranges.find((each) => each.first === first)
    if (range === undefined) continue
    const lines = [found.line, line]
    const said = `${addressHex(address)} is the KASAN shadow of ${addressHex(range.first)} to ${addressHex(range.last)}`
    return {
      found,
      address: range.first,
      last: range.last,
      origin: null,
      pointer: null,
      fetched: false,
      lines,
      claims: [{ kind: 'access', text: said, lines }]
    }
  }
  return null
}

/** What the report proves about the access that was refused. Null where it was none. */
export const faultOf = (report: Report, code: DecodedCode | null, layout: Layout): Fault | null => {
  const found = faultAddressOf(report)
  if (found === null) return null
  const fault: Fault = operandFault(code, found, layout) ??
    rangeFault(report, found, layout) ??
    fromFetch(report, found) ?? {
      found,
      address: found.address,
      last: null,
      origin: null,
      pointer: null,
      fetched: false,
      lines: [found.line],
      claims: []
    }
  const { address } = fault
  if (address === null) return fault
  // An address next to the end of memory is an error number that was taken for a pointer, and its field's offset.
  const meaning = meaningOf(address, layout)
  const said = fault.claims.some(({ kind }) => kind === 'value')
  if (meaning === null || said) return fault
  const claim: Claim = {
    kind: 'value',
    text: `the address ${addressHex(address)} is ${meaning}`,
    lines: fault.lines
  }
  return { ...fault, claims: [...fault.claims, claim] }
}
