import { fileURLToPath } from 'node:url'

/** The processes and threads that the engine is made of, by the name of their built file. */
const entries = {
  engine: '../engine/entry.ts',
  'corpus-thread': '../corpus/embedded/thread.ts',
  'parse-thread': '../import/parse-thread.ts'
} as const

/**
 * File to start a thread from: the source when this module runs from source (Node strips its types), else the built
 * file, which lies beside the one this is bundled into or one folder above (`out/main/parts`).
 */
export const entryFile = (name: keyof typeof entries): string => {
  if (import.meta.url.endsWith('.ts')) return fileURLToPath(new URL(entries[name], import.meta.url))
  const inParts = import.meta.url.includes('/parts/')
  return fileURLToPath(new URL(inParts ? `../${name}.js` : `./${name}.js`, import.meta.url))
}
