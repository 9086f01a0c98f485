import { randomUUID } from 'node:crypto'
import { mkdir, open, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { FailureOf } from '../../shared/model/failure.ts'
import { uploadIdSchema, type UploadId } from '../../shared/model/ids.ts'
import { failed, success, type Result } from '../../shared/model/result.ts'
import { errorCode } from './error-code.ts'

/** Most bytes of one upload; a larger set is better imported by path where the engine runs. */
const uploadLimit = 16 * 1024 ** 3
/** Most files of one upload. */
const fileLimit = 1_000_000
/** An upload that nothing was written to for so long, in milliseconds, is given up; its window is gone. */
const idleLimit = 60 * 60 * 1000

type WriteUploadFailure = FailureOf<'not-found' | 'disk-full' | 'too-large' | 'path-not-allowed'>

/** Files that a window without access to the disk sends, kept in a temporary folder until they are imported. */
export type Uploads = {
  readonly open: () => Promise<Result<UploadId, FailureOf<'disk-full'>>>
  /**
   * Puts a piece of a file where the last one ended; offset 0 begins the file anew. `path` has `/` between its names,
   * `modified` is in milliseconds since 1970.
   */
  readonly write: (
    upload: UploadId,
    path: string,
    modified: number,
    offset: number,
    data: Uint8Array
  ) => Promise<Result<null, WriteUploadFailure>>
  /** Folder that holds the upload as it was dropped. */
  readonly rootOf: (upload: UploadId) => string | null
  readonly discard: (upload: UploadId) => Promise<void>
  readonly discardAll: () => Promise<void>
}

type Upload = {
  readonly folder: string
  readonly sizes: Map<string, number>
  total: number
  last: Promise<unknown>
  idle: NodeJS.Timeout
}

/** A Windows drive, or a stream of an NTFS file. */
const hasColonOnWindows = (name: string): boolean => process.platform === 'win32' && name.includes(':')

/**
 * The names of a dropped path, or null for one that would leave the upload's folder. Browsers make these paths from
 * names on disk, so a path with `..` or NUL in it was made by hand.
 */
export const namesOfLabel = (label: string): readonly string[] | null => {
  if (label.includes('\0') || label.startsWith('/') || label.startsWith('\\') || /^[a-z]:[\\/]/i.test(label))
    return null
  const names = label.split('/').filter((name) => name !== '' && name !== '.')
  const fine = names.every(
    (name) =>
      name !== '..' &&
      !(name.includes('\\') && name.split('\\').includes('..')) &&
      !hasColonOnWindows(name) &&
      Buffer.byteLength(name) <= 255
  )
  return fine && names.length > 0 ? names : null
}

const isFull = (thrown: unknown): boolean => ['ENOSPC', 'EDQUOT'].includes(errorCode(thrown))
/** A file where the path needs a folder, or the other way round; or a name this file system cannot hold. */
const isUnusable = (thrown: unknown): boolean =>
  ['EEXIST', 'ENOTDIR', 'EISDIR', 'ENAMETOOLONG', 'EINVAL', 'ENOENT', 'EILSEQ'].includes(errorCode(thrown))

export const createUploads = (
  folder: string,
  {
    isImported = () => false,
    idleMilliseconds = idleLimit
  }: {
    /** Whether an import reads this folder now. */
    readonly isImported?: (folder: string) => boolean
    readonly idleMilliseconds?: number
  } = {}
): Uploads => {
  const uploads = new Map<UploadId, Upload>()

  const writePiece = async (
    upload: Upload,
    path: string,
    modified: number,
    offset: number,
    data: Uint8Array
  ): Promise<Result<null, WriteUploadFailure>> => {
    const names = namesOfLabel(path)
    if (!names) return failed({ kind: 'path-not-allowed', path, roots: [] })
    const key = names.join('/')
    const size = upload.sizes.get(key) ?? 0
    const before = offset === 0 ? 0 : size
    if (offset !== before) return failed({ kind: 'not-found', what: 'upload', id: `${path} at byte ${offset}` })
    if (!upload.sizes.has(key) && upload.sizes.size >= fileLimit) {
      return failed({ kind: 'too-large', what: 'The number of dropped files', limit: fileLimit })
    }
    const total = upload.total - size + before + data.length
    if (total > uploadLimit) return failed({ kind: 'too-large', what: 'What was dropped', limit: uploadLimit })
    const file = join(upload.folder, ...names)
    try {
      await mkdir(dirname(file), { recursive: true })
      const handle = await open(file, offset === 0 ? 'w' : 'r+', 0o600)
      try {
        for (let done = 0; done < data.length;) {
          done += (await handle.write(data, done, data.length - done, offset + done)).bytesWritten
        }
        // The import takes the time from the file, and every write sets it to now.
        await handle.utimes(modified / 1000, modified / 1000)
      } finally {
        await handle.close()
      }
    } catch (thrown) {
      if (isFull(thrown)) return failed({ kind: 'disk-full', file: folder })
      if (isUnusable(thrown)) return failed({ kind: 'path-not-allowed', path, roots: [] })
      throw thrown
    }
    upload.sizes.set(key, before + data.length)
    upload.total = total
    return success(null)
  }

  const discard = async (id: UploadId): Promise<void> => {
    const upload = uploads.get(id)
    if (!upload) return
    uploads.delete(id)
    clearTimeout(upload.idle)
    await upload.last
    await rm(upload.folder, { recursive: true, force: true })
  }

  const endWhenIdle = (id: UploadId): NodeJS.Timeout => {
    const check = async (): Promise<void> => {
      const upload = uploads.get(id)
      if (!upload) return
      if (isImported(upload.folder)) upload.idle.refresh()
      else await discard(id)
    }
    // What cannot be removed now is removed with the whole folder.
    return setTimeout(() => void check().catch(() => undefined), idleMilliseconds).unref()
  }

  return {
    open: async () => {
      const id = uploadIdSchema.parse(randomUUID())
      const own = join(folder, id)
      try {
        // Logs may hold what other users of the machine should not read.
        await mkdir(own, { recursive: true, mode: 0o700 })
      } catch (thrown) {
        if (isFull(thrown)) return failed({ kind: 'disk-full', file: folder })
        throw thrown
      }
      uploads.set(id, { folder: own, sizes: new Map(), total: 0, last: Promise.resolve(), idle: endWhenIdle(id) })
      return success(id)
    },
    write: (id, path, modified, offset, data) => {
      const upload = uploads.get(id)
      if (!upload) return Promise.resolve(failed({ kind: 'not-found', what: 'upload', id }))
      upload.idle.refresh()
      // One piece at a time, so that the checks above hold while it is written.
      const written = upload.last.then(() => writePiece(upload, path, modified, offset, data))
      upload.last = written.catch(() => undefined)
      return written
    },
    rootOf: (id) => uploads.get(id)?.folder ?? null,
    discard,
    discardAll: async () => {
      await Promise.all([...uploads.keys()].map(discard))
      await rm(folder, { recursive: true, force: true })
    }
  }
}
