import { failed, success, type Result } from '../../shared/model/result.ts'

/** A text that somebody gave the window, and what to call it. */
export type GivenText = { readonly name: string; readonly text: string }

/** UTF-16 units, as the protocol takes. */
export const longestText = 4 * 1024 * 1024

/** What happened, and what to do: a sentence each. */
export type Problem = readonly [message: string, remedy: string]

export const tooLarge = (name: string): Problem => [
  `${name} is longer than 4 MiB.`,
  'Cut it to the crash, or import it and compare the reports.'
]

/** Reads a file as text. A folder is dropped as a file that cannot be read. */
export const readLog = async (file: File): Promise<Result<GivenText, Problem>> => {
  if (file.size > longestText) return failed(tooLarge(file.name))
  try {
    return success({ name: file.name, text: await file.text() })
  } catch {
    return failed([`${file.name} cannot be read.`, 'Choose a file that you may read; a folder cannot be compared.'])
  }
}
