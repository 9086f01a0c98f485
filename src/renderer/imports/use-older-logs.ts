import type { CorpusId } from '../../shared/model/ids.ts'
import { useRead } from '../engine/engine.tsx'

/** How many logs of a corpus an older version read; 0 without a corpus. */
export const useOlderLogs = (corpus: CorpusId | null): number => {
  const newest = useRead('engine.describe', {}).data?.parser ?? 0
  const facts = useRead('corpus.describe', corpus === null ? null : { corpus }).data
  return (facts?.parsers ?? []).reduce((sum, { version, logs }) => sum + (version < newest ? logs : 0), 0)
}
