import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { failureText, type Failure, type FailureOf } from '../../shared/model/failure.ts'

/** Waits while the reader is slow, so that a large answer does not pile up in memory. */
export const write = async (text: string): Promise<void> => {
  if (!process.stdout.write(text)) await once(process.stdout, 'drain')
}

export const print = (text: string): Promise<void> => write(`${text}\n`)

export const printJson = (value: unknown): Promise<void> => print(JSON.stringify(value))

export const complain = (text: string): void => {
  process.stderr.write(`oopsdesk: ${text}\n`)
}

/** Which command prints what there is. */
const whereToLook: Readonly<Partial<Record<FailureOf<'not-found'>['what'], string>>> = {
  bucket: '"oopsdesk buckets" prints them.',
  report: '"oopsdesk show BUCKET" prints those of a bucket.',
  decision: '"oopsdesk activity" prints them.',
  act: '"oopsdesk activity" prints them.'
}

/**
 * A failure in the words of a shell, where there is no list to go back to. A bug is one sentence: there is no window to
 * reload, and the engine has written its stack before.
 */
export const complaintOf = (failure: Failure): string => {
  const { message, remedy } = failureText(failure)
  if (failure.kind === 'engine-bug') return message
  return `${message} ${(failure.kind === 'not-found' ? whereToLook[failure.what] : undefined) ?? remedy}`
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
