import { resolve } from 'node:path'
import type { ImportProgress } from '../../../shared/model/import.ts'
import { mostReportsOfLog } from '../../../shared/model/report.ts'
import type { Client } from '../../../shared/protocol/client.ts'
import type { CorpusId, ImportId } from '../../../shared/model/ids.ts'
import { UsageError, type Command } from '../command.ts'
import { withEngine } from '../local-engine.ts'
import { complain, complainOf, complainOfMissing, printJson } from '../output.ts'
import { progressLine } from '../progress-line.ts'
import { onStopSignal } from '../stop-signals.ts'

/** Skipped files named on stderr; the rest are counted, and listed in the window. */
const named = 20

const listSkipped = async (client: Client, corpus: CorpusId, id: ImportId): Promise<void> => {
  const skipped = await client.call('imports.skipped', { corpus, import: id, page: { offset: 0, limit: named } })
  if (!skipped.ok) return complainOf(skipped.failure)
  for (const file of skipped.value.rows) complain(`skipped ${file.file}: ${file.text}`)
  const more = skipped.value.total - skipped.value.rows.length
  if (more > 0) complain(`and ${more} more skipped files`)
}

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
      const started = await client.call('imports.start', { corpus, sources })
      if (!started.ok) {
        complainOf(started.failure)
        return 1
      }
      const id = started.value.import
      const cancel = (): void => void client.call('imports.cancel', { corpus, import: id })
      stopped.signal.addEventListener('abort', cancel)
      if (stopped.signal.aborted) cancel()
      const line = progressLine(process.stderr)
      const onProgress = (progress: ImportProgress): void => line.show(progress)
      const done = await client.call('imports.follow', { corpus, import: id }, { onProgress })
      line.end()
      if (!done.ok) {
        complainOf(done.failure)
        return 1
      }
      if (done.value.skipped > 0) await listSkipped(client, corpus, id)
      const { omitted } = done.value
      if (omitted !== undefined)
        complain(
          `${omitted} crashes were left out: of one log the first ${mostReportsOfLog} are kept; cut it to import them.`
        )
      await printJson(done.value)
      return done.value.cancelled ? 1 : 0
    })
  }
}
