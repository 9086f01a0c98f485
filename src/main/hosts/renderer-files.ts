import { readFile, readdir } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { failed, success, type Result } from '../../shared/model/result.ts'
import { securityHeaders } from './security-headers.ts'

export type RendererFile = {
  readonly body: Uint8Array<ArrayBuffer>
  readonly contentType: string
  /** The name carries a hash of the content, so a browser may keep it for ever. */
  readonly hashed: boolean
}

/** Every file of the built renderer by its URL path: `/index.html`, `/assets/editor-B1x2.js`. */
export type RendererFiles = ReadonlyMap<string, RendererFile>

export type RendererMissing = { readonly kind: 'renderer-missing'; readonly folder: string }

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.ttf': 'font/ttf',
  '.woff2': 'font/woff2'
}

/** URL paths of all files below a folder, by plain steps: not every archive that stands for a folder lists recursively. */
const pathsBelow = async (folder: string, prefix: string): Promise<readonly string[]> => {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  const paths = entries.map(async (entry): Promise<readonly string[]> => {
    if (entry.isDirectory()) return pathsBelow(join(folder, entry.name), `${prefix}${entry.name}/`)
    return entry.isFile() ? [prefix + entry.name] : []
  })
  return (await Promise.all(paths)).flat()
}

/**
 * Reads the built renderer once. A request is looked up in what was read, so no path that a client names ever
 * reaches the disk. Files of unknown type, such as source maps, are left out.
 */
export const readRendererFiles = async (folder: string): Promise<Result<RendererFiles, RendererMissing>> => {
  const files = new Map<string, RendererFile>()
  for (const path of await pathsBelow(folder, '/')) {
    const contentType = contentTypes[extname(path)]
    if (contentType === undefined) continue
    // Vite puts what it names by hash into `assets`, and nothing else there.
    const hashed = path.startsWith('/assets/')
    files.set(path, { body: new Uint8Array(await readFile(join(folder, path))), contentType, hashed })
  }
  return files.has('/index.html') ? success(files) : failed({ kind: 'renderer-missing', folder })
}

/** Paths that the renderer's own router draws: the start page and everything below `/c/`. */
const isViewPath = (path: string): boolean => path === '/' || path.startsWith('/c/')

/** The file for a URL path; the index for every view of the app; null for anything else. */
export const rendererFileAt = (files: RendererFiles, path: string): RendererFile | null =>
  files.get(isViewPath(path) ? '/index.html' : path) ?? null

export const rendererFileHeaders = (file: RendererFile): Readonly<Record<string, string>> => ({
  ...securityHeaders,
  'Content-Type': file.contentType,
  'Cache-Control': file.hashed ? 'public, max-age=31536000, immutable' : 'no-store'
})
