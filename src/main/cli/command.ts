import type { ParseArgsOptionsConfig } from 'node:util'

/** 0: done. 1: the work failed. 2: wrong use. */
export type ExitCode = 0 | 1 | 2

export type Arguments = {
  readonly positionals: readonly string[]
  readonly text: (option: string) => string | null
  readonly texts: (option: string) => readonly string[]
  readonly flag: (option: string) => boolean
}

export type Command = {
  readonly name: string
  /** One line for the list of commands. */
  readonly summary: string
  /** The whole text of `oopsdesk NAME --help`. */
  readonly help: string
  readonly options: ParseArgsOptionsConfig
  readonly run: (args: Arguments) => Promise<ExitCode>
}

/** The work cannot be done; the text is what to tell the person, with what to do. */
export class Refused extends Error {
  override readonly name = 'Refused'
}

/** Wrong use of a command; the text is one sentence that says what is right. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}
