import { headerWords } from '../families/families.ts'
import type { Line } from '../lines/line.ts'
import { readFrame, readInlineFrame } from '../stack/read-frame.ts'
import { lineKindOf } from './line-patterns.ts'
import { readRegisters } from './registers.ts'
import { isStackMark, readStackHeader } from './stack-headers.ts'

/** Whether a text, its prefix off, is a line of a report by itself, going by nothing but the text. */
export const saysSomething = (text: string): boolean => {
  const trimmed = text.trim()
  const kind = lineKindOf(trimmed)
  if (kind !== null) return kind !== 'blank'
  if (isStackMark(trimmed) || readStackHeader(trimmed) !== null) return true
  const line: Line = { line: 0, startByte: 0, endByte: text.length, caller: '', text: trimmed, textByte: -1 }
  return (
    headerWords.test(trimmed) ||
    readFrame(line) !== null ||
    readInlineFrame(line) !== null ||
    readRegisters(line) !== null
  )
}
