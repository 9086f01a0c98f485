import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useState } from 'react'
import type { ActId, CorpusId, NoteId } from '../../shared/model/ids.ts'
import type { Note, Noted } from '../../shared/model/note.ts'
import { success } from '../../shared/model/result.ts'
import { readOptions, useEngine } from '../engine/engine.tsx'
import { holdBusy } from '../engine/idle.ts'
import { draftStore } from './draft-store.ts'
import { createNoteSaver, textOf, type NoteSaver, type NoteState, type SavedNote } from './note-saver.ts'

const savedOf = (note: Note | null): SavedNote =>
  note ? { note: note.note, texts: note.texts } : { note: null, texts: [] }

/**
 * A note being written, for as long as its view is shown; leaving the view or hiding the window saves it at once.
 * `note` is null where there is none yet; `begun` for the one that typing begins.
 */
export const useNote = (
  corpus: CorpusId,
  of: Noted,
  note: Note | null,
  begun: boolean
): { readonly state: NoteState; readonly saver: NoteSaver | null } => {
  const client = useEngine()
  const queries = useQueryClient()
  const [state, setState] = useState<NoteState>(() => ({
    text: textOf(savedOf(note)),
    saved: savedOf(note),
    phase: { kind: 'saved' }
  }))
  const [saver, setSaver] = useState<NoteSaver | null>(null)
  const id = of.kind === 'bucket' ? of.bucket : of.report

  const save = useEffectEvent(async (saving: NoteId | null, text: string, over: readonly ActId[]) => {
    const answer = await client.call('notes.save', { corpus, of, note: saving, text, over })
    if (!answer.ok) return answer
    // An answer of before the save must not come after it: it would look like a change of somebody else.
    const { queryKey } = readOptions(client, 'notes.list', { corpus, of })
    await queries.cancelQueries({ queryKey })
    const saved = answer.value
    queries.setQueryData(queryKey, (notes: readonly Note[] | undefined) =>
      notes?.some((one) => one.note === saved.note)
        ? notes.map((one) => (one.note === saved.note ? saved : one))
        : [saved, ...(notes ?? [])]
    )
    return success(savedOf(saved))
  })
  const first = useEffectEvent(() => ({
    note: savedOf(note),
    drafts: draftStore(corpus, begun ? of : null, note?.note ?? null)
  }))

  useEffect(() => {
    const created = createNoteSaver({
      ...first(),
      save: (...saving) => save(...saving),
      onState: setState,
      hold: holdBusy
    })
    // What is typed lives as long as this effect, and begins with what a draft may hold.
    // oxlint-disable-next-line react/set-state-in-effect
    setSaver(created)
    setState(created.state())
    const flush = (): void => created.flush()
    const hidden = (): void => {
      if (document.visibilityState === 'hidden') flush()
    }
    window.addEventListener('pagehide', flush)
    document.addEventListener('visibilitychange', hidden)
    return () => {
      window.removeEventListener('pagehide', flush)
      document.removeEventListener('visibilitychange', hidden)
      flush()
    }
    // Another note is another saver.
    // oxlint-disable-next-line react/exhaustive-effect-dependencies, react/exhaustive-deps
  }, [client, corpus, id])

  useEffect(() => saver?.corpusHas(savedOf(note)), [saver, note])
  return { state, saver }
}
