import type { CorpusId } from '../../shared/model/ids.ts'
import type { RecentCorpus } from '../../shared/model/corpus.ts'

const folderOf = (file: string): string => file.slice(0, Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')))

/**
 * Folders that corpora can be opened in: those the engine was started for, and that of its own corpus. Null where any
 * will do.
 */
export const allowedFolders = (
  engine: { readonly corpus: CorpusId | null; readonly roots: readonly string[] | null },
  recent: readonly RecentCorpus[]
): readonly string[] | null => {
  if (engine.roots === null) return null
  const own = recent.find(({ corpus }) => corpus === engine.corpus)
  return [...new Set([...engine.roots, ...(own ? [folderOf(own.file)] : [])])]
}
