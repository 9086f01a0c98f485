import { z } from 'zod'
import { actIdSchema, type CorpusId, type NoteId } from '../../shared/model/ids.ts'
import type { Noted } from '../../shared/model/note.ts'
import type { Draft, DraftStore } from './note-saver.ts'

const draftSchema = z.object({
  text: z.string(),
  over: z.array(actIdSchema).readonly(),
  // Windows of before kept one text, or null.
  sent: z.union([z.array(z.string()), z.string().transform((text) => [text]), z.null().transform(() => [])]).default([])
})

const parsed = (stored: string | null): Draft | null => {
  try {
    return draftSchema.safeParse(JSON.parse(stored ?? 'null')).data ?? null
  } catch {
    return null
  }
}

const readAt = (key: string | null): Draft | null => {
  try {
    return key === null ? null : parsed(localStorage.getItem(key))
  } catch {
    return null
  }
}

/** Where there is no room for all texts that were sent, the newest is the one that the corpus most likely has. */
const keep = (key: string, draft: Draft): void => {
  try {
    localStorage.setItem(key, JSON.stringify(draft))
  } catch (full) {
    if (draft.sent.length <= 1) throw full
    localStorage.setItem(key, JSON.stringify({ ...draft, sent: draft.sent.slice(-1) }))
  }
}

/**
 * Drafts in localStorage: they outlive a window that is killed and an engine that stops. A store that is full or
 * closed keeps none, and typing and saving go on without it.
 *
 * A note that is begun has no id yet, so its draft is kept under the bucket or report (`of`), and under the note once
 * it has one; `of` is null for a note that came from a bucket that was merged.
 */
export const draftStore = (corpus: CorpusId, of: Noted | null, note: NoteId | null): DraftStore => {
  const named = (id: string): string => `oopsdesk.draft.${corpus}.${id}`
  const begun = of && named(of.kind === 'bucket' ? of.bucket : of.report)
  const keyOf = (id: NoteId | null): string | null => (id === null ? begun : named(id))
  return {
    read: () => readAt(keyOf(note)) ?? readAt(begun),
    write: (draft, id) => {
      const key = keyOf(id)
      try {
        if (draft && key !== null) keep(key, draft)
        // The draft of before it had an id is the same note's.
        for (const old of [begun, draft ? null : key])
          if (old !== null && (!draft || old !== key)) localStorage.removeItem(old)
      } catch {
        // The draft before it stays; the text is in the window still, and goes to the corpus in half a second.
      }
    }
  }
}
