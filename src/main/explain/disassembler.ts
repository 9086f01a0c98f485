import type { Architecture } from '../../shared/model/crash-kind.ts'
import { openArm } from './arm-decoder.ts'
import { openX86 } from './x86-decoder.ts'

/** Memory that an instruction reads or writes: `displacement + base + index * scale`. Names are those of the oops. */
export type MemoryOperand = {
  readonly base: string | null
  readonly index: string | null
  readonly scale: number
  readonly displacement: bigint
  /** False where a segment base is added that the registers need not show (%gs, %fs), or the address is relative to the code. */
  readonly flat: boolean
  /** Bytes; null where the instruction does not say. */
  readonly size: number | null
  /** The operand as the text of the instruction has it. */
  readonly text: string
}

export type Instruction = {
  /** Bytes from the start of what was decoded. */
  readonly offset: number
  readonly size: number
  readonly text: string
  readonly memory: readonly MemoryOperand[]
}

/** Instructions of one kind of CPU. */
export type Decoder = {
  /** Bytes that every instruction starts at a multiple of. */
  readonly alignment: number
  /** The instructions from `start` on until the end, or until bytes that are none; texts and operands are filled in. */
  readonly decode: (bytes: Uint8Array, start: number) => readonly Instruction[]
  /** Where instructions start, by the same decoding, without their texts. */
  readonly boundaries: (bytes: Uint8Array, start: number) => readonly number[]
}

/** How to read the units of a `Code:` line. */
export type CodeShape = {
  readonly architecture: Architecture
  /** Hex digits of a unit. */
  readonly digits: number
  /** 32-bit x86 code, in a 64-bit kernel too. */
  readonly compatible: boolean
}

export type Disassembler = {
  /** Null for an architecture that no decoder is there for. */
  readonly decoderFor: (shape: CodeShape) => Decoder | null
}

/** Loads the two decoders, about 50 ms of WebAssembly; keep what it gives. */
export const loadDisassembler = async (): Promise<Disassembler> => {
  const [x86, arm] = await Promise.all([openX86(), openArm()])
  return {
    decoderFor: ({ architecture, digits, compatible }) => {
      if (digits === 2 && architecture === 'i386') return x86.bits32
      if (digits === 2 && architecture === 'x86_64') return compatible ? x86.bits32 : x86.bits64
      if (digits === 8 && architecture === 'arm64') return arm.arm64
      if (digits === 8 && architecture === 'arm') return arm.arm32
      if (digits === 4 && architecture === 'arm') return arm.thumb
      return null
    }
  }
}
