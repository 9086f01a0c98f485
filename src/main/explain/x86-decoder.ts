import type * as IcedModule from 'iced-x86'
import type { Decoder, Instruction, MemoryOperand } from './instruction.ts'

type Iced = typeof IcedModule
type IcedInstruction = IcedModule.Instruction

/** Where `objdump` and the formatter of iced write the same instruction differently. */
const inObjdumpWords = (formatted: string): string => {
  const text = formatted.trimEnd()
  const space = text.indexOf(' ')
  if (space < 0) return text
  // objdump writes the scale of every index, and leaves the size off where the register or the target tells it.
  return text
    .replace(/^(call|jmp|ret|push|pop)[lq]? +/, (_, name: string) => `${name.padEnd(6)} `)
    .replace(/%dr(\d)/, '%db$1')
    .replace(/^(imul +\$\S+),(%\w+)$/, '$1,$2,$2')
    .replace(/(\(%\w+,%\w+)\)/g, '$1,1)')
    .replace(/^(nop[wl]) +%cs:/, 'cs $1 ')
    .replace(/^rep ret/, 'repz ret')
    .replace(/^repe /, 'repz ')
    .replace(/^repne /, 'repnz ')
    .replace(/^((?:rep\w* +)?(?:stos|ins)\w* +.*?,)\((%[er]?di)\)/, '$1%es:($2)')
    .replace(/^((?:rep\w* +)?scas\w* +)\((%[er]?di)\)/, '$1%es:($2)')
    .replace(/^((?:rep\w* +)?(?:lods|outs)\w* +)\((%[er]?si)\)/, '$1%ds:($2)')
    .replace(/^((?:rep\w* +)?movs[bwlq]? +)\((%[er]?si)\),\((%[er]?di)\)/, '$1%ds:($2),%es:($3)')
    .replace(/^((?:rep\w* +)?cmps[bwlq]? +)\((%[er]?di)\),\((%[er]?si)\)/, '$1%es:($2),%ds:($3)')
    .replace(/^((?:in|out|ins[bl]|outs[bl]) +.*)%dx/, '$1(%dx)')
}

/** Where a call or jump to a fixed place leads, counted from the first byte; null for others. */
const targetOf = (iced: Iced, instruction: IcedInstruction): number | null =>
  (iced.OpKind[instruction.op0Kind] ?? '').startsWith('NearBranch')
    ? Number(BigInt.asIntN(32, instruction.nearBranchTarget))
    : null

/** Padding of 32-bit code: objdump shows the index that an address has room for and does not use. */
const withEmptyIndex = (text: string, bytes: Uint8Array, offset: number): string => {
  const opcode = bytes[offset] === 0x8d ? offset : offset + 1
  return ((bytes[opcode + 1] ?? 0) & 7) === 4
    ? text.replace(/^(lea +(?:%ds:)?0x0\(%esi)\),%esi$/, '$1,%eiz,1),%esi')
    : text
}

/** `RSI`, as the oops names it; null for `None`, `RIP` and vector registers. */
const registerName = (iced: Iced, register: number): string | null => {
  const name = iced.Register[register]
  return name !== undefined && /^(?:R[A-D]X|R[SD]I|R[BS]P|R\d{1,2}|E[A-D]X|E[SD]I|E[BS]P)$/.test(name) ? name : null
}

const open = (iced: Iced, bitness: 32 | 64): Decoder => {
  const formatter = new iced.Formatter(iced.FormatterSyntax.Gas)
  formatter.smallHexNumbersInDecimal = false
  formatter.uppercaseHex = false
  formatter.branchLeadingZeros = false
  formatter.ripRelativeAddresses = true
  formatter.showZeroDisplacements = true
  formatter.firstOperandCharIndex = 7
  formatter.showUselessPrefixes = true
  const information = new iced.InstructionInfoFactory()
  const segments = new Set([iced.Register.FS, iced.Register.GS])

  const memoryOf = (instruction: IcedInstruction, text: string): readonly MemoryOperand[] => {
    const info = information.info(instruction)
    const used: readonly IcedModule.UsedMemory[] = info.usedMemory()
    const shown =
      /(?:%[fg]s:)?-?(?:0x[0-9a-f]+)?\([^)]*\)|(?:%[fg]s:|[ ,])0x[0-9a-f]+/.exec(text)?.[0].replace(/^[ ,]/, '') ?? null
    const operands = used.map((memory): MemoryOperand => {
      const base = registerName(iced, memory.base)
      const stack = (base === 'RSP' || base === 'ESP') && shown?.includes('sp') !== true
      const operand = {
        base,
        index: registerName(iced, memory.index),
        scale: memory.scale,
        displacement: BigInt.asIntN(64, memory.displacement),
        flat: !segments.has(memory.segment) && !instruction.isIpRelMemoryOperand,
        size: iced.MemorySizeExt.size(memory.memorySize) || null,
        text: stack || shown === null ? '' : shown
      }
      memory.free()
      return operand
    })
    info.free()
    return operands.filter(({ text: part }) => part !== '')
  }

  const walk = (
    bytes: Uint8Array,
    start: number,
    see: (instruction: IcedInstruction, offset: number) => void
  ): void => {
    const decoder = new iced.Decoder(bitness, bytes.subarray(start), iced.DecoderOptions.None)
    decoder.ip = BigInt(start)
    const instruction = new iced.Instruction()
    while (decoder.canDecode) {
      const offset = start + decoder.position
      decoder.decodeOut(instruction)
      if (instruction.isInvalid) break
      see(instruction, offset)
    }
    instruction.free()
    decoder.free()
  }

  return {
    alignment: 1,
    boundaries: (bytes, start) => {
      const offsets: number[] = []
      let end = start
      walk(bytes, start, (instruction, offset) => {
        offsets.push(offset)
        end = offset + instruction.length
      })
      return [...offsets, end]
    },
    decode: (bytes, start) => {
      const rows: Instruction[] = []
      walk(bytes, start, (instruction, offset) => {
        const formatted = withEmptyIndex(inObjdumpWords(formatter.format(instruction)), bytes, offset)
        const target = targetOf(iced, instruction)
        // Shifts whose opcode means one bit have no number to show.
        const oneBit = (iced.Code[instruction.code] ?? '').endsWith('_1')
        const shown = oneBit ? formatted.replace('$0x1,', '') : formatted
        const plain =
          target === null
            ? shown
            : shown.replace(/0x[0-9a-f]+$/, `0x${BigInt.asUintN(32, BigInt(target)).toString(16)}`)
        // A RIP-relative operand comes with the address it stands for, counted from the first byte.
        const text = instruction.isIpRelMemoryOperand
          ? `${plain}        # 0x${BigInt.asUintN(64, instruction.ipRelMemoryAddress).toString(16)}`
          : plain
        rows.push({
          offset,
          size: instruction.length,
          text,
          target,
          memory: memoryOf(instruction, plain)
        })
      })
      return rows
    }
  }
}

export const openX86 = async (): Promise<{ readonly bits32: Decoder; readonly bits64: Decoder }> => {
  const { default: iced } = (await import('iced-x86')) as unknown as { readonly default: Iced }
  return { bits32: open(iced, 32), bits64: open(iced, 64) }
}
