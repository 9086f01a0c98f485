import { isBlank } from './blank.ts'
import { control } from './mark-line.ts'
import type { RawLine } from './split-lines.ts'

/** A line as a mailer may have left it: what tells where it was broken. */
export type Piece = {
  readonly line: RawLine
  /** Without line ends, and with plain blanks: mailers write some as U+00A0. */
  readonly text: string
  /** Quote marks of the mail. */
  readonly mark: string
  /** The columns it takes: blanks at its end are beyond the edge. */
  readonly columns: number
  /** Column that the next word would have begun at. */
  readonly room: number
  /** Whether it has a blank to break at, so that its length tells how wide the text is. */
  readonly breakable: boolean
  /** Columns of its first word, behind the quote marks. */
  readonly firstWord: number
  /** Whether it ends as a line does that quoted-printable text goes on behind (RFC 2045, 6.7). */
  readonly soft: boolean
}

const quote = /^(?:(?:> ?|\| ){1,6})/

export const quoteOf = (text: string): string => {
  const first = text.charCodeAt(0)
  return first === 62 || first === 124 ? (quote.exec(text)?.[0] ?? '') : ''
}

/** What is in front of the words: a break would not go there. */
const indentOf = (text: string, from: number): number => {
  let at = from
  while (at < text.length && isBlank(text.charCodeAt(at))) at += 1
  return at
}

const endOf = (text: string): number => {
  let end = text.length
  while (end > 0 && isBlank(text.charCodeAt(end - 1))) end -= 1
  return end
}

/** False for what came over a line with escape codes: no mail. */
export const isPlain = ({ line, text }: Piece): boolean => {
  if (line.marks !== undefined) return (line.marks & control) === 0
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index)
    if ((code < 32 && code !== 9) || code === 127) return false
  }
  return true
}

/** Columns of the widest mailer, quote marks not counted. */
export const widest = 80

export const readPiece = (line: RawLine): Piece => {
  const text = line.text.includes('\u00c2') ? line.text.replaceAll('\u00c2\u00a0', ' ') : line.text
  const mark = quoteOf(text)
  const columns = endOf(text)
  const indent = indentOf(text, mark.length)
  const blank = text.indexOf(' ', indent)
  return {
    line,
    text,
    mark,
    columns,
    room: Math.max(columns + 1, text.length),
    breakable: columns > indent && text.lastIndexOf(' ', columns - 1) > indent,
    firstWord: (blank < 0 ? text.length : blank) - mark.length,
    // A rule is `=3D=3D=3D` there.
    soft: columns > 70 && columns <= 76 && text.endsWith('=') && !text.endsWith('==')
  }
}
