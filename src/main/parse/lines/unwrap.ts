import { isBlank } from './blank.ts'
import { endsThere, goesOn } from './continuations.ts'
import { isPlain, type Piece, quoteOf, readPiece } from './piece.ts'
import { gluedMessage, readPrefix } from './prefix.ts'
import type { RawLine } from './split-lines.ts'

/**
 * Puts lines together again that a mailer broke at its width (72 to 80 columns), or a terminal at its edge. A break is
 * only believed where
 *  - no line near it, before or after, is longer than a mailer lets pass,
 *  - the first word of the next line would not have fitted,
 *  - the next line has no prefix of its own, and
 *  - printk's time stands in front of the line before, as it would of the next were it a message; or the line before is
 *    known to go on like that; or, going by the longest line near, the text was broken there, and the next line does not
 *    look like a message.
 * Quoted-printable text says itself where it was broken.
 */
const widest = 80
/** A mailer that breaks lines leaves no more room than this at their end. */
const narrowest = 72
/** So many lines after one that no mailer would have left whole, and so many before it, are taken as they are. */
const after = 40
const before = 10
/** More pieces than this are no line. */
const mostPieces = 40

/** Columns of a terminal. So many lines that end at its very edge, and no other broken one, are no chance. */
const edge = 80
const fullLines = 2

/** A line of markup that pastes stand in. */
const fence = /^(?:`{3}|~{3}|\{(?:noformat|code)|<\/|-- ?$)/

const decoded = (text: string): string =>
  text.replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))

const hasOwnPrefix = (text: string, from: number): boolean =>
  readPrefix(text, from).at > from || gluedMessage(text) >= 0

type Understood = (text: string) => boolean

type Unwrapper = {
  readonly take: (line: RawLine) => void
  readonly end: () => void
}

/** The line put together so far. */
type Held = { readonly line: RawLine; readonly text: string; readonly last: Piece; readonly pieces: number }

/** `understood` says whether a line without its prefix is one of a report by itself. */
export const createUnwrapper = (understood: Understood, give: (line: RawLine) => void): Unwrapper => {
  /** Lines of a stretch that a mailer may have broken: those before `next` are decided and only tell the width. */
  let stretch: Piece[] = []
  let next = 0
  let held: Held | null = null
  let sinceLong = after
  let sinceSoft = after + 1

  /** The longest line near that has these quote marks: the text wraps there or further out. */
  const longestNear = (mark: string): number => {
    let longest = 0
    for (const piece of stretch) {
      if (piece.columns > longest && piece.breakable && piece.mark === mark) longest = piece.columns
    }
    return longest
  }

  /** Whether the text was broken at the edge of a terminal: within words, and nowhere else. */
  const isFromTerminal = (): boolean => {
    let broken = 0
    let before: Piece | undefined
    for (const piece of stretch) {
      if (piece.text.length > edge) return false
      if (before !== undefined && piece.columns > 0 && !hasOwnPrefix(piece.text, piece.mark.length)) {
        if (before.text.length < edge) return false
        broken += 1
      }
      before = piece
    }
    return broken >= fullLines
  }

  /** Whether the text goes on behind lines without a prefix of their own: a mail would end there or go on in words. */
  const messageFollows = (): boolean => stretch.slice(next).some(({ text, mark }) => hasOwnPrefix(text, mark.length))

  /** What of the piece goes on with the held line, with the blank between them, or null. */
  const continuationOf = ({ text, last, pieces }: Held, piece: Piece): string | null => {
    if (!last.soft && last.room + piece.text.length < narrowest) return null
    if (!isPlain(piece) || !isPlain(last)) return null
    if (last.soft) return piece.text.slice(piece.mark === last.mark ? piece.mark.length : 0)
    const mark = quoteOf(text)
    if (piece.mark !== '' && piece.mark.trim() !== mark.trim()) return null
    const body = piece.text.slice(piece.mark.length)
    if (body === '' || last.columns > widest + last.mark.length) return null
    const blank = body.indexOf(' ')
    const filled = last.room + (blank < 0 ? body.length : blank)
    const isFilled = filled >= narrowest + last.mark.length
    if ((!isFilled && last.text.length !== edge) || hasOwnPrefix(body, 0)) return null
    const prefix = readPrefix(text, mark.length)
    const timed = prefix.caller !== ''
    if (timed && last.text.length === edge && isFromTerminal()) return body
    // A mailer does not indent what it puts on the next line.
    if (!isFilled || isBlank(body.charCodeAt(0)) || fence.test(body)) return null
    const spaced = isBlank(text.charCodeAt(text.length - 1)) ? body : ` ${body}`
    const message = text.slice(prefix.at)
    if ((timed && (pieces > 1 || messageFollows())) || goesOn(message, body)) return spaced
    if (filled <= longestNear(last.mark)) return null
    if (timed) return spaced
    if (understood(body) || endsThere(message, body)) return null
    return understood(message) || understood(message + spaced) ? spaced : null
  }

  const letGo = (): void => {
    if (held !== null) give(held.line)
    held = null
  }

  const decide = (piece: Piece): void => {
    const rest = held !== null && held.pieces < mostPieces ? continuationOf(held, piece) : null
    if (held === null || rest === null) {
      letGo()
      held = { line: piece.line, text: piece.text, last: piece, pieces: 1 }
    } else {
      const text = (held.last.soft ? held.text.slice(0, -1) : held.text) + rest
      const { line, startByte } = held.line
      const { endByte } = piece.line
      const asIs = held.line.asIs && !held.last.soft && text.length === endByte - startByte
      held = { line: { line, startByte, endByte, text, asIs }, text, last: piece, pieces: held.pieces + 1 }
    }
    if (sinceSoft <= after && !piece.soft && held.text.includes('=')) {
      const text = decoded(held.text)
      if (text !== held.text) held = { ...held, text, line: { ...held.line, text, asIs: false } }
    }
  }

  const advance = (): void => {
    const piece = stretch[next]
    next += 1
    if (piece !== undefined) decide(piece)
  }

  const finish = (): void => {
    letGo()
    if (stretch.length > 0) stretch = []
    next = 0
  }

  return {
    take: (line) => {
      sinceLong += 1
      if (sinceLong <= after && line.text.length <= widest) {
        give(line)
        return
      }
      const piece = readPiece(line, widest)
      if (piece.tooLong) {
        letGo()
        for (const waiting of stretch.slice(next)) give(waiting.line)
        finish()
        sinceLong = 0
      }
      if (sinceLong <= after) {
        give(line)
        return
      }
      stretch.push(piece)
      sinceSoft = piece.soft ? 0 : sinceSoft + 1
      if (stretch.length - next > before) advance()
      if (next > after) {
        stretch.shift()
        next -= 1
      }
    },
    end: () => {
      while (next < stretch.length) advance()
      finish()
    }
  }
}
