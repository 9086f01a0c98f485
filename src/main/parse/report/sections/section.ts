import type { LineKind } from '../../../../shared/model/report.ts'
import type { Line } from '../../lines/line.ts'

/** Takes the lines of one report in order, `text` trimmed, and gives what they say. Linear in each line. */
export type SectionReader<Value> = {
  readonly take: (line: Line, text: string, kind: LineKind) => void
  readonly value: () => Value
}

/** Longer lines are no line of these formats. */
export const longestRead = 1000

export const wholeNumber = (digits: string | undefined): number | null => {
  if (digits === undefined || digits === '') return null
  const value = Number(digits)
  return Number.isSafeInteger(value) ? value : null
}

/** Hex digits without `0x`, as the model keeps addresses. */
export const plainHex = (digits: string | undefined): string | null =>
  digits === undefined || digits === '' ? null : digits.replace(/^0x/, '')
