import { createHash } from 'node:crypto'
import { zstdCompressSync } from 'node:zlib'
import type { LogChunk, NewLog } from '../../src/main/corpus/corpus.ts'
import { logIdSchema, type LogId } from '../../src/shared/model/ids.ts'
import type { Report } from '../../src/shared/model/report.ts'
import type { FileTime } from '../../src/shared/model/seen.ts'

const countLineFeeds = (bytes: Uint8Array): number => bytes.reduce((count, byte) => count + (byte === 0x0a ? 1 : 0), 0)

/** Lines in raw bytes; a last line without a line end counts. */
export const countLines = (bytes: Uint8Array): number =>
  countLineFeeds(bytes) + (bytes.length > 0 && bytes.at(-1) !== 0x0a ? 1 : 0)

/** Cuts raw bytes before each of `cuts` and compresses the pieces. */
export const chunksOf = (bytes: Uint8Array, cuts: readonly number[] = []): readonly LogChunk[] => {
  const starts = [...new Set([0, ...cuts])].filter((cut) => cut < bytes.length).sort((a, b) => a - b)
  let startLine = 1
  return starts.map((startByte, index) => {
    const piece = bytes.subarray(startByte, starts[index + 1] ?? bytes.length)
    const chunk = { startByte, startLine, size: piece.length, data: new Uint8Array(zstdCompressSync(piece)) }
    startLine += countLineFeeds(piece)
    return chunk
  })
}

export const logIdOf = (bytes: Uint8Array): LogId => logIdSchema.parse(createHash('sha256').update(bytes).digest('hex'))

export type NewLogParts = {
  readonly file?: string
  readonly modified?: number
  readonly folder?: FileTime['folder']
  readonly parser?: number
  readonly reports?: readonly Report[]
  readonly cuts?: readonly number[]
}

/** A whole log with these raw bytes. */
export const buildLog = (content: string | Uint8Array, parts: NewLogParts = {}): NewLog => {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
  const log = logIdOf(bytes)
  return {
    log,
    origin: {
      file: parts.file ?? `/logs/${log.slice(0, 8)}.log`,
      modified: parts.modified ?? 1_000_000,
      folder: parts.folder ?? null
    },
    size: bytes.length,
    lineCount: countLines(bytes),
    chunks: chunksOf(bytes, parts.cuts),
    parser: parts.parser ?? 1,
    reports: parts.reports ?? []
  }
}
