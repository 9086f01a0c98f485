import type { Span } from '../../../shared/model/span.ts'
import { isBlank } from './blank.ts'
import type { Line } from './line.ts'

/**
 * Where the characters `from` to `to` (exclusive) of the line's text stand in the log: an index is a byte offset, as
 * long as the text stands in the log as it is. Of a line that was altered the whole is the place.
 */
export const partOf = (line: Line, from: number, to: number): Span =>
  line.textByte < 0
    ? { line: line.line, startByte: line.startByte, endByte: line.endByte }
    : { line: line.line, startByte: line.textByte + from, endByte: line.textByte + to }

/** The text of the line, without its prefix and the blanks at either end. */
export const spanOf = (line: Line): Span => {
  const { text } = line
  let from = 0
  let to = text.length
  while (from < to && isBlank(text.charCodeAt(from))) from += 1
  while (to > from && isBlank(text.charCodeAt(to - 1))) to -= 1
  return partOf(line, from, to)
}
