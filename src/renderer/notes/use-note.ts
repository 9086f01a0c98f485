import { useEffect, useEffectEvent, useState } from 'react'
import type { Note } from '../../shared/model/bucket.ts'
import type { CorpusId } from '../../shared/model/ids.ts'
import { useEngine } from '../engine/engine.tsx'
import { holdBusy } from '../engine/idle.ts'
import { draftStore } from './draft-store.ts'
import { createNoteSaver, type NoteSaver, type NoteState } from './note-saver.ts'

/** A note being written, for as long as its view is shown; leaving the view or hiding the window saves it at once. */
export const useNote = (
  corpus: CorpusId,
  note: Note
): { readonly state: NoteState; readonly saver: NoteSaver | null } => {
  const client = useEngine()
  const { bucket } = note
  const [state, setState] = useState<NoteState>({ text: note.text, saved: note, phase: { kind: 'saved' } })
  const [saver, setSaver] = useState<NoteSaver | null>(null)
  const firstNote = useEffectEvent(() => note)

  useEffect(() => {
    const created = createNoteSaver({
      note: firstNote(),
      save: (text, revision) => client.call('notes.set', { corpus, bucket, text, revision }),
      drafts: draftStore(corpus, bucket),
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
  }, [client, corpus, bucket])

  useEffect(() => saver?.corpusHas(note), [saver, note])
  return { state, saver }
}
