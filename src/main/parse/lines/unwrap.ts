import { endsThere, goesOn } from './continuations.ts'
import { isBlank, type Piece, quoteOf, readPiece } from './piece.ts'
import { readPrefix } from './prefix.ts'
import type { RawLine } from './split-lines.ts'

/**
 * Puts lines together again that a mailer broke at its width (72 to 80 columns). A break is only believed where
 *  - no line near it, before or after, is longer than a mailer lets pass,
 *  - the first word of the next line would not have fitted,
 *  - the next line has no prefix of its own, and
 *  - printk's time stands in front of the line before, as it would of the next were it a message; or the line before is
 *    known to go on like that; or, going by the longest line near, the text was broken there, and the next line does not
 *    look like a message.
 */
const widest = 80
/** A mailer that breaks lines leaves no more room than this at their end. */
const narrowest = 72
/** So many lines after one that no mailer would have left whole, and so many before it, are taken as they are. */
const after = 40
const before = 10
/** More pieces than this are no line. */
const mostPieces = 40

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

  /** The longest line near that has these quote marks: the text wraps there or further out. */
  const longestNear = (mark: string): number => {
    let longest = 0
    for (const piece of stretch) {
      if (piece.columns > longest && piece.breakable && piece.mark === mark) longest = piece.columns
    }
    return longest
  }

  /** What of the piece goes on with the held line, or null. */
  const continuationOf = ({ text, last }: Held, piece: Piece): string | null => {
    const mark = quoteOf(text)
    if (piece.mark !== '' && piece.mark.trim() !== mark.trim()) return null
    const body = piece.text.slice(piece.mark.length)
    // A mailer does not indent what it puts on the next line.
    if (body === '' || isBlank(body.charCodeAt(0))) return null
    const blank = body.indexOf(' ')
    const filled = last.room + (blank < 0 ? body.length : blank)
    if (filled < narrowest + last.mark.length || readPrefix(body).at > 0) return null
    const prefix = readPrefix(text, mark.length)
    const message = text.slice(prefix.at)
    if (prefix.caller !== '' || goesOn(message, body)) return body
    const longest = longestNear(last.mark)
    if (filled <= longest || understood(body) || endsThere(message, body)) return null
    return understood(message) || understood(`${message} ${body}`) ? body : null
  }

  const letGo = (): void => {
    if (held !== null) give(held.line)
    held = null
  }

  const decide = (piece: Piece): void => {
    const body =
      held !== null && held.pieces < mostPieces && held.last.columns <= widest + held.last.mark.length
        ? continuationOf(held, piece)
        : null
    if (held === null || body === null) {
      letGo()
      held = { line: piece.line, text: piece.text, last: piece, pieces: 1 }
      return
    }
    const text = isBlank(held.text.charCodeAt(held.text.length - 1)) ? held.text + body : `${held.text} ${body}`
    const { line, startByte } = held.line
    const { endByte } = piece.line
    const asIs = held.line.asIs && text.length === endByte - startByte
    held = { line: { line, startByte, endByte, text, asIs }, text, last: piece, pieces: held.pieces + 1 }
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
