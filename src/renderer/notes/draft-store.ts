import { z } from 'zod'
import type { BucketId, CorpusId } from '../../shared/model/ids.ts'
import type { DraftStore } from './note-saver.ts'

const draftSchema = z.object({ text: z.string(), revision: z.number().int().nonnegative() })

const parsed = (stored: string): unknown => {
  try {
    return JSON.parse(stored)
  } catch {
    return null
  }
}

/**
 * Drafts in localStorage: they outlive a window that is killed and an engine that stops. A store that is full or
 * closed keeps none, and typing and saving go on without it.
 */
export const draftStore = (corpus: CorpusId, bucket: BucketId): DraftStore => {
  const key = `oopsdesk.draft.${corpus}.${bucket}`
  return {
    read: () => {
      try {
        return draftSchema.safeParse(parsed(localStorage.getItem(key) ?? 'null')).data ?? null
      } catch {
        return null
      }
    },
    write: (draft) => {
      try {
        if (draft) localStorage.setItem(key, JSON.stringify(draft))
        else localStorage.removeItem(key)
      } catch {
        // The draft before it stays; the text is in the window still, and goes to the corpus in half a second.
      }
    }
  }
}
