import type { Frame } from '../../../shared/model/frame.ts'
import type { Register, RegisterSet } from '../../../shared/model/registers.ts'
import type { Line } from '../lines/line.ts'
import { readSymbolFrame } from '../stack/read-frame.ts'
import { readOldPlace } from '../stack/read-row.ts'

const instructionStart =
  /^(?:RIP|EIP|IP|PC|pc|ip|epc|NIP|era|ERA|Krnl PSW|PSW|TPC|IAOQ\[0\])(?: is at)? {0,4}:? {0,4}(?:([0-9a-f]{4})(?::| ))?/

/** s390 shows the mask of its program status word first; parisc its space, on a line of its own. */
const shownAddress = /^(?:\[<)?(?:[0-9a-f]{8,16} (?=[0-9a-f]{8,16} \())?(0x[0-9a-f]{1,16}|[0-9a-fA-F]{8,16})/
const pariscAddress = /^IASQ: .{1,80} IAOQ: ([0-9a-f]{8,16})/

/** User space runs in ring 3: the two low bits of the selector in CS (Intel SDM 3A, 3.4.2). */
const modeOf = (selector: string | undefined): RegisterSet['mode'] => {
  if (selector === undefined) return 'kernel'
  return (Number.parseInt(selector, 16) & 3) === 3 ? 'user' : 'kernel'
}

/** The number of an instruction pointer among the registers, where no line of its own tells it. */
const pointers: ReadonlySet<string> = new Set(['pc', 'PC', 'epc', 'NIP', 'TPC', 'elr', 'ea', 'rPC', 'EIP', 'RIP'])

export const pointerAmong = (registers: readonly Register[]): string | null =>
  registers.find(({ name }) => pointers.has(name))?.value ?? null

type Instruction =
  | {
      readonly kind: 'instruction'
      readonly mode: RegisterSet['mode']
      readonly frame: Frame | null
      readonly address: string | null
    }
  | { readonly kind: 'address'; readonly address: string }

/** Where a line says that a CPU stood, or null where it says nothing of it. */
export const readInstruction = (line: Line, trimmed: string): Instruction | null => {
  const start = instructionStart.exec(trimmed)
  if (start === null) {
    const queue = trimmed.startsWith('IASQ') ? pariscAddress.exec(trimmed)?.[1] : undefined
    return queue === undefined ? null : { kind: 'address', address: queue }
  }
  const shift = line.text.indexOf(trimmed) + start[0].length
  return {
    kind: 'instruction',
    mode: modeOf(start[1]),
    frame: readSymbolFrame(line, shift) ?? readOldPlace(line, shift),
    address: shownAddress.exec(trimmed.slice(start[0].length))?.[1] ?? null
  }
}
