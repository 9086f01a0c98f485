import { isBlank } from './blank.ts'
import { goesOn } from './continuations.ts'
import { type Piece, readPiece, widest } from './piece.ts'
import { gluedMessage, readPrefix } from './prefix.ts'
import type { RawLine } from './split-lines.ts'

/** So many lines before a break tell of the width that the text was broken at. */
const memory = 40
const size = 64

/** Beyond this no line is remembered as it is; another of no mailer stands for it. */
const longest = 2048
const longLine: RawLine = { line: 0, startByte: 0, endByte: 0, text: 'long '.repeat(50), asIs: true }

/** So many lines that end at the very edge of a terminal, and no other broken one, are no chance. */
const fullLines = 2

export const hasOwnPrefix = (text: string, from: number): boolean =>
  readPrefix(text, from).at > from || gluedMessage(text) >= 0

/** A line near a break, and what was read of it where somebody asked. */
export type Near = {
  readonly line: RawLine
  piece: Piece | null
  /** Whether it looks like the rest of the line before it. */
  isRest: boolean | null
}

export const nearOf = (line: RawLine): Near => ({ line, piece: null, isRest: null })

export const pieceOf = (near: Near): Piece => {
  near.piece ??= readPiece(near.line)
  return near.piece
}

type FoldEvidence = {
  /** Hears of every line that stands in the log, in order. */
  readonly take: (line: RawLine, near: Near | null) => void
  /**
   * What the lines before the break and those waiting behind it tell of one that a text of less than `filled` columns
   * would have: `folds`, places that look broken too; `wider`, lines of the same quote marks that such a text would not
   * have left whole.
   */
  readonly near: (
    waiting: readonly Near[],
    mark: string,
    filled: number
  ) => { readonly folds: number; readonly wider: number }
  /** Whether the text goes on behind lines without a prefix of their own: a mail would end there or go on in words. */
  readonly messageFollows: (waiting: readonly Near[]) => boolean
  /** Whether the text was broken at the edge of a terminal: within words, and nowhere else. */
  readonly isFromTerminal: (waiting: readonly Near[], edge: number) => boolean
}

export const createFoldEvidence = (narrowest: number): FoldEvidence => {
  /** The last lines, in turns, and what was read of each. */
  const lines: RawLine[] = []
  const read: (Near | null)[] = []
  let taken = 0

  const isBroken = (before: Piece, piece: Piece): boolean => {
    if (before.columns > widest + before.mark.length) return false
    if (before.room + piece.firstWord < narrowest + before.mark.length) return false
    const body = piece.text.slice(piece.mark.length)
    if (body === '' || isBlank(body.charCodeAt(0)) || hasOwnPrefix(body, 0)) return false
    const { at, caller } = readPrefix(before.text, before.mark.length)
    return caller !== '' || goesOn(before.text.slice(at), body) !== 'unknown'
  }

  const isRest = (before: Near, near: Near): boolean => {
    near.isRest ??= isBroken(pieceOf(before), pieceOf(near))
    return near.isRest
  }

  const around = (waiting: readonly Near[]): readonly Near[] => {
    const all: Near[] = []
    for (let at = Math.max(0, taken - memory); at < taken; at += 1) {
      const near = read[at % size] ?? nearOf(lines[at % size] ?? longLine)
      read[at % size] = near
      all.push(near)
    }
    return all.concat(waiting)
  }

  return {
    take: (line, near) => {
      const at = taken % size
      const isLong = line.text.length > longest
      lines[at] = isLong ? longLine : line
      read[at] = isLong ? null : near
      taken += 1
    },
    near: (waiting, mark, filled) => {
      let folds = 0
      let wider = 0
      let before: Near | undefined
      for (const near of around(waiting)) {
        const piece = pieceOf(near)
        if (piece.columns >= filled && piece.breakable && piece.mark === mark) wider += 1
        if (before !== undefined && isRest(before, near)) folds += 1
        before = near
      }
      return { folds, wider }
    },
    messageFollows: (waiting) =>
      waiting.slice(1).some((near) => {
        const { text, mark } = pieceOf(near)
        return hasOwnPrefix(text, mark.length)
      }),
    isFromTerminal: (waiting, edge) => {
      let full = 0
      let before: Piece | undefined
      for (const piece of around(waiting).map(pieceOf)) {
        if (piece.text.length > edge) return false
        if (before !== undefined && piece.columns > 0 && !hasOwnPrefix(piece.text, piece.mark.length)) {
          if (before.text.length < edge) return false
          full += 1
        }
        before = piece
      }
      return full >= fullLines
    }
  }
}
