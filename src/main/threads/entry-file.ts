import { fileURLToPath } from 'node:url'

/** The corpus does not name its source itself yet. */
const corpusThread = '../corpus/embedded/thread.ts'

/**
 * File to start a thread or process from: its source when this module runs from source (Node strips its types), else
 * the built file `name`, which lies beside the one this is bundled into or one folder above (`out/main/parts`).
 */
export const entryFile = (
  ...[name, source]: readonly ['corpus-thread'] | readonly [name: string, source: URL]
): string => {
  if (import.meta.url.endsWith('.ts')) return fileURLToPath(source ?? new URL(corpusThread, import.meta.url))
  const inParts = import.meta.url.includes('/parts/')
  return fileURLToPath(new URL(inParts ? `../${name}.js` : `./${name}.js`, import.meta.url))
}
