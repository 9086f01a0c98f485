import type { CapstoneHandle } from '@alexaltea/capstone-js'
import type { Decoder, Instruction, MemoryOperand } from './instruction.ts'

/** `[x0, #0x18]`, `[x1, x2, lsl #3]`, `[sp, #-0x20]!`, and what follows a post-indexed one. */
const memoryPattern =
  /\[([a-z]\w{1,3})(?:, #(-?(?:0x)?[0-9a-f]{1,8})|, (-?)([a-z]\w{1,3})(?:, (?:lsl|sxtx) #(\d{1,2}))?)?\]/

const branches =
  /^(?:bl?x?(?:\.[a-z]{1,2})?|bl?(?:eq|ne|[hg][sie]|l[sotie]|c[sc]|mi|pl|v[sc]|gt|le|al)(?:\.[nw])?|cbn?z|tbn?z)$/

/** Only loads and stores reach the memory that their operand names. */
const reaches = /^(?:ld|st|cas|swp|prfm|dc$)/

const memoryOf = (mnemonic: string, operands: string): readonly MemoryOperand[] => {
  const match = reaches.test(mnemonic) ? memoryPattern.exec(operands) : null
  const base = match?.[1]
  if (match === null || base === undefined || match[3] === '-') return []
  const sign = match[2]?.startsWith('-') === true ? -1n : 1n
  return [
    {
      base,
      index: match[4] ?? null,
      scale: 1 << Number(match[5] ?? '0'),
      displacement: match[2] === undefined ? 0n : sign * BigInt(match[2].replace('-', '')),
      flat: true,
      size: null,
      text: match[0]
    }
  ]
}

/** Where a branch to a fixed place leads: `bl`, `b.ne`, `cbz x0,`, `tbnz w1, #3,`. */
const targetOf = (mnemonic: string, operands: string): number | null => {
  const digits = branches.test(mnemonic) ? /(?:^|, )#0x([0-9a-f]{1,16})$|^#(\d)$/.exec(operands) : null
  return digits === null ? null : Number(BigInt.asIntN(32, BigInt(`0x${digits[1] ?? digits[2]}`)))
}

const decimal = (text: string): string =>
  text.replace(/#(-?)(0x[0-9a-f]+)/g, (_, sign, hex) => `#${sign}${Number(hex)}`)

/** objdump gives offsets and shifts in decimal, and targets without `#`. */
const arm64Words = (mnemonic: string, operands: string): string => {
  if (/^(?:b|bl|b\..{2}|cbn?z|tbn?z|adrp?)$/.test(mnemonic))
    return operands.replace(/#(0x[0-9a-f]+|\d+)$/, (_, to) => `0x${BigInt(to).toString(16)}`)
  const inMemory = operands.replace(/\[[^\]]*\]!?(?:, #-?0x[0-9a-f]+)?/g, decimal)
  if (/^(?:lsl|lsr|asr|ror|[us]bf\w+|bf\w+|extr)$/.test(mnemonic)) return decimal(inMemory)
  const shifted = inMemory.replace(/(?:lsl|lsr|asr|ror) #0x[0-9a-f]+$/, decimal)
  if (/^(?:brk|svc|hvc|smc|hlt|hint)$/.test(mnemonic))
    return shifted.replace(/#(\d+)$/, (_, value) => `#0x${Number(value).toString(16)}`)
  return shifted.replace(/(^|[^s][^lr], )#(\d)$/, (_, before, digit) => `${before}#0x${digit}`)
}

/** Wide moves print as objdump does, which repeats the number in decimal. */
const arm64Comment = (mnemonic: string, operands: string): string => {
  const wide = mnemonic === 'mov' ? /^([wx])\d+, #(-?)0x([0-9a-f]+)$/.exec(operands) : null
  if (wide === null) return ''
  const value = BigInt(`0x${wide[3]}`)
  return `            \t// #${wide[2] === '-' ? -value : BigInt.asIntN(wide[1] === 'w' ? 32 : 64, value)}`
}

const arm32Words = (mnemonic: string, operands: string): string =>
  /^(?:bl?x?(?:\.w|\.n)?|bl?(?:eq|ne|[hg][sie]|l[sotie]|c[sc]|mi|pl|v[sc]|gt|le|al)(?:\.[nw])?)$/.test(mnemonic)
    ? operands.replace(/^#(0x[0-9a-f]+|\d+)$/, (_, to) => `0x${Number(to).toString(16)}`)
    : decimal(operands)

/** binutils, opcodes/arm-dis.c: a value above 32 or below -16 is repeated in hex behind the instruction. */
const arm32Comment = (operands: string): string => {
  const value = Number(/#(-?\d+)\]?!?$/.exec(operands)?.[1] ?? '0')
  return value > 32 || value < -16 ? `\t@ 0x${(value >>> 0).toString(16)}` : ''
}

const decoder = (handle: CapstoneHandle, alignment: number, words: 'arm64' | 'arm32'): Decoder => {
  const disassemble = (bytes: Uint8Array, start: number): readonly Instruction[] => {
    const rows: Instruction[] = []
    try {
      for (const { address, size, mnemonic, op_str } of handle.disasm(bytes.subarray(start), start)) {
        const operands =
          words === 'arm64' ? arm64Words(mnemonic, op_str) : arm32Words(mnemonic, op_str).replaceAll(/\bsb\b/g, 'r9')
        const comment = words === 'arm64' ? arm64Comment(mnemonic, op_str) : arm32Comment(operands)
        const text = operands === '' ? mnemonic : `${mnemonic}\t${operands}${comment}`
        rows.push({
          offset: Number(address),
          size,
          text,
          target: targetOf(mnemonic, op_str),
          memory: memoryOf(mnemonic, op_str)
        })
      }
    } catch {
      // capstone-js throws a string where not one instruction could be decoded.
      return []
    }
    return rows
  }
  return {
    alignment,
    decode: disassemble,
    boundaries: (bytes, start) => {
      const rows = disassemble(bytes, start)
      const last = rows.at(-1)
      return [...rows.map(({ offset }) => offset), last === undefined ? start : last.offset + last.size]
    }
  }
}

export const openArm = async (): Promise<{
  readonly arm64: Decoder
  readonly arm32: Decoder
  readonly thumb: Decoder
}> => {
  const { default: load } = await import('@alexaltea/capstone-js')
  const capstone = await load()
  return {
    arm64: decoder(new capstone.Capstone(capstone.ARCH_ARM64, capstone.MODE_ARM), 4, 'arm64'),
    arm32: decoder(new capstone.Capstone(capstone.ARCH_ARM, capstone.MODE_ARM), 4, 'arm32'),
    thumb: decoder(new capstone.Capstone(capstone.ARCH_ARM, capstone.MODE_THUMB), 2, 'arm32')
  }
}
