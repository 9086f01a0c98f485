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
  /** Where a direct branch leads, counted as `offset` is; negative in front of what was decoded. Null for others. */
  readonly target: number | null
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
