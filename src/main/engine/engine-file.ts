import { entryFile } from '../threads/entry-file.ts'

/** File that both hosts start the engine's thread or process from. */
export const engineFile = (): string => entryFile('engine', new URL('./entry.ts', import.meta.url))
