import { create } from 'zustand'
import { keep, kept } from '../app/kept.ts'

/** What is shown of a note that is being written. */
export const noteViews = ['both', 'text', 'preview'] as const
export type NoteView = (typeof noteViews)[number]

const key = 'oopsdesk.note-view'

/** As the person chose it last, in this session or one before. */
export const useNoteView = create<{ readonly view: NoteView }>(() => ({
  view: noteViews.find((one) => one === kept(key)) ?? 'both'
}))

export const showNoteView = (view: NoteView): void => {
  keep(key, view)
  useNoteView.setState({ view })
}

export const nextNoteView = (view: NoteView): NoteView =>
  noteViews[(noteViews.indexOf(view) + 1) % noteViews.length] ?? 'both'
