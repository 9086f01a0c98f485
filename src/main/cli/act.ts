import type { ParseArgsOptionsConfig } from 'node:util'
import { authorSchema } from '../../shared/model/triage.ts'
import { UsageError, type Arguments, type ExitCode } from './command.ts'
import type { Where } from './ids.ts'
import { withEngine } from './local-engine.ts'
import { print, printJson } from './output.ts'

/** What every command takes that changes what people said. */
export const actOptions = {
  corpus: { type: 'string' },
  author: { type: 'string' },
  json: { type: 'boolean' }
} as const satisfies ParseArgsOptionsConfig

export const actHelp = `  --author NAME   whose change it is; without it, the name that was set, else the account's
  --json          print the result as one JSON object
  --corpus FILE   the corpus file; without it, your own corpus`

const authorOf = ({ text }: Arguments): string | null => {
  const author = text('author')
  if (author === null) return null
  const checked = authorSchema.min(1).safeParse(author)
  if (!checked.success) throw new UsageError('--author needs a name of at most 200 characters in one line.')
  return checked.data
}

/** Changes a corpus that is there, in the name of the author. */
export const acting = (args: Arguments, work: (where: Where) => Promise<ExitCode>): Promise<ExitCode> =>
  withEngine({ corpusFile: args.text('corpus'), create: false, author: authorOf(args) }, (client, corpus) =>
    work({ client, corpus })
  )

/** The result of a change: a sentence, or JSON where that was asked for. It is durable by now. */
export const say = async ({ flag }: Arguments, value: unknown, sentence: string): Promise<ExitCode> => {
  await (flag('json') ? printJson(value) : print(sentence))
  return 0
}

export const countedBuckets = (count: number): string => (count === 1 ? '1 bucket' : `${count} buckets`)
