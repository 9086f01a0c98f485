import type { CorpusId } from '../../shared/model/ids.ts'
import { useImportState, type RunningImport } from './import-state.ts'

/** What is being brought into a corpus now; null when nothing is. */
export const useRunningImport = (corpus: CorpusId): RunningImport | null =>
  useImportState(({ running }) => running[corpus] ?? null)
