import { constants, createZstdCompress } from 'node:zlib'
import { bundleFormatName, bundleVersion, type BundleLine } from './bundle-lines.ts'

/** Bytes that are packed at once, and of the file given on at once, about. */
const packedAtOnce = 256 * 1024

const text = (line: object): Buffer => Buffer.from(`${JSON.stringify(line)}\n`)

async function* blocksOf(lines: AsyncIterable<BundleLine>): AsyncGenerator<Buffer> {
  let held = text({ format: bundleFormatName, version: bundleVersion })
  for await (const line of lines) {
    held = Buffer.concat([held, text(line)])
    for (; held.length >= packedAtOnce; held = held.subarray(packedAtOnce)) yield held.subarray(0, packedAtOnce)
  }
  yield held
}

/**
 * The bytes of a bundle, as its lines come. The same lines give the same bytes: blocks are of one size, and the end of
 * the frame is written apart from the last of them, for zstd heeds where its input was cut and when it ended.
 */
export async function* bundleBytes(lines: AsyncIterable<BundleLine>): AsyncGenerator<Uint8Array> {
  const zstd = createZstdCompress({
    chunkSize: packedAtOnce,
    params: {
      [constants.ZSTD_c_compressionLevel]: 3,
      [constants.ZSTD_c_checksumFlag]: 1,
      [constants.ZSTD_c_contentSizeFlag]: 0
    }
  })
  let packed: Buffer[] = []
  zstd.on('data', (bytes: Buffer) => packed.push(bytes))
  const failing = new Promise<never>((_, reject) => {
    zstd.once('error', reject)
  })
  failing.catch(() => undefined)
  const done = (work: (heard: () => void) => void): Promise<void> =>
    Promise.race([new Promise<void>((resolve) => work(resolve)), failing])
  const taken = (): Buffer => {
    const bytes = Buffer.concat(packed)
    packed = []
    return bytes
  }
  try {
    for await (const block of blocksOf(lines)) {
      await done((heard) => zstd.write(block, heard))
      const bytes = taken()
      if (bytes.length > 0) yield bytes
    }
    await done((heard) => {
      zstd.once('end', heard)
      zstd.end()
    })
    yield taken()
  } finally {
    zstd.destroy()
  }
}
