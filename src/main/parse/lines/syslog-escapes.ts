import { readPrefix } from './prefix.ts'
import type { RawLine } from './split-lines.ts'

/**
 * rsyslog writes control characters of a message as `#` and three octal digits ($EscapeControlCharactersOnReceive):
 * tabs, line ends of a message of several lines, carriage returns and escapes of colours.
 */
const escape = /#0(?:11|15|33)/g
const characters: Readonly<Record<string, string>> = { '#011': '\t', '#015': '', '#033': '\u001b' }
const lineEnd = '#012'

/** A message of more lines than this is none. */
const mostLines = 4096

const decoded = (line: RawLine): RawLine => {
  const text = line.text.replace(escape, (found) => characters[found] ?? found)
  return text === line.text ? line : { ...line, text, asIs: false, marks: undefined }
}

/** Gives the lines of a message that syslog wrote as one, each with the prefix of the whole. */
export const createEscapeReader =
  (give: (line: RawLine) => void): ((line: RawLine) => void) =>
  (line) => {
    const { text } = line
    if (!text.includes('#01') && !text.includes('#033')) {
      give(line)
      return
    }
    const prefix = readPrefix(text)
    if (prefix.caller === '') {
      give(line)
      return
    }
    const before = text.slice(0, prefix.at)
    let from = 0
    for (let count = 1; ; count += 1) {
      const found = count < mostLines ? text.indexOf(lineEnd, from) : -1
      const to = found < 0 ? text.length : found
      const [startByte, textEnd] = [line.startByte + from, line.startByte + to]
      if (from === 0 && found < 0) give(decoded(line))
      else if (from === 0) give(decoded({ ...line, text: text.slice(0, to), textEnd, marks: undefined }))
      else if (to > from || found >= 0) {
        give(decoded({ ...line, text: before + text.slice(from, to), textStart: startByte, textEnd, marks: undefined }))
      }
      if (found < 0) return
      from = found + lineEnd.length
    }
  }
