import { once } from 'node:events'
import { createWriteStream, renameSync, rmSync } from 'node:fs'
import { failed, success, type Result } from '../../shared/model/result.ts'
import { write } from './output.ts'

/** Where a command puts a large answer piece by piece. */
export type Output = {
  readonly write: (piece: string | Uint8Array) => Promise<void>
  /** The file is there, whole; a problem in words where it could not be written. */
  readonly end: () => Promise<Result<null, string>>
  /** Leaves no file. */
  readonly drop: () => Promise<void>
}

const toStdout: Output = {
  write: (piece) => write(typeof piece === 'string' ? piece : Buffer.from(piece).toString('latin1')),
  end: async () => success(null),
  drop: async () => undefined
}

/** A file that is there when it is whole, and else is what it was; standard output for null. */
export const openOutput = (file: string | null): Output => {
  if (file === null) return toStdout
  const part = `${file}.part`
  const stream = createWriteStream(part)
  let problem: Error | null = null
  stream.on('error', (error) => (problem = error))
  const drained = (): Promise<unknown> =>
    Promise.race([once(stream, 'drain').catch(() => null), once(stream, 'error').catch(() => null)])
  const closed = async (): Promise<void> => {
    if (!stream.closed) {
      const over = once(stream, 'close').catch(() => null)
      stream.end()
      await over
    }
  }
  return {
    write: async (piece) => {
      if (problem === null && !stream.write(piece)) await drained()
    },
    end: async () => {
      await closed()
      try {
        if (problem !== null) throw problem as Error
        renameSync(part, file)
        return success(null)
      } catch (error) {
        rmSync(part, { force: true })
        return failed(
          `${file} cannot be written (${error instanceof Error ? error.message : String(error)}). Choose another file.`
        )
      }
    },
    drop: async () => {
      await closed()
      rmSync(part, { force: true })
    }
  }
}
