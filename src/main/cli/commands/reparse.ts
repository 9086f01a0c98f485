import { UsageError, type Command } from '../command.ts'
import { followImport } from '../follow-import.ts'
import { withEngine } from '../local-engine.ts'
import { onStopSignal } from '../stop-signals.ts'

export const reparseCommand: Command = {
  name: 'reparse',
  summary: 'parse the logs of a corpus again that an older version read',
  help: `Usage: oopsdesk reparse [--corpus FILE]

Reads each log of the corpus again whose reports an older version made, from the corpus itself. Reports that come out
the same are left as they are; others take the places of the old ones, and may come into other buckets. Notes and
decisions stay. The last line of stdout is one JSON object as import prints it, with parsedAgain {logs, changed}.
Ctrl+C stops it and keeps what is done; the next time goes on from there.

  --corpus FILE   the corpus file; without it, your own corpus`,
  options: { corpus: { type: 'string' } },
  run: async ({ positionals, text }) => {
    if (positionals.length > 0) throw new UsageError('reparse takes no arguments, only options.')
    return withEngine({ corpusFile: text('corpus'), create: false }, async (client, corpus) => {
      const stopped = new AbortController()
      onStopSignal(() => stopped.abort())
      return followImport(client, corpus, await client.call('imports.parseAgain', { corpus }), stopped.signal)
    })
  }
}
