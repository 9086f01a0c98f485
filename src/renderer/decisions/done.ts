import { create } from 'zustand'
import type { BucketId, CorpusId, GestureId } from '../../shared/model/ids.ts'

/** Something done in this window that can be undone. */
export type Act = {
  readonly corpus: CorpusId
  readonly undo:
    /** What one command did; several where it took several requests, the oldest first. They are undone together. */
    { readonly kind: 'gestures'; readonly gestures: readonly GestureId[] } | { readonly kind: 'regrouping' }
  /** What was done, in one sentence. */
  readonly text: string
}

/** An act with when it was done, in milliseconds since 1970. */
export type KeptAct = Act & { readonly made: number }

/**
 * What the window says of the last act: its text, the bucket it made, and the act itself while it stands. `again` where
 * it was an undo.
 */
export type Done = {
  readonly text: string
  readonly bucket: BucketId | null
  readonly act: KeptAct | null
  readonly again: boolean
}

type DoneState = {
  /** Acts that stand, the oldest first. */
  readonly acts: readonly KeptAct[]
  readonly done: Done | null
}

export const useDone = create<DoneState>(() => ({ acts: [], done: null }))

/** Older ones are undone one request at a time. */
const mostActs = 100

export const addAct = (act: Act, bucket: BucketId | null): void => {
  const kept: KeptAct = { ...act, made: Date.now() }
  useDone.setState(({ acts }) => ({
    acts: [...acts, kept].slice(-mostActs),
    done: { text: act.text, bucket, act: kept, again: false }
  }))
}

/** Says what was done where nothing of it can be undone; `again` where it can be done again. */
export const sayDone = (text: string, again = false): void =>
  useDone.setState({ done: { text, bucket: null, act: null, again } })

const isRegrouping = (act: Act, corpus: CorpusId): boolean => act.undo.kind === 'regrouping' && act.corpus === corpus

export const forgetRegrouping = (corpus: CorpusId): void =>
  useDone.setState(({ acts, done }) => ({
    acts: acts.filter((act) => !isRegrouping(act, corpus)),
    done: done?.act && isRegrouping(done.act, corpus) ? null : done
  }))

export const dismissDone = (): void => useDone.setState({ done: null })

/** The regrouping that was applied in this window, and still stands. */
export const lastRegrouping = (acts: readonly KeptAct[], corpus: CorpusId): KeptAct | null =>
  acts.findLast((act) => isRegrouping(act, corpus)) ?? null

/** The gestures that one command made together with this one; the one alone where it was made elsewhere. */
export const gesturesWith = (acts: readonly KeptAct[], gesture: GestureId): readonly GestureId[] => {
  for (const { undo } of acts) if (undo.kind === 'gestures' && undo.gestures.includes(gesture)) return undo.gestures
  return [gesture]
}
