import { promisify } from 'node:util'
import { constants, gzip } from 'node:zlib'
import type { RendererFile } from '../hosts/renderer-files.ts'

const gzipBytes = promisify(gzip)
/** Below this, compressing saves no packet. */
const smallest = 1400

/**
 * Compresses a file when it is first asked for, and keeps it: the window is 3 MB of script, and often comes through an
 * SSH tunnel. The fastest level, because the first window waits for it.
 */
export const createCompressedFiles = (): ((file: RendererFile) => Promise<Uint8Array<ArrayBuffer> | null>) => {
  const kept = new Map<RendererFile, Promise<Uint8Array<ArrayBuffer>>>()
  return async (file) => {
    const isText = /^(?:text\/|application\/json|image\/svg|font\/ttf)/.test(file.contentType)
    if (!isText || file.body.byteLength < smallest) return null
    const compressed =
      kept.get(file) ?? gzipBytes(file.body, { level: constants.Z_BEST_SPEED }).then((bytes) => new Uint8Array(bytes))
    kept.set(file, compressed)
    return compressed
  }
}

/** Whether an Accept-Encoding header takes gzip. */
export const takesGzip = (header: string | undefined): boolean =>
  (header ?? '').split(',').some((coding) => /^\s*gzip\s*(?:;\s*q=(?:1(?:\.0*)?|0\.\d*[1-9]\d*))?\s*$/.test(coding))
