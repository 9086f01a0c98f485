import { create } from 'zustand'
import type { CorpusId, ImportId } from '../../shared/model/ids.ts'
import type { ImportProgress, ImportSummary } from '../../shared/model/import.ts'

/** What is being brought into a corpus, as far as this window knows. */
export type RunningImport =
  | {
      readonly kind: 'sending'
      readonly files: number
      readonly filesDone: number
      readonly bytes: number
      readonly bytesDone: number
      /** Milliseconds since 1970. */
      readonly started: number
      readonly cancel: () => void
    }
  | { readonly kind: 'importing'; readonly id: ImportId; readonly progress: ImportProgress | null }

/** An import that ended, and how many files it had found by then; null where that is not known. */
export type EndedImport = { readonly summary: ImportSummary; readonly found: number | null }

type ImportState = {
  readonly running: Readonly<Record<CorpusId, RunningImport>>
  /** The last import of each corpus that this window saw end. */
  readonly last: Readonly<Record<CorpusId, EndedImport>>
}

export const useImportState = create<ImportState>(() => ({ running: {}, last: {} }))

export const setRunning = (corpus: CorpusId, running: RunningImport | null): void =>
  useImportState.setState((state) => {
    const { [corpus]: _, ...others } = state.running
    return { running: running ? { ...others, [corpus]: running } : others }
  })

export const setLast = (corpus: CorpusId, ended: EndedImport): void =>
  useImportState.setState(({ last }) => ({ last: { ...last, [corpus]: ended } }))

export const runningImport = (corpus: CorpusId): RunningImport | null =>
  useImportState.getState().running[corpus] ?? null
