import { constants, fstatSync, openSync, readSync } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createZstdDecompress } from 'node:zlib'
import { errorCode } from './error-code.ts'
import { skipText } from './skip-text.ts'

type Decompressor = ReturnType<typeof createGunzip> | ReturnType<typeof createZstdDecompress>

/** Bytes read from disk at once, and given on at once. */
export const pieceSize = 1024 * 1024
/** Small reads, so that a bomb is seen before much of it has been unpacked. */
const compressedReadSize = 64 * 1024

/** Past `bombFloor` bytes, output may be `bombRatio` times the input; and no log unpacks to more than `unpackedLimit`. */
export const bombFloor = 8 * 1024 * 1024
export const bombRatio = 200
export const unpackedLimit = 2 * 1024 ** 3

/** Frames that one zstd file may be put together from; each costs a decompressor. */
const frameLimit = 4000

/** Thrown while unpacking; `reason` is the skip reason, `message` the sentence for the person. */
export class UnpackError extends Error {
  override readonly name = 'UnpackError'
  readonly reason: 'bomb' | 'too-large' | 'damaged'
  constructor(reason: 'bomb' | 'too-large' | 'damaged', message: string = skipText(reason)) {
    super(message)
    this.reason = reason
  }
}

/**
 * Opens a file for reading, never through a link and never waiting for a pipe's writer: what was a plain file when it
 * was listed may be something else by now. Windows knows neither flag. Reading is synchronous: it has a thread of its
 * own, and most logs are small, where promises would cost more than the disk.
 */
export const openPlain = (location: Uint8Array): number =>
  openSync(Buffer.from(location), constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0))

function* readPieces(
  file: number,
  pieceSize: number,
  start: number,
  onRead: (end: number) => void,
  reuse = false
): Generator<Buffer> {
  const expected = fstatSync(file).size
  let reused: Buffer | null = null
  for (let position = start; ;) {
    // One byte more than is left, so that the end shows in a short read.
    const size = Math.min(pieceSize, Math.max(1, expected - position + 1))
    const buffer: Buffer = reused?.length === size ? reused : Buffer.allocUnsafeSlow(size)
    if (reuse) reused = buffer
    let filled = 0
    while (filled < size) {
      const bytesRead = readSync(file, buffer, filled, size - filled, position + filled)
      if (bytesRead === 0) break
      filled += bytesRead
    }
    if (filled === 0) return
    position += filled
    onRead(position)
    yield filled === size ? buffer : buffer.subarray(0, filled)
    if (filled < size) return
  }
}

const isDamage = (thrown: unknown): boolean => /^(Z_|ZSTD_|ERR_ZLIB)/.test(errorCode(thrown))

/** What one decompressor makes of the file from `start`; returns how many bytes it wanted. */
async function* unpackFrom(
  file: number,
  decompressor: Decompressor,
  start: number,
  onRead: (end: number) => void
): AsyncGenerator<Buffer, number> {
  const source = Readable.from(readPieces(file, compressedReadSize, start, onRead), {
    objectMode: false,
    highWaterMark: compressedReadSize
  })
  // A failure reaches the loop below through the decompressor, which pipeline destroys with it.
  const piping = pipeline(source, decompressor).catch(() => undefined)
  try {
    yield* decompressor as AsyncIterable<Buffer>
    return decompressor.bytesWritten
  } catch (thrown) {
    throw isDamage(thrown) ? new UnpackError('damaged') : thrown
  } finally {
    decompressor.destroy()
    source.destroy()
    await piping
  }
}

/** Node's gunzip goes on with the next member by itself; its zstd stops after one frame, where pzstd writes many. */
async function* unpackFrames(
  file: number,
  compression: 'gzip' | 'zstd',
  onRead: (end: number) => void
): AsyncGenerator<Buffer> {
  const options = { chunkSize: 256 * 1024 }
  if (compression === 'gzip') return yield* unpackFrom(file, createGunzip(options), 0, onRead)
  const { size } = fstatSync(file)
  for (let start = 0, frames = 0; start < size; frames++) {
    if (frames === frameLimit) {
      const text = `It is put together from more than ${frameLimit} zstd frames; unpack it first and import the result.`
      throw new UnpackError('bomb', text)
    }
    const wanted = yield* unpackFrom(file, createZstdDecompress(options), start, onRead)
    if (wanted === 0) throw new UnpackError('damaged')
    start += wanted
  }
  return undefined
}

async function* unpackPieces(
  file: number,
  compression: 'gzip' | 'zstd',
  onRead: (bytes: number) => void
): AsyncGenerator<Buffer> {
  let input = 0
  let output = 0
  let parts: Buffer[] = []
  let held = 0
  const frames = unpackFrames(file, compression, (end) => {
    if (end > input) onRead(end - input)
    input = Math.max(input, end)
  })
  for await (const part of frames) {
    output += part.length
    if (output > unpackedLimit) throw new UnpackError('too-large')
    if (output > bombFloor && output > input * bombRatio) throw new UnpackError('bomb')
    parts.push(part)
    held += part.length
    if (held < pieceSize) continue
    yield Buffer.concat(parts)
    parts = []
    held = 0
  }
  if (held > 0) yield Buffer.concat(parts)
}

/**
 * The bytes of a log in order, in fresh buffers of about 1 MiB, the first at least 8 KiB unless the log is shorter.
 * With `reuse` a piece may be overwritten by the next. `onRead` hears of bytes on disk. Throws UnpackError, or what the file system throws.
 */
export const filePieces = (
  file: number,
  compression: 'none' | 'gzip' | 'zstd',
  onRead: (bytes: number) => void,
  reuse = false
): AsyncGenerator<Buffer> | Generator<Buffer> => {
  if (compression !== 'none') return unpackPieces(file, compression, onRead)
  let read = 0
  const heard = (end: number): void => {
    onRead(end - read)
    read = end
  }
  return readPieces(file, pieceSize, 0, heard, reuse)
}
