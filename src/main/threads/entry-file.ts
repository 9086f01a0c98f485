import { fileURLToPath } from 'node:url'

/**
 * File to start a thread or process from: its source when this module runs from source (Node strips its types), else
 * the built file `name`, which lies beside the one this is bundled into or one folder above (`out/main/parts`).
 */
export const entryFile = (name: string, source: URL): string => {
  if (import.meta.url.endsWith('.ts')) return fileURLToPath(source)
  const inParts = import.meta.url.includes('/parts/')
  return fileURLToPath(new URL(inParts ? `../${name}.js` : `./${name}.js`, import.meta.url))
}
