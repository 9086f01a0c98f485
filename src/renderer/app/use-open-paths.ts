import { useImportHere } from './import-here.ts'
import { useOpenCorpus } from './open-corpus.ts'
import { openPaths } from './opened-paths.ts'
import { addNotice } from './window-state.ts'

/** Takes paths that were handed to the program or dropped on its window: a corpus is opened, logs are imported. */
export const useOpenPaths = (): ((paths: readonly string[]) => Promise<void>) => {
  const open = useOpenCorpus()
  const importHere = useImportHere()
  return (paths) =>
    openPaths(paths, {
      open: (file) => open({ kind: 'file', file, create: false }),
      importInto: (into, logs) => importHere({ kind: 'paths', paths: logs }, into),
      say: addNotice
    })
}
