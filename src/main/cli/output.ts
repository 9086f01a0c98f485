import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { failureText, type Failure } from '../../shared/model/failure.ts'

/** Waits while the reader is slow, so that a large answer does not pile up in memory. */
export const write = async (text: string): Promise<void> => {
  if (!process.stdout.write(text)) await once(process.stdout, 'drain')
}

export const print = (text: string): Promise<void> => write(`${text}\n`)

export const printJson = (value: unknown): Promise<void> => print(JSON.stringify(value))

export const complain = (text: string): void => {
  process.stderr.write(`oopsdesk: ${text}\n`)
}

/** A bug is one sentence: there is no window to reload, and the engine has written its stack before. */
export const complaintOf = (failure: Failure): string => {
  const { message, remedy } = failureText(failure)
  return failure.kind === 'engine-bug' ? message : `${message} ${remedy}`
}

export const complainOf = (failure: Failure): void => complain(complaintOf(failure))

/** Says which of the paths is not there; true when one is not. */
export const complainOfMissing = (paths: readonly string[]): boolean => {
  const missing = paths.find((path) => !existsSync(path))
  if (missing !== undefined) complainOf({ kind: 'path-missing', path: missing })
  return missing !== undefined
}

/** A reader such as `head` that has seen enough ends the program quietly. */
export const endWithReader = (): void => {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0)
    throw error
  })
}
