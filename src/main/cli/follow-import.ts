import type { CorpusId, ImportId } from '../../shared/model/ids.ts'
import type { ImportProgress } from '../../shared/model/import.ts'
import { mostReportsOfLog } from '../../shared/model/report.ts'
import type { Result } from '../../shared/model/result.ts'
import type { Client, MethodFailure } from '../../shared/protocol/client.ts'
import type { ExitCode } from './command.ts'
import { complain, complainOf, printJson } from './output.ts'
import { progressLine } from './progress-line.ts'

/** Skipped files named on stderr; the rest are counted, and listed in the window. */
const named = 20

const listSkipped = async (client: Client, corpus: CorpusId, id: ImportId): Promise<void> => {
  const skipped = await client.call('imports.skipped', { corpus, import: id, page: { offset: 0, limit: named } })
  if (!skipped.ok) return complainOf(skipped.failure)
  for (const file of skipped.value.rows) complain(`skipped ${file.file}: ${file.text}`)
  const more = skipped.value.total - skipped.value.rows.length
  if (more > 0) complain(`and ${more} more skipped files`)
}

type Started = Result<{ readonly import: ImportId }, MethodFailure<'imports.start' | 'imports.parseAgain'>>

/** Shows an import on stderr to its end and prints its summary; answers the exit code. Aborting `stop` cancels it. */
export const followImport = async (
  client: Client,
  corpus: CorpusId,
  started: Started,
  stop: AbortSignal
): Promise<ExitCode> => {
  if (!started.ok) {
    complainOf(started.failure)
    return 1
  }
  const id = started.value.import
  const cancel = (): void => void client.call('imports.cancel', { corpus, import: id })
  stop.addEventListener('abort', cancel)
  if (stop.aborted) cancel()
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
}
