import { entryFile } from '../../threads/entry-file.ts'

/** What the writer and the readers of a corpus are started from. */
export const threadFile = (): string => entryFile('corpus-thread', new URL('./thread.ts', import.meta.url))
