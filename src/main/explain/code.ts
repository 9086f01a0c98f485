import type { CodeDump, RegisterSet } from '../../shared/model/registers.ts'
import type { Disassembly, InstructionRow } from '../../shared/model/explanation.ts'
import type { Report } from '../../shared/model/report.ts'
import type { Disassembler } from './disassembler.ts'
import type { Decoder, Instruction } from './instruction.ts'
import { branchNames } from './branch-targets.ts'

/** A `Code:` line, its instructions, and the registers of the moment it shows. */
export type DecodedCode = {
  readonly dump: CodeDump
  readonly mode: CodeDump['mode']
  readonly set: RegisterSet | null
  readonly instructions: readonly Instruction[]
  readonly trapping: Instruction | null
  readonly disassembly: Disassembly
}

/** An oops of many CPUs has many `Code:` lines; more than this say nothing new. */
const mostDumps = 8

/** `code_bytes=` of the kernel's command line goes no further (arch/x86/kernel/dumpstack.c). */
const mostBytes = 8192

/** Bytes in the order of memory. x86 prints bytes; arm prints words as numbers, little-endian in memory. */
const bytesOf = (units: readonly string[]): Uint8Array => {
  const size = (units[0]?.length ?? 2) / 2
  const bytes = new Uint8Array(units.length * size)
  for (const [index, unit] of units.entries()) {
    const value = Number.parseInt(unit, 16)
    for (let byte = 0; byte < size; byte++) bytes[index * size + byte] = (value >>> (8 * byte)) & 0xff
  }
  return bytes
}

/** The longest x86 instruction has 15 bytes, so one of as many first cuts starts at an instruction. */
const cuts = 15

/**
 * Where to start so that an instruction starts at `trap`, and at the start of the function where that lies in the
 * bytes. The least cut wins: x86 code falls into step by itself after a few instructions.
 */
const startOf = (decoder: Decoder, bytes: Uint8Array, trap: number, functionStart: number | null): number | null => {
  if (decoder.alignment > 1 && decoder.alignment === 4) return 0
  const reaching: (readonly number[])[] = []
  for (let start = 0; start < cuts && start <= trap; start += decoder.alignment) {
    const boundaries = decoder.boundaries(bytes, start)
    if (boundaries.includes(trap)) reaching.push(boundaries)
  }
  const inStep = functionStart === null ? undefined : reaching.find((offsets) => offsets.includes(functionStart))
  return (inStep ?? reaching[0])?.[0] ?? trap
}

const hexOf = (bytes: Uint8Array, offset: number, size: number, unit: number): string => {
  const parts: string[] = []
  for (let at = offset; at < offset + size; at += unit) {
    let digits = ''
    for (let byte = 0; byte < unit; byte++) digits = (bytes[at + byte] ?? 0).toString(16).padStart(2, '0') + digits
    parts.push(digits)
  }
  return parts.join(' ')
}

const byteRow = (
  bytes: Uint8Array,
  offset: number,
  size: number,
  unit: number
): Omit<InstructionRow, 'functionOffset'> => {
  const text = hexOf(bytes, offset, size, unit)
  const directive = unit === 1 ? '.byte  ' : unit === 2 ? '.short\t' : '.word\t'
  return { offset, bytes: text, text: `${directive}0x${text.replaceAll(' ', ',0x')}`, trapping: false }
}

/** Bytes that are no instruction stand as bytes: before the first boundary, and behind the last whole instruction. */
const rowsOf = (
  bytes: Uint8Array,
  unit: number,
  instructions: readonly Instruction[],
  trap: number | null,
  nameOf: (instruction: Instruction) => string
): readonly Omit<InstructionRow, 'functionOffset'>[] => {
  const rows: Omit<InstructionRow, 'functionOffset'>[] = []
  let at = 0
  for (const instruction of instructions) {
    const { offset, size } = instruction
    if (offset > at) rows.push(byteRow(bytes, at, offset - at, unit))
    const named = `${instruction.text}${nameOf(instruction)}`
    rows.push({ offset, bytes: hexOf(bytes, offset, size, unit), text: named, trapping: offset === trap })
    at = offset + size
  }
  if (at < bytes.length) rows.push(byteRow(bytes, at, bytes.length - at, unit))
  return rows
}

/** Fixed words go on after one that is no instruction; x86 ends there. */
const decodeAll = (decoder: Decoder, bytes: Uint8Array, start: number): readonly Instruction[] => {
  const rows: Instruction[] = []
  let at = start
  while (at < bytes.length) {
    const part = decoder.decode(bytes, at)
    rows.push(...part)
    const last = part.at(-1)
    const end = last === undefined ? at : last.offset + last.size
    if (decoder.alignment === 1) break
    at = end + decoder.alignment
  }
  return rows
}

/**
 * The registers printed with a `Code:` line. Kernels from 4.15 on print the code right below the instruction pointer;
 * older ones once, behind everything, even after the registers of user space.
 */
const setOf = (report: Report, dump: CodeDump): RegisterSet | null => {
  const near = report.registers.findLast((set) => set.span.line <= dump.span.line && dump.repeat === set.repeat)
  const below = near !== undefined && dump.span.line - near.span.line <= 2
  if (near !== undefined && (below || near.mode !== 'user' || near.instruction !== null)) return near
  return report.registers.find((set) => set.mode !== 'user' && set.registers.length > 0) ?? near ?? null
}

export const decodeCode = (report: Report, disassembler: Disassembler): readonly DecodedCode[] => {
  const decoded: DecodedCode[] = []
  const seen = new Set<string>()
  for (const dump of report.code) {
    const key = `${dump.trap} ${dump.units.join(' ')}`
    const digits = dump.units[0]?.length ?? 0
    if (
      dump.units.length > mostBytes ||
      decoded.length === mostDumps ||
      seen.has(key) ||
      dump.units.some((unit) => unit.length !== digits)
    )
      continue
    seen.add(key)
    const set = setOf(report, dump)
    const mode = set?.mode ?? dump.mode
    // 0x23 is the code segment of 32-bit programs on x86_64 (arch/x86/include/asm/segment.h, __USER32_CS).
    const compatible = report.lines.some(
      ({ line, text }) => line === set?.span.line && /^[RE]?IP: 0023:/.test(text.trim())
    )
    const decoder = disassembler.decoderFor({ architecture: report.arch, digits, compatible })
    if (decoder === null) continue
    const unit = digits / 2
    const bytes = bytesOf(dump.units)
    const trap = dump.trap === null ? null : dump.trap * unit
    // Without a marked byte nothing says where an instruction of x86 starts.
    if (trap === null && decoder.alignment < 4) continue
    const frame = set?.instruction ?? null
    const functionStart = trap === null || frame?.offset == null ? null : trap - frame.offset
    const start = trap === null ? 0 : startOf(decoder, bytes, trap, functionStart)
    if (start === null) continue
    const instructions = decodeAll(decoder, bytes, start)
    if (instructions.length === 0) continue
    decoded.push({
      dump,
      mode,
      set,
      instructions,
      trapping: instructions.find(({ offset }) => offset === trap) ?? null,
      disassembly: {
        mode,
        line: dump.span.line,
        function: frame?.function ?? null,
        rows: rowsOf(bytes, unit, instructions, trap, branchNames(report, set, trap)).map((row) => ({
          ...row,
          functionOffset: functionStart === null ? null : row.offset - functionStart
        }))
      }
    })
  }
  return decoded.sort((a, b) => Number(a.mode === 'user') - Number(b.mode === 'user'))
}
