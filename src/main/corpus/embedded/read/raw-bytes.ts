import type { LogId } from '../../../../shared/model/ids.ts'
import type { Connection } from '../connection.ts'
import { unpack } from './stored.ts'

/** No answer is larger, in bytes; see `CorpusReader.lines` for what who asked for more makes of it. */
export const answerLimit = 64 * 1024 * 1024

type Stored = {
  readonly start_byte: number
  readonly start_line: number
  readonly size: number
  readonly data: Buffer
}

export type RawReader = {
  readonly bytes: (log: LogId, startByte: number, length: number) => Uint8Array | null
  readonly lines: (log: LogId, firstLine: number, count: number) => Uint8Array | null
}

const lineFeed = 0x0a

/** The position after `count` line feeds in `bytes`, and how many of them are still wanted when it has fewer. */
const afterLines = (bytes: Uint8Array, count: number): { readonly end: number; readonly left: number } => {
  let end = 0
  for (let left = count; left > 0; left -= 1) {
    const at = bytes.indexOf(lineFeed, end)
    if (at === -1) return { end: bytes.length, left }
    end = at + 1
  }
  return { end, left: 0 }
}

/** A copy with memory of its own, which can be handed to another thread. */
const join = (parts: readonly Uint8Array[]): Uint8Array => {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

export const createRawReader = (db: Connection): RawReader => {
  const findLog = db.prepare<[Buffer], { readonly number: number }>('SELECT number FROM log WHERE sha256 = ?')
  const chunkOfByte = db.prepare<[number, number], { readonly start_byte: number }>(
    'SELECT start_byte FROM chunk WHERE log = ? AND start_byte <= ? ORDER BY start_byte DESC LIMIT 1'
  )
  // A line that begins a chunk may as well begin at the end of the one before, so `<`.
  const chunkBeforeLine = db.prepare<[number, number], { readonly start_byte: number }>(
    'SELECT start_byte FROM chunk WHERE log = ? AND start_line < ? ORDER BY start_line DESC, start_byte DESC LIMIT 1'
  )
  const chunksFrom = db.prepare<[number, number], Stored>(
    'SELECT start_byte, start_line, size, data FROM chunk WHERE log = ? AND start_byte >= ? ORDER BY start_byte'
  )
  const content = (chunk: Stored): Uint8Array =>
    unpack(chunk.data, chunk.size, `a log's part from byte ${chunk.start_byte}`)

  const readBytes = (log: number, startByte: number, length: number): Uint8Array => {
    const end = startByte + Math.min(length, answerLimit)
    const first = chunkOfByte.get(log, startByte)
    const parts: Uint8Array[] = []
    if (!first || end === startByte) return new Uint8Array(0)
    for (const chunk of chunksFrom.iterate(log, first.start_byte)) {
      if (chunk.start_byte >= end) break
      parts.push(content(chunk).subarray(Math.max(0, startByte - chunk.start_byte), end - chunk.start_byte))
    }
    return join(parts)
  }

  const readLines = (log: number, firstLine: number, count: number): Uint8Array => {
    const first = chunkBeforeLine.get(log, firstLine)?.start_byte ?? 0
    const parts: Uint8Array[] = []
    let before: number | null = null
    let wanted = count
    let size = 0
    for (const chunk of chunksFrom.iterate(log, first)) {
      if (wanted === 0 || size >= answerLimit) break
      const bytes = content(chunk)
      const skipped = afterLines(bytes, before ?? firstLine - chunk.start_line)
      before = skipped.left
      if (before > 0) continue
      const rest = bytes.subarray(skipped.end)
      const taken = afterLines(rest, wanted)
      wanted = taken.left
      size += taken.end
      parts.push(rest.subarray(0, taken.end))
    }
    return join(parts).subarray(0, answerLimit)
  }

  const ofLog = (log: LogId, read: (number: number) => Uint8Array): Uint8Array | null => {
    const found = findLog.get(Buffer.from(log, 'hex'))
    return found ? read(found.number) : null
  }
  return {
    bytes: (log, startByte, length) => ofLog(log, (number) => readBytes(number, startByte, length)),
    lines: (log, firstLine, count) => ofLog(log, (number) => readLines(number, firstLine, count))
  }
}
