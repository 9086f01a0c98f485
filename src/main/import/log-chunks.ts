import { zstdCompressSync } from 'node:zlib'
import type { LogChunk } from '../corpus/corpus.ts'

/** Most raw bytes in a chunk. */
export const chunkSize = 1024 * 1024
const lineFeed = 0x0a

/** Cuts a log that comes in pieces into compressed chunks, at line ends where a line end is near enough. */
export type LogChunker = {
  readonly push: (piece: Uint8Array) => readonly LogChunk[]
  readonly end: () => readonly LogChunk[]
  /** Lines seen so far; after `end` a last line without a line end counts. */
  readonly lineCount: () => number
}

const countLineFeeds = (bytes: Uint8Array): number => {
  let count = 0
  for (let at = bytes.indexOf(lineFeed); at !== -1; at = bytes.indexOf(lineFeed, at + 1)) count++
  return count
}

export const createLogChunker = (): LogChunker => {
  let held: Uint8Array = new Uint8Array(0)
  let startByte = 0
  let lineFeeds = 0
  let endsInLine = false

  const cut = (bytes: Uint8Array): LogChunk => {
    const packed = zstdCompressSync(bytes)
    // The slice owns its memory, so that it can be transferred.
    const chunk: LogChunk = {
      startByte,
      startLine: lineFeeds + 1,
      size: bytes.length,
      data: Uint8Array.from(packed)
    }
    startByte += bytes.length
    lineFeeds += countLineFeeds(bytes)
    endsInLine = bytes.at(-1) !== lineFeed
    return chunk
  }

  return {
    push: (piece) => {
      held = held.length === 0 ? piece : Buffer.concat([held, piece])
      const chunks: LogChunk[] = []
      while (held.length > chunkSize) {
        const lineEnd = held.subarray(0, chunkSize).lastIndexOf(lineFeed)
        const size = lineEnd === -1 ? chunkSize : lineEnd + 1
        chunks.push(cut(held.subarray(0, size)))
        held = held.subarray(size)
      }
      return chunks
    },
    end: () => {
      if (held.length === 0) return []
      const last = cut(held)
      held = new Uint8Array(0)
      return [last]
    },
    lineCount: () => lineFeeds + (endsInLine ? 1 : 0)
  }
}
