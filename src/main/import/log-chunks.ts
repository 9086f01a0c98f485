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
  let room = new Uint8Array(0)
  let held = 0
  let startByte = 0
  let lineFeeds = 0
  let endsInLine = false

  /** Makes room for `size` bytes beside those held, in the one buffer that all chunks of a log are cut from. */
  const grow = (size: number): void => {
    if (held + size <= room.length) return
    const larger = new Uint8Array(Math.min(chunkSize, Math.max(held + size, room.length * 2)))
    larger.set(room.subarray(0, held))
    room = larger
  }

  const cut = (size: number): LogChunk => {
    const bytes = room.subarray(0, size)
    // The copy owns its memory, so that it can be transferred.
    const data = Uint8Array.from(zstdCompressSync(bytes))
    const chunk: LogChunk = { startByte, startLine: lineFeeds + 1, size, data }
    startByte += size
    lineFeeds += countLineFeeds(bytes)
    endsInLine = bytes.at(-1) !== lineFeed
    room.copyWithin(0, size, held)
    held -= size
    return chunk
  }

  return {
    push: (piece) => {
      const chunks: LogChunk[] = []
      for (let taken = 0; taken < piece.length;) {
        if (held === chunkSize) {
          const lineEnd = room.lastIndexOf(lineFeed)
          chunks.push(cut(lineEnd === -1 ? chunkSize : lineEnd + 1))
        }
        const size = Math.min(piece.length - taken, chunkSize - held)
        grow(size)
        room.set(piece.subarray(taken, taken + size), held)
        held += size
        taken += size
      }
      return chunks
    },
    end: () => (held === 0 ? [] : [cut(held)]),
    lineCount: () => lineFeeds + (endsInLine ? 1 : 0)
  }
}
