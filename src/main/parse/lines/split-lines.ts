import type { LineMarker, Mark } from './mark-line.ts'

/** One line of the raw log, without its line end. Text is latin1: one character a byte. */
export type RawLine = {
  /** From 1. */
  readonly line: number
  readonly startByte: number
  /** Exclusive; the line end (`\n` or `\r\n`) is not part of the line. */
  readonly endByte: number
  readonly text: string
  /** False where the text does not stand in the log byte by byte. */
  readonly asIs: boolean
  /** Where the text ends in the log, of one that stands within its line; where it is not told, the text starts with it. */
  readonly textEnd?: number
  /** Where it starts, of one that something not in the log was put in front of. */
  readonly textStart?: number
  /** What its bytes tell at a look, where somebody looked. */
  readonly marks?: Mark | undefined
}

/** A line is looked at up to here; what follows only counts bytes. printk itself stops near 1 KiB (PRINTK_MESSAGE_MAX). */
export const longestLine = 1 << 20

type LineSplitter = {
  readonly push: (bytes: Uint8Array) => void
  /** Hands over a last line without a line end; returns the number of lines of the log. */
  readonly end: () => number
}

const latin1 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')

const nothing = new Uint8Array(0)

/** A line of a report that is kept keeps what it was cut from: no more than this. */
const longestPiece = 1 << 16

/**
 * Cuts a stream of bytes into lines, whatever the pieces. Memory stays below the longest line plus one piece: of a line
 * longer than `longestLine` the rest is passed over, though its bytes still count to its end.
 */
export const createLineSplitter = (take: (line: RawLine) => void, mark?: LineMarker): LineSplitter => {
  let line = 0
  let startByte = 0
  let position = 0
  let pending: string[] = []
  let pendingLength = 0

  const keep = (text: string): void => {
    const room = longestLine - pendingLength
    if (room <= 0 || text.length === 0) return
    const kept = text.length > room ? text.slice(0, room) : text
    pending.push(kept)
    pendingLength += kept.length
  }

  /** `bytes` from `from` on are those of `last`. */
  const finish = (last: string, endByte: number, bytes: Uint8Array, from: number): void => {
    let text = last
    const isJoined = pending.length > 0
    if (isJoined) {
      keep(last)
      text = pending.join('')
      pending = []
      pendingLength = 0
    }
    if (text.length > longestLine) text = text.slice(0, longestLine)
    let end = endByte
    if (text.charCodeAt(text.length - 1) === 13 && text.length === endByte - startByte) {
      text = text.slice(0, -1)
      end -= 1
    }
    line += 1
    const marks = isJoined
      ? mark?.(Buffer.from(text, 'latin1'), 0, text.length)
      : mark?.(bytes, from, from + text.length)
    take({ line, startByte, endByte: end, text, asIs: true, marks })
  }

  const pushPiece = (bytes: Uint8Array): void => {
    const text = latin1(bytes)
    let from = 0
    for (;;) {
      const newline = text.indexOf('\n', from)
      if (newline < 0) break
      finish(text.slice(from, newline), position + newline, bytes, from)
      from = newline + 1
      startByte = position + from
    }
    keep(text.slice(from))
    position += bytes.byteLength
  }

  return {
    push: (bytes) => {
      for (let from = 0; from < bytes.byteLength; from += longestPiece)
        pushPiece(bytes.subarray(from, from + longestPiece))
    },
    end: () => {
      if (position > startByte) finish('', position, nothing, 0)
      startByte = position
      return line
    }
  }
}
