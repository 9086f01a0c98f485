import { readSync } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createZstdDecompress } from 'node:zlib'
import { Refused } from './refused.ts'

/** No line of a bundle is longer, in bytes: a bucket of a million reports has one of 20 MB. */
export const lineLimit = 64 * 1024 * 1024
/**
 * Past `bombFloor` bytes, output may be `bombRatio` times the input. A log of one line for ever packs 5,000 times and
 * is none: so much can be read, for nothing of it is kept.
 */
const bombFloor = 4 * 1024 ** 3
const bombRatio = 1000

const readAtOnce = 64 * 1024

export type Opened = {
  readonly descriptor: number
  /** In bytes. */
  readonly size: number
}

function* readPieces({ descriptor, size }: Opened, onRead: (bytes: number) => void): Generator<Buffer> {
  for (let at = 0; at < size;) {
    const piece = Buffer.allocUnsafeSlow(Math.min(readAtOnce, size - at))
    const read = readSync(descriptor, piece, 0, piece.length, at)
    if (read === 0) return
    at += read
    onRead(read)
    yield piece.subarray(0, read)
  }
}

/** Unpacked pieces of a file that is one zstd frame and nothing else. */
async function* unpacked({ descriptor, size }: Opened, onRead: (bytes: number) => void): AsyncGenerator<Buffer> {
  let input = 0
  let heard = 0
  let output = 0
  const source = Readable.from(
    readPieces({ descriptor, size }, (bytes) => {
      input += bytes
    }),
    { objectMode: false, highWaterMark: readAtOnce }
  )
  const hear = (): void => {
    if (input > heard) onRead(input - heard)
    heard = input
  }
  const zstd = createZstdDecompress({ chunkSize: 256 * 1024 })
  const piping = pipeline(source, zstd).catch(() => undefined)
  try {
    for await (const piece of zstd as AsyncIterable<Buffer>) {
      output += piece.length
      if (output > bombFloor && output > input * bombRatio) throw new Refused('it unpacks to far more than it holds')
      hear()
      yield piece
    }
    hear()
    if (zstd.bytesWritten !== size) throw new Refused('there is more in the file than the bundle')
  } catch (thrown) {
    if (thrown instanceof Refused) throw thrown
    const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : ''
    if (/^(ZSTD_|Z_|ERR_ZLIB)/.test(code)) throw new Refused('it is damaged or cut off')
    throw thrown
  } finally {
    source.destroy()
    zstd.destroy()
    await piping
  }
}

/** The lines of a packed file, without their ends. Throws Refused where it is damaged, cut off or a bomb. */
export async function* packedLines(file: Opened, onRead: (bytes: number) => void): AsyncGenerator<string> {
  let parts: Buffer[] = []
  let held = 0
  for await (const piece of unpacked(file, onRead)) {
    let from = 0
    for (let end = piece.indexOf(0x0a); end >= 0; end = piece.indexOf(0x0a, from)) {
      const last = piece.subarray(from, end)
      from = end + 1
      if (held + last.length > lineLimit) throw new Refused('a line of it is too long')
      yield Buffer.concat([...parts, last]).toString('utf8')
      parts = []
      held = 0
    }
    if (from === piece.length) continue
    parts.push(piece.subarray(from))
    held += piece.length - from
    if (held > lineLimit) throw new Refused('a line of it is too long')
  }
  if (held > 0) throw new Refused('it is cut off within a line')
}
