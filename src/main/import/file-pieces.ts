import { constants } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'
import { Readable, type Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createZstdDecompress } from 'node:zlib'

/** Bytes read from disk at once, and given on at once. */
export const pieceSize = 1024 * 1024
/** Small reads, so that a bomb is seen before much of it has been unpacked. */
const compressedReadSize = 64 * 1024

/** Past `bombFloor` bytes, output may be `bombRatio` times the input; and no log unpacks to more than `unpackedLimit`. */
export const bombFloor = 8 * 1024 * 1024
export const bombRatio = 200
export const unpackedLimit = 2 * 1024 ** 3

/** Thrown while unpacking; `reason` is the skip reason. */
export class UnpackError extends Error {
  override readonly name = 'UnpackError'
  readonly reason: 'bomb' | 'too-large' | 'damaged'
  constructor(reason: 'bomb' | 'too-large' | 'damaged', message: string) {
    super(message)
    this.reason = reason
  }
}

/**
 * Opens a file for reading, never through a link and never waiting for a pipe's writer: what was a plain file when it
 * was listed may be something else by now. Windows knows neither flag.
 */
export const openPlain = (location: Uint8Array): Promise<FileHandle> =>
  open(Buffer.from(location), constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0))

async function* readPieces(file: FileHandle, size: number, onRead: (bytes: number) => void): AsyncGenerator<Buffer> {
  for (let position = 0; ; ) {
    const buffer = Buffer.allocUnsafeSlow(size)
    let filled = 0
    while (filled < size) {
      const { bytesRead } = await file.read(buffer, filled, size - filled, position + filled)
      if (bytesRead === 0) break
      filled += bytesRead
    }
    if (filled === 0) return
    position += filled
    onRead(filled)
    yield filled === size ? buffer : buffer.subarray(0, filled)
    if (filled < size) return
  }
}

async function* unpackPieces(
  file: FileHandle,
  decompressor: Transform,
  onRead: (bytes: number) => void
): AsyncGenerator<Buffer> {
  let input = 0
  let output = 0
  const source = Readable.from(
    readPieces(file, compressedReadSize, (bytes) => {
      input += bytes
      onRead(bytes)
    }),
    { objectMode: false, highWaterMark: compressedReadSize }
  )
  // A failure reaches the loop below through the decompressor, which pipeline destroys with it.
  const piping = pipeline(source, decompressor).catch(() => undefined)
  let parts: Buffer[] = []
  let held = 0
  try {
    for await (const part of decompressor as AsyncIterable<Buffer>) {
      output += part.length
      if (output > unpackedLimit) throw new UnpackError('too-large', 'unpacks to more than the limit')
      if (output > bombFloor && output > input * bombRatio) throw new UnpackError('bomb', 'unpacks beyond the ratio')
      parts.push(part)
      held += part.length
      if (held < pieceSize) continue
      yield Buffer.concat(parts)
      parts = []
      held = 0
    }
  } catch (thrown) {
    const code = String((thrown as { readonly code?: unknown }).code ?? '')
    if (code.startsWith('Z_') || code.startsWith('ZSTD_') || code.startsWith('ERR_ZLIB')) {
      throw new UnpackError('damaged', code)
    }
    throw thrown
  } finally {
    decompressor.destroy()
    source.destroy()
    await piping
  }
  if (held > 0) yield Buffer.concat(parts)
}

/**
 * The bytes of a log in order, in fresh buffers of about 1 MiB, the first at least 8 KiB unless the log is shorter.
 * `onRead` hears of bytes on disk. Throws UnpackError, or what the file system throws.
 */
export const filePieces = (
  file: FileHandle,
  compression: 'none' | 'gzip' | 'zstd',
  onRead: (bytes: number) => void
): AsyncGenerator<Buffer> => {
  if (compression === 'none') return readPieces(file, pieceSize, onRead)
  const options = { chunkSize: 256 * 1024 }
  return unpackPieces(file, compression === 'gzip' ? createGunzip(options) : createZstdDecompress(options), onRead)
}
