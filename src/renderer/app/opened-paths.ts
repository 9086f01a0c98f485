import type { CorpusId } from '../../shared/model/ids.ts'

/** What to do with paths that were handed to the program together. */
export type OpenedPaths = {
  /** The corpus to show; null where the logs go into the one on show. */
  readonly corpus: string | null
  readonly logs: readonly string[]
  /** Corpora that a window that shows one cannot open too. */
  readonly otherCorpora: readonly string[]
}

const isCorpus = (path: string): boolean => path.toLowerCase().endsWith('.oopsdesk')

/** Tells corpora and logs apart, in the order they came; a path that came twice counts once. */
export const sortOpened = (paths: readonly string[]): OpenedPaths => {
  const all = [...new Set(paths)]
  const [corpus = null, ...otherCorpora] = all.filter(isCorpus)
  return { corpus, logs: all.filter((path) => !isCorpus(path)), otherCorpora }
}

export type OpenActs = {
  /** Opens a corpus and shows it; answers null when it could not, and has said so. */
  readonly open: (file: string) => Promise<CorpusId | null>
  /** Null stands for the corpus on show, or else the person's own. */
  readonly importInto: (corpus: CorpusId | null, paths: readonly string[]) => Promise<void>
  readonly say: (message: string, remedy: string) => void
}

/** Opens the first corpus and imports the logs into it; says of everything else that it was left. */
export const openPaths = async (paths: readonly string[], { open, importInto, say }: OpenActs): Promise<void> => {
  const { corpus, logs, otherCorpora } = sortOpened(paths)
  if (otherCorpora.length > 0) {
    say(
      `A window shows one corpus; ${otherCorpora.join(', ')} ${otherCorpora.length === 1 ? 'was' : 'were'} not opened.`,
      'Open one more from the start page.'
    )
  }
  const opened = corpus === null ? null : await open(corpus)
  if (logs.length === 0) return
  if (corpus === null || opened !== null) return importInto(opened, logs)
  return say(`Nothing was imported, for ${corpus} could not be opened.`, 'Open another corpus, then import the logs.')
}
