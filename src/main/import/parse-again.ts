import type { ImportSummary } from '../../shared/model/import.ts'
import type { Result } from '../../shared/model/result.ts'
import type { WriteFailure } from '../corpus/corpus.ts'
import { parserVersion } from '../parse/parser-version.ts'
import { runImport, type ImportOptions } from './run-import.ts'

/** What the list of imports calls it. */
const name = 'Logs here that an older version read'

/**
 * Parses each log of the corpus again that an older parser read. Reports that come out the same are left as they are.
 * What was done before a cancel or a kill is done; the next time goes on from there.
 */
export const parseAgain = (
  options: Pick<ImportOptions, 'id' | 'corpus' | 'writer' | 'signal' | 'onProgress' | 'pool'>
): Promise<Result<ImportSummary, WriteFailure>> =>
  runImport({
    ...options,
    roots: [{ path: name, name }],
    entriesAhead: Number.MAX_SAFE_INTEGER,
    entries: async function* () {
      for (const log of await options.corpus.reader.olderLogs(parserVersion)) yield { kind: 'older' as const, ...log }
    }
  })
