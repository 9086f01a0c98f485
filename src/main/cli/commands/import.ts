import { resolve } from 'node:path'
import { mostReportsOfLog } from '../../../shared/model/report.ts'
import { UsageError, type Command } from '../command.ts'
import { followImport } from '../follow-import.ts'
import { withEngine } from '../local-engine.ts'
import { complainOfMissing } from '../output.ts'
import { onStopSignal } from '../stop-signals.ts'

export const importCommand: Command = {
  name: 'import',
  summary: 'import files and folders of kernel logs into a corpus',
  help: `Usage: oopsdesk import PATH... [--corpus FILE]

Reads every log below each PATH, stores it and groups the crashes in it. Importing a log twice changes nothing.
Progress goes to stderr; the last line of stdout is one JSON object
{files, reports, added, duplicates, skipped, bytes, seconds, cancelled}, where there is something to say with omitted,
the crashes left out of logs that have more than ${mostReportsOfLog}; found, how many files one that was cancelled would
have looked at; and failure, why it ended early.
Ctrl+C stops the import and keeps what is done.

  --corpus FILE   the corpus file, made when it is not there; without it, your own corpus`,
  options: { corpus: { type: 'string' } },
  run: async ({ positionals, text }) => {
    if (positionals.length === 0) throw new UsageError('import needs at least one PATH.')
    const sources = positionals.map((path) => ({ kind: 'path' as const, path: resolve(path) }))
    // Before a corpus is made that nothing would come into.
    if (complainOfMissing(sources.map(({ path }) => path))) return 1
    return withEngine({ corpusFile: text('corpus'), create: true }, async (client, corpus) => {
      const stopped = new AbortController()
      onStopSignal(() => stopped.abort())
      return followImport(client, corpus, await client.call('imports.start', { corpus, sources }), stopped.signal)
    })
  }
}
