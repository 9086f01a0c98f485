import { useMemo } from 'react'
import { z } from 'zod'
import { create } from 'zustand'
import { annotationMarkSchema } from '../../shared/model/annotation.ts'
import { actIdSchema, annotationIdSchema, type CorpusId, type ReportId } from '../../shared/model/ids.ts'
import { kept, keptStorage } from '../app/kept.ts'

const draftSchema = z.object({
  /** The annotation's id, or another word for one that is not saved yet. */
  key: z.string(),
  annotation: annotationIdSchema.nullable(),
  /** Lines of the raw log. */
  startLine: z.number().int().positive(),
  endLine: z.number().int().positive(),
  mark: annotationMarkSchema,
  text: z.string(),
  /** What it was typed over. */
  over: z.array(actIdSchema),
  /** Whether it is being written; else it is put aside. */
  open: z.boolean()
})
/** An annotation that is typed and not saved. */
export type Draft = Readonly<z.infer<typeof draftSchema>>

export type Drafts = {
  readonly drafts: readonly Draft[]
  /** Puts a draft in the place of the one with its key, or adds it. */
  readonly put: (draft: Draft) => void
  readonly drop: (key: string) => void
}

export const withDraft = (drafts: readonly Draft[], draft: Draft): readonly Draft[] =>
  drafts.some(({ key }) => key === draft.key)
    ? drafts.map((other) => (other.key === draft.key ? draft : other))
    : [...drafts, draft]

const stored = (key: string): readonly Draft[] => {
  try {
    return z.array(draftSchema).parse(JSON.parse(kept(key) ?? '[]'))
  } catch {
    return []
  }
}

const store = (key: string, drafts: readonly Draft[]): void => {
  if (drafts.length === 0) return keptStorage.removeItem(key)
  return keptStorage.setItem(key, JSON.stringify(drafts))
}

/** What this window has of each report; the browser's storage has the same, for a window that is killed. */
const useStored = create<Readonly<Record<string, readonly Draft[]>>>(() => ({}))

export const useDrafts = (corpus: CorpusId, report: ReportId): Drafts => {
  const key = `oopsdesk.annotation-drafts.${corpus}.${report}`
  const inMemory = useStored((all) => all[key])
  const drafts = useMemo(() => inMemory ?? stored(key), [inMemory, key])
  const set = (change: (before: readonly Draft[]) => readonly Draft[]): void => {
    const after = change(useStored.getState()[key] ?? stored(key))
    store(key, after)
    useStored.setState({ [key]: after })
  }
  return {
    drafts,
    put: (draft) => set((before) => withDraft(before, draft)),
    drop: (dropped) => set((before) => before.filter((draft) => draft.key !== dropped))
  }
}
