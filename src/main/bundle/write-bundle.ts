import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { constants, createZstdCompress } from 'node:zlib'
import { bundleFormatName, bundleVersion, type BundleLine } from './bundle-lines.ts'

/** Bytes of the file that are given on at once, about. */
const writtenAtOnce = 256 * 1024

async function* textOf(lines: AsyncIterable<BundleLine>): AsyncGenerator<string> {
  yield `${JSON.stringify({ format: bundleFormatName, version: bundleVersion })}\n`
  for await (const line of lines) yield `${JSON.stringify(line)}\n`
}

/** The bytes of a bundle, as its lines come. The same lines give the same bytes. */
export async function* bundleBytes(lines: AsyncIterable<BundleLine>): AsyncGenerator<Uint8Array> {
  const source = Readable.from(textOf(lines), { objectMode: false })
  const zstd = createZstdCompress({
    chunkSize: writtenAtOnce,
    params: { [constants.ZSTD_c_compressionLevel]: 6, [constants.ZSTD_c_checksumFlag]: 1 }
  })
  let failure: unknown = null
  const piping = pipeline(source, zstd).catch((thrown: unknown) => {
    failure = thrown
  })
  try {
    yield* zstd as AsyncIterable<Buffer>
  } catch (thrown) {
    // What the lines threw destroyed the stream, which tells of it too.
    throw failure ?? thrown
  } finally {
    source.destroy()
    zstd.destroy()
    await piping
  }
}
