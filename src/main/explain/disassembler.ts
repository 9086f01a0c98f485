import type { Architecture } from '../../shared/model/crash-kind.ts'
import { openArm } from './arm-decoder.ts'
import type { Decoder } from './instruction.ts'
import { openX86 } from './x86-decoder.ts'

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
