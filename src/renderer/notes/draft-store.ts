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

/** Drafts in localStorage: they outlive a window that is killed and an engine that stops. */
export const draftStore = (corpus: CorpusId, bucket: BucketId): DraftStore => {
  const key = `oopsdesk.draft.${corpus}.${bucket}`
  return {
    read: () => draftSchema.safeParse(parsed(localStorage.getItem(key) ?? 'null')).data ?? null,
    write: (draft) => {
      if (draft) localStorage.setItem(key, JSON.stringify(draft))
      else localStorage.removeItem(key)
    }
  }
}
