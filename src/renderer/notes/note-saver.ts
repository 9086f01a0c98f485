import type { Failure } from '../../shared/model/failure.ts'
import { noteIdSchema, type ActId, type NoteId } from '../../shared/model/ids.ts'
import type { NoteTextAt } from '../../shared/model/note.ts'
import { failed, type Result } from '../../shared/model/result.ts'

/** What the corpus has: no note yet where `note` is null; more than one text is a conflict of two people. */
export type SavedNote = { readonly note: NoteId | null; readonly texts: readonly NoteTextAt[] }

/** One of the texts to choose from; `at` is null for what is typed here. */
export type Version = { readonly text: string; readonly at: NoteTextAt | null }

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
    /** Other texts stand than what was typed over, or several do; the person chooses. */
    | { readonly kind: 'conflict'; readonly other: SavedNote; readonly typed: boolean }
}

/**
 * What was typed and not acknowledged, with the acts it was typed over, and the texts of saves that are under way or
 * whose answers never came, the oldest first: any of them may be what the corpus has. Kept outside the window's memory.
 */
export type Draft = { readonly text: string; readonly over: readonly ActId[]; readonly sent: readonly string[] }
export type DraftStore = {
  readonly read: () => Draft | null
  readonly write: (draft: Draft | null, note: NoteId | null) => void
}

export type NoteSaverParts = {
  readonly note: SavedNote
  readonly save: (note: NoteId | null, text: string, over: readonly ActId[]) => Promise<Result<SavedNote, Failure>>
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
  /** The corpus's note changed: in another window, or by undo. */
  readonly corpusHas: (note: SavedNote) => void
  /** Ends a conflict with a text, which takes the place of all that stand. */
  readonly keep: (text: string) => void
}

/** Milliseconds after the last key. */
const pause = 500
/** Milliseconds that a text is unsaved at most, however long somebody types without a pause. */
const longest = 2000

/** Each loss of the engine leaves one more text without an answer. */
const mostUnanswered = 20

/** The text of a note that is not in conflict, of which one is the newest. */
export const textOf = ({ texts }: SavedNote): string => texts[0]?.text ?? ''
const actsOf = ({ texts }: SavedNote): readonly ActId[] => texts.map(({ act }) => act)
const sameActs = (a: readonly ActId[], b: readonly ActId[]): boolean =>
  a.length === b.length && a.every((act) => b.includes(act))

/** The texts of a conflict, what is typed here first; texts that are the same stand once. */
export const versionsOf = (state: NoteState): readonly Version[] => {
  if (state.phase.kind !== 'conflict') return []
  const { other, typed } = state.phase
  const mine: readonly Version[] = typed ? [{ text: state.text, at: null }] : []
  const all = [...mine, ...other.texts.map((at): Version => ({ text: at.text, at }))]
  return all.filter((one, index) => all.findIndex(({ text }) => text === one.text) === index)
}

export const allTexts = (versions: readonly Version[]): string =>
  versions.map(({ text }, at) => (at < versions.length - 1 ? text.trimEnd() : text)).join('\n\n---\n\n')

export const createNoteSaver = ({ note, save, drafts, onState, hold }: NoteSaverParts): NoteSaver => {
  let state: NoteState = { text: textOf(note), saved: note, phase: { kind: 'saved' } }
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
  const draft = drafts.read()
  /** Texts that the corpus may have, for all this window knows: their save is under way, or its answer was lost. */
  let unanswered: readonly string[] = draft?.sent ?? []
  const keepDraft = (): void => {
    const { text, saved } = state
    const none = saved.texts.length <= 1 && text === textOf(saved)
    drafts.write(none ? null : { text, over: actsOf(saved), sent: unanswered }, saved.note)
  }

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
    const { saved } = state
    set({ phase: { kind: 'saving' } })
    const before = unanswered
    unanswered = [...before.filter((text) => text !== sent), sent].slice(-mostUnanswered)
    keepDraftSafely()
    const answer = await settled(() => save(saved.note, sent, actsOf(saved)))
    if (answer.ok) {
      unanswered = []
      const more = state.text !== sent
      set({ saved: answer.value, phase: { kind: more ? 'waiting' : 'saved' } })
      if (more) wait()
      return keepDraft()
    }
    if (answer.failure.kind !== 'note-conflict') {
      // An engine that stopped may have written it before.
      if (answer.failure.kind !== 'engine-stopped') unanswered = before
      set({ phase: { kind: 'failed', failure: answer.failure } })
      return keepDraft()
    }
    const { failure } = answer
    return meet({ note: noteIdSchema.safeParse(failure.note).data ?? saved.note, texts: failure.texts })
  }
  /** A draft that cannot be kept keeps no text from being saved. */
  const keepDraftSafely = (): void => {
    try {
      keepDraft()
    } catch {
      // The save that follows holds the text.
    }
  }

  /** The corpus has something else than what was typed over. */
  const meet = (other: SavedNote): void => {
    const [only, second] = other.texts
    const text = only?.text ?? ''
    const known = text === state.text || unanswered.includes(text) || text === textOf(state.saved)
    const settledThere = second === undefined && known
    unanswered = []
    // What an earlier save of this window, or of the one before it, wrote is no other text.
    if (settledThere || other.texts.length === 0) {
      const same = text === state.text
      set({ saved: other, phase: { kind: same ? 'saved' : 'waiting' } })
      if (!same) wait()
      keepDraft()
    } else set({ phase: { kind: 'conflict', other, typed: true } })
  }

  if (draft && (note.texts.length > 1 || draft.text !== textOf(note))) {
    state = { ...state, text: draft.text }
    const goesOn = sameActs(draft.over, actsOf(note)) || (note.texts.length === 1 && draft.sent.includes(textOf(note)))
    if (goesOn && note.texts.length <= 1) {
      set({ phase: { kind: 'waiting' } })
      wait()
    } else set({ phase: { kind: 'conflict', other: note, typed: true } })
  } else {
    if (draft) drafts.write(null, note.note)
    if (note.texts.length > 1) state = { ...state, phase: { kind: 'conflict', other: note, typed: false } }
  }

  return {
    state: () => state,
    type: (text) => {
      const busy = state.phase.kind === 'conflict' || state.phase.kind === 'saving'
      const same = state.saved.texts.length <= 1 && text === textOf(state.saved)
      set({ text, phase: busy ? state.phase : { kind: same ? 'saved' : 'waiting' } })
      if (state.phase.kind === 'waiting') wait()
      else clearTimeout(timer)
      keepDraft()
    },
    flush: () => void send(),
    corpusHas: (other) => {
      const { phase } = state
      if (phase.kind === 'saving') return
      const known = phase.kind === 'conflict' ? phase.other : state.saved
      if (known.note === other.note && sameActs(actsOf(known), actsOf(other))) return
      if (phase.kind === 'conflict' && phase.typed) set({ phase: { ...phase, other } })
      else if (phase.kind === 'waiting' || phase.kind === 'failed') meet(other)
      else if (other.texts.length > 1) {
        set({ text: textOf(other), saved: other, phase: { kind: 'conflict', other, typed: false } })
      } else set({ text: textOf(other), saved: other, phase: { kind: 'saved' } })
    },
    keep: (text) => {
      if (state.phase.kind !== 'conflict') return
      const { other } = state.phase
      const same = other.texts.length <= 1 && text === textOf(other)
      set({ text, saved: other, phase: { kind: same ? 'saved' : 'waiting' } })
      void send()
      keepDraft()
    }
  }
}
