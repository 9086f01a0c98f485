import { randomUUID } from 'node:crypto'
import { importIdSchema } from '../../shared/model/ids.ts'
import { success, type Result } from '../../shared/model/result.ts'
import type { Corpus, WriteFailure } from '../corpus/corpus.ts'
import { runImport } from '../import/run-import.ts'
import type { EngineParts } from './parts.ts'

/** Fills the sample corpus with the logs that Oopsdesk ships, the first time it is opened. */
export const importSample = async (corpus: Corpus, parts: EngineParts): Promise<Result<null, WriteFailure>> => {
  const { writer, reader } = corpus
  if (!writer || (await reader.describe()).logs > 0) return success(null)
  const done = await runImport({
    id: importIdSchema.parse(randomUUID()),
    corpus,
    writer,
    roots: [{ path: parts.options.sampleFolder, label: 'samples' }],
    signal: new AbortController().signal,
    onProgress: () => undefined
  })
  return done.ok ? success(null) : done
}
