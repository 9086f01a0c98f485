import {
  closeSync,
  fsyncSync,
  openSync,
  readSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeSync
} from 'node:fs'
import { failed, success, type Result } from '../../shared/model/result.ts'
import { write } from './output.ts'

/** Where a command puts a large answer piece by piece. */
export type Output = {
  readonly write: (piece: string | Uint8Array) => Promise<void>
  /** The file is there, whole and on the disk; a problem in words where it could not be written. */
  readonly end: () => Result<null, string>
  /** Leaves no file. */
  readonly drop: () => void
}

const toStdout: Output = {
  write: (piece) => write(typeof piece === 'string' ? piece : Buffer.from(piece).toString('latin1')),
  end: () => success(null),
  drop: () => undefined
}

const problemWith = (file: string, thrown: unknown): string => {
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : String(thrown)
  const reasons: Readonly<Record<string, string>> = {
    ENOENT: 'there is no such folder',
    ENOTDIR: 'there is no such folder',
    EACCES: 'it is not allowed',
    EPERM: 'it is not allowed',
    EROFS: 'the disk is read-only',
    EISDIR: 'it is a folder',
    ENOSPC: 'the disk is full'
  }
  return `${file} cannot be written (${reasons[code] ?? code}). Choose another file.`
}

const writeAll = (handle: number, bytes: Uint8Array): void => {
  for (let at = 0; at < bytes.length;) at += writeSync(handle, bytes, at)
}

/** A device or a pipe cannot be whole or absent, and nothing may take its place. */
const toDevice = (file: string): Output => {
  const handle = openSync(file, 'w')
  let problem: unknown = null
  return {
    write: async (piece) => {
      try {
        if (problem === null) writeAll(handle, Buffer.from(piece))
      } catch (thrown) {
        problem = thrown
      }
    },
    end: () => {
      closeSync(handle)
      return problem === null ? success(null) : failed(problemWith(file, problem))
    },
    drop: () => closeSync(handle)
  }
}

const toFile = (file: string): Output => {
  const part = `${file}.${process.pid}.part`
  const handle = openSync(part, 'w')
  let problem: unknown = null
  const drop = (): void => {
    closeSync(handle)
    rmSync(part, { force: true })
  }
  return {
    write: async (piece) => {
      try {
        if (problem === null) writeAll(handle, Buffer.from(piece))
      } catch (thrown) {
        problem = thrown
      }
    },
    end: () => {
      try {
        if (problem !== null) throw problem
        fsyncSync(handle)
        renameSync(part, file)
        closeSync(handle)
        return success(null)
      } catch (thrown) {
        drop()
        return failed(problemWith(file, thrown))
      }
    },
    drop
  }
}

const identityOf = (file: string): string | null => {
  const there = statSync(file, { throwIfNoEntry: false, bigint: true })
  return there ? `${there.dev}:${there.ino}` : null
}

/** The first bytes of every SQLite file, and so of every corpus (sqlite.org/fileformat.html). */
const databaseMagic = 'SQLite format 3\0'

const isDatabase = (file: string): boolean => {
  const handle = openSync(file, 'r')
  try {
    const head = Buffer.alloc(databaseMagic.length)
    readSync(handle, head, 0, head.length, 0)
    return head.toString('latin1') === databaseMagic
  } finally {
    closeSync(handle)
  }
}

/** Why a file that is there must not be replaced by an export; null where it may be. */
const keptFile = (file: string, corpus: string): string | null => {
  const own = ['', '-wal', '-shm', '-journal'].map((ending) => identityOf(corpus + ending))
  // Not opened to look at: closing it would drop the locks that SQLite has on the corpus in this process.
  if (own.includes(identityOf(file))) return `${file} is the corpus itself. Choose another file.`
  return isDatabase(file)
    ? `${file} is a corpus or another database, and was left untouched. Choose another file.`
    : null
}

/** A file that is there when it is whole, and else is what it was; standard output for null. A corpus is never replaced. */
export const openOutput = (file: string | null, corpus: string): Result<Output, string> => {
  if (file === null) return success(toStdout)
  try {
    const there = statSync(file, { throwIfNoEntry: false })
    if (there?.isDirectory()) return failed(problemWith(file, Object.assign(new Error(), { code: 'EISDIR' })))
    if (there && !there.isFile()) return success(toDevice(file))
    const kept = there ? keptFile(file, corpus) : null
    if (kept !== null) return failed(kept)
    // A link stays one.
    return success(toFile(there ? realpathSync(file) : file))
  } catch (thrown) {
    return failed(problemWith(file, thrown))
  }
}
