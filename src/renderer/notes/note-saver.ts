import type { Failure } from '../../shared/model/failure.ts'
import { failed, type Result } from '../../shared/model/result.ts'

/** The text the corpus has. */
export type SavedNote = { readonly text: string; readonly revision: number; readonly saved: number | null }

export type NoteState = {
  /** What is typed. */
  readonly text: string
  readonly saved: SavedNote
  readonly phase:
    | { readonly kind: 'saved' }
    /** Typed, and to be saved once typing pauses. */
    | { readonly kind: 'waiting' }
    | { readonly kind: 'saving' }
    /** Kept in this window; tried again with the next key, or when asked. */
    | { readonly kind: 'failed'; readonly failure: Failure }
    /** The corpus has another text by now; the person chooses. */
    | { readonly kind: 'conflict'; readonly other: SavedNote }
}

/** What was typed and not acknowledged, with the revision it was typed over; kept outside the window's memory. */
export type Draft = { readonly text: string; readonly revision: number }
export type DraftStore = { readonly read: () => Draft | null; readonly write: (draft: Draft | null) => void }

export type NoteSaverParts = {
  readonly note: SavedNote
  readonly save: (text: string, revision: number) => Promise<Result<SavedNote, Failure>>
  readonly drafts: DraftStore
  readonly onState: (state: NoteState) => void
  /** Called when something is to be saved, and what it answers when it is. */
  readonly hold: () => () => void
}

/** A save that is thrown out of is one that failed: typing goes on, and so does saving. */
const settled = async (saving: () => Promise<Result<SavedNote, Failure>>): Promise<Result<SavedNote, Failure>> => {
  try {
    return await saving()
  } catch (thrown) {
    return failed({ kind: 'engine-bug', message: thrown instanceof Error ? thrown.message : String(thrown) })
  }
}

export type NoteSaver = {
  readonly state: () => NoteState
  readonly type: (text: string) => void
  /** Saves now what waits: on leaving the view, on hiding the window, or to try again. */
  readonly flush: () => void
  /** The corpus's note changed, in another window perhaps. */
  readonly corpusHas: (note: SavedNote) => void
  /** Ends a conflict. */
  readonly keep: (choice: 'mine' | 'other' | 'both') => void
}

/** Milliseconds after the last key. */
const pause = 500
/** Milliseconds that a text is unsaved at most, however long somebody types without a pause. */
const longest = 2000

export const bothTexts = (mine: string, other: string): string => `${mine.trimEnd()}\n\n---\n\n${other}`

export const createNoteSaver = ({ note, save, drafts, onState, hold }: NoteSaverParts): NoteSaver => {
  let state: NoteState = { text: note.text, saved: note, phase: { kind: 'saved' } }
  let timer: ReturnType<typeof setTimeout> | undefined
  /** When the first key was typed that no save has taken; null when there is none. */
  let unsavedSince: number | null = null
  let release: (() => void) | null = null

  const set = (change: Partial<NoteState>): void => {
    state = { ...state, ...change }
    const open = state.phase.kind === 'waiting' || state.phase.kind === 'saving'
    if (open) release ??= hold()
    else {
      release?.()
      release = null
    }
    onState(state)
  }
  const keepDraft = (): void =>
    drafts.write(state.text === state.saved.text ? null : { text: state.text, revision: state.saved.revision })

  const wait = (): void => {
    clearTimeout(timer)
    unsavedSince ??= Date.now()
    const left = unsavedSince + longest - Date.now()
    timer = setTimeout(() => void send(), Math.max(0, Math.min(pause, left)))
  }

  const send = async (): Promise<void> => {
    clearTimeout(timer)
    if (state.phase.kind !== 'waiting' && state.phase.kind !== 'failed') return
    const sent = state.text
    unsavedSince = null
    set({ phase: { kind: 'saving' } })
    const { revision: over } = state.saved
    const answer = await settled(() => save(sent, over))
    if (answer.ok) {
      const more = state.text !== sent
      set({ saved: answer.value, phase: { kind: more ? 'waiting' : 'saved' } })
      if (more) wait()
      return keepDraft()
    }
    if (answer.failure.kind !== 'note-conflict') return set({ phase: { kind: 'failed', failure: answer.failure } })
    const { text, revision } = answer.failure
    meet({ text, revision, saved: null })
  }

  /** The corpus has something else than what was typed over. */
  const meet = (other: SavedNote): void => {
    if (other.text === state.text || other.text === state.saved.text) {
      const same = other.text === state.text
      set({ saved: other, phase: { kind: same ? 'saved' : 'waiting' } })
      if (!same) wait()
      keepDraft()
    } else set({ phase: { kind: 'conflict', other } })
  }

  const draft = drafts.read()
  if (draft && draft.text !== note.text) {
    state = { ...state, text: draft.text }
    if (draft.revision === note.revision) {
      set({ phase: { kind: 'waiting' } })
      wait()
    } else set({ phase: { kind: 'conflict', other: note } })
  } else if (draft) drafts.write(null)

  return {
    state: () => state,
    type: (text) => {
      const busy = state.phase.kind === 'conflict' || state.phase.kind === 'saving'
      set({ text, phase: busy ? state.phase : { kind: text === state.saved.text ? 'saved' : 'waiting' } })
      if (state.phase.kind === 'waiting') wait()
      else clearTimeout(timer)
      keepDraft()
    },
    flush: () => void send(),
    corpusHas: (other) => {
      if (other.revision <= state.saved.revision || state.phase.kind === 'saving') return
      if (state.phase.kind === 'conflict') return set({ phase: { kind: 'conflict', other } })
      if (state.phase.kind === 'saved') return set({ text: other.text, saved: other })
      return meet(other)
    },
    keep: (choice) => {
      if (state.phase.kind !== 'conflict') return
      const { other } = state.phase
      const text = choice === 'mine' ? state.text : choice === 'other' ? other.text : bothTexts(state.text, other.text)
      const same = text === other.text
      set({ text, saved: other, phase: { kind: same ? 'saved' : 'waiting' } })
      void send()
      keepDraft()
    }
  }
}
