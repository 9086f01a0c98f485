/** A way a log reaches people: the same messages, written as this tool or that console writes them. */
export type Shape = {
  readonly name: string
  /** True where each line says who printed it. */
  readonly tellsCaller?: true
  readonly write: (messages: readonly string[]) => readonly string[]
}

export const seconds = (index: number): string => `${String(100 + index).padStart(5)}.123456`
export const clock = (index: number): string =>
  `12:${String(Math.floor(index / 60) % 60).padStart(2, '0')}:${String(index % 60).padStart(2, '0')}`
export const timed = (message: string, index: number): string => `[${seconds(index)}] ${message}`

export const each =
  (write: (message: string, index: number) => string): Shape['write'] =>
  (messages) =>
    messages.map(write)
