import { isBlank } from './blank.ts'
import { goesOn, isWhole, startsMessage } from './continuations.ts'
import { createFoldEvidence, hasOwnPrefix, type Near, nearOf, pieceOf } from './fold-evidence.ts'
import { readKernelTime } from './kernel-time.ts'
import { isPlain, type Piece, quoteOf, readPiece, widest } from './piece.ts'
import { readPrefix } from './prefix.ts'
import type { RawLine } from './split-lines.ts'

/**
 * Puts lines together again that a mailer broke at its width (65 to 80 columns), or a terminal at its edge. Each break
 * is judged by itself: mailers leave some lines whole, and quotes of several mails were broken at several widths. A
 * break is only believed where
 *  - the line before is not longer than a mailer lets pass, and the first word of the next would not have fitted,
 *  - the next line has no prefix of its own, and
 *  - the line before is known to go on like that; or printk's time stands in front of it, as it would of the next were
 *    it a message; or it is one of a report, and the next does not look like a message. Where a text could have both
 *    lines, what stands near tells how wide it is.
 * Quoted-printable text says itself where it was broken.
 */
const narrowest = 66

/** So many lines are waited for before a break is judged. */
const ahead = 10
/** So many lines behind one that quoted-printable text does not have, no mark of it is believed. */
const after = 40
/** More pieces than this are no line. */
const mostPieces = 40
/** Bytes of a line that may have been broken: with its quote marks, blanks at its end, and blanks of two bytes. */
const longestPiece = 128

/** Columns of a terminal. */
const edge = 80

/** A line of markup that pastes stand in. */
const fence = /^(?:`{3}|~{3}|\{(?:noformat|code)|<\/|-- ?$)/

/** What addr2line tells of the frame before. */
const place = /^(?:\(inlined by\) )?[\w.]{1,100} at [\w./-]{1,100}:\d/

/** A machine line that was broken within its row of taint letters, most of which are blanks. */
const taint = /ainted: [A-Z ]{1,40}$/

const decoded = (text: string): string =>
  text.replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))

type Understood = (text: string) => boolean

type Unwrapper = {
  readonly take: (line: RawLine) => void
  readonly end: () => void
}

/** Whether a first look leaves it open that `next` goes on with `last`: mostly it does not. */
const mayGoOn = (last: RawLine, next: RawLine): boolean => {
  const before = last.text
  const { length } = before
  const { text } = next
  if (length > longestPiece || length + text.length < narrowest - 1 || text.length === 0) return false
  const first = text.charCodeAt(0)
  // Mostly it is a time.
  if (first === 91 && isBlank(text.charCodeAt(1))) return false
  if (isBlank(first)) {
    return length === edge || (length > 40 && (before.charCodeAt(length - 1) === 61 || before.includes('ainted: ')))
  }
  if (length < narrowest - 1 && first !== 62 && first !== 124) {
    const blank = text.indexOf(' ')
    if (blank >= 0 && length + 1 + blank < narrowest) return false
  }
  return first !== 91 || readKernelTime(text, 0) === null
}

/** `understood` says whether a line without its prefix is one of a report by itself. */
export const createUnwrapper = (understood: Understood, give: (line: RawLine) => void): Unwrapper => {
  const evidence = createFoldEvidence(narrowest)
  /** Lines that are not judged yet: the first waits for those behind it. */
  const waiting: Near[] = []
  /** The line put together so far, and the last of its pieces. */
  let held: RawLine | null = null
  let last: RawLine | null = null
  let pieces = 0
  let sinceLong = after
  let sinceSoft = after + 1
  let sinceFold = after + 1

  /**
   * What of the piece goes on with the text held, with the blank between them; null where nothing does. Undefined where
   * that is not to be told without the lines behind, which are there once `isAsked`.
   */
  const continuationOf = (text: string, before: Piece, piece: Piece, isAsked: boolean): string | null | undefined => {
    if (!isPlain(piece) || !isPlain(before)) return null
    if (before.soft && sinceLong > after) {
      return isAsked ? piece.text.slice(piece.mark === before.mark ? piece.mark.length : 0) : undefined
    }
    const mark = quoteOf(text)
    if (piece.mark !== '' && piece.mark.trim() !== mark.trim()) return null
    const body = piece.text.slice(piece.mark.length)
    if (body === '' || before.columns > widest + before.mark.length) return null
    const filled = before.room + piece.firstWord
    const isFilled = filled >= narrowest + before.mark.length
    if ((!isFilled && before.text.length !== edge) || hasOwnPrefix(body, 0)) return null
    const prefix = readPrefix(text, mark.length)
    const timed = prefix.caller !== ''
    if (timed && before.text.length === edge) {
      if (!isAsked) return undefined
      if (evidence.isFromTerminal(waiting, edge)) return body
    }
    const message = text.slice(prefix.at)
    // A mailer does not indent what it puts on the next line, but blanks that stood at the break may stay.
    if (isBlank(body.charCodeAt(0))) {
      return timed && taint.test(text) && goesOn(message, body.trim()) === 'surely' ? body : null
    }
    if (!isFilled || fence.test(body) || (place.test(body) && isWhole(message, body))) return null
    const spaced = isBlank(text.charCodeAt(text.length - 1)) ? body : ` ${body}`
    const known = goesOn(message, body)
    if (known === 'surely') return spaced
    if (timed && (known === 'sentence' || (message.trim() === '' && understood(body)))) return spaced
    if (!timed && known !== 'rows') {
      // Much would have to speak against a longer line: none of what is dear is asked then.
      if (known === 'unknown' && sinceLong <= after && sinceFold > after) return null
      if (understood(body) || isWhole(message, body)) return null
      if (known === 'unknown' && startsMessage(body)) return null
      if (!understood(message) && !understood(message + spaced)) return null
    }
    if (!isAsked) return undefined
    const { folds, wider } = evidence.near(waiting, before.mark, filled)
    if (wider === 0) return spaced
    if (known === 'rows') return folds * 2 >= wider ? spaced : null
    if (timed && isWhole(message, body)) return null
    const enough = timed && (pieces > 1 || evidence.messageFollows(waiting)) ? folds * 2 >= wider : folds > wider
    return enough ? spaced : null
  }

  const hold = (line: RawLine, near: Near | null): void => {
    if (held !== null) give(held)
    held = line
    last = line
    pieces = 1
    evidence.take(line, near)
    sinceSoft += 1
    sinceFold += 1
    if (sinceSoft <= after) readSoft(line, readPiece(line).soft)
  }

  /** Quoted-printable text is read once all of a line is there. */
  const readSoft = (line: RawLine, soft: boolean): void => {
    if (soft || sinceLong <= after || !line.text.includes('=')) return
    const text = decoded(line.text)
    if (text !== line.text) held = { ...line, text, asIs: false, marks: undefined }
  }

  /** False where the line has to wait. */
  const judge = (near: Near, isAsked: boolean): boolean => {
    const { line } = near
    if (held === null || last === null || pieces >= mostPieces || !mayGoOn(last, line)) {
      hold(line, near)
      return true
    }
    const [before, piece] = [readPiece(last), pieceOf(near)]
    const whole = pieces === 1 ? before.text : held.text
    const rest = continuationOf(whole, before, piece, isAsked)
    if (rest === undefined) return false
    if (rest === null) {
      hold(line, near)
      return true
    }
    const soft = before.soft && sinceLong > after
    const text = (soft ? whole.slice(0, -1) : whole) + rest
    const { line: first, startByte } = held
    const { endByte } = line
    held = { line: first, startByte, endByte, text, asIs: held.asIs && !soft && text.length === endByte - startByte }
    last = line
    pieces += 1
    sinceFold = 0
    evidence.take(line, near)
    sinceSoft = soft ? 0 : sinceSoft + 1
    if (sinceSoft <= after) readSoft(held, piece.soft)
    return true
  }

  /** Judges what has enough lines behind it. */
  const judgeWaiting = (enough: number): void => {
    for (let next = waiting[0]; next !== undefined; next = waiting[0]) {
      if (!judge(next, waiting.length >= enough)) return
      waiting.shift()
    }
  }

  return {
    take: (line) => {
      sinceLong = line.text.length > widest ? 0 : sinceLong + 1
      if (waiting.length === 0 && (last === null || !mayGoOn(last, line))) {
        hold(line, null)
        return
      }
      const near = nearOf(line)
      if (waiting.length === 0 && judge(near, false)) return
      waiting.push(near)
      if (waiting.length > ahead) judgeWaiting(ahead + 1)
    },
    end: () => {
      judgeWaiting(0)
      if (held !== null) give(held)
      held = null
      last = null
    }
  }
}
