import type { NoteId } from '../../shared/model/ids.ts'
import type { Note } from '../../shared/model/note.ts'

/**
 * The note that is shown first and written in. There is one as a rule, but a bundle may bring another, begun earlier, that
 * then comes first: the one that was written in stays (`held`), or what is typed would seem to be another text of that.
 */
export const ownNote = (notes: readonly Note[], held: NoteId | null): Note | null => {
  const own = notes.filter(({ from }) => from === null)
  return own.find(({ note }) => note === held) ?? own[0] ?? null
}
