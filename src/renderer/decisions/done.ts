import { create } from 'zustand'
import type { BucketId, CorpusId } from '../../shared/model/ids.ts'

/** Something done in this window that can be undone. */
export type Act = {
  readonly corpus: CorpusId
  readonly undo:
    | { readonly kind: 'decisions'; readonly decisions: readonly string[] }
    | { readonly kind: 'regrouping' }
    /** The text that a bucket's note had before, and the revision that has what was added. */
    | { readonly kind: 'note'; readonly bucket: BucketId; readonly text: string; readonly revision: number }
  /** What was done, in one sentence. */
  readonly text: string
}

/** What the window says of the last act: its text, the bucket it made, and the act itself while it stands. */
export type Done = { readonly text: string; readonly bucket: BucketId | null; readonly act: Act | null }

type DoneState = {
  /** Acts that stand, the oldest first. */
  readonly acts: readonly Act[]
  readonly done: Done | null
}

export const useDone = create<DoneState>(() => ({ acts: [], done: null }))

/** More are not undone by hand one after the other; each is still on the page of its bucket. */
const mostActs = 100

export const addAct = (act: Act, bucket: BucketId | null): void =>
  useDone.setState(({ acts }) => ({
    acts: [...acts, act].slice(-mostActs),
    done: { text: act.text, bucket, act }
  }))

/** Says what was done where nothing of it can be undone. */
export const sayDone = (text: string): void => useDone.setState({ done: { text, bucket: null, act: null } })

const forget = (gone: (act: Act) => boolean): void =>
  useDone.setState(({ acts, done }) => ({
    acts: acts.filter((act) => !gone(act)),
    done: done?.act && gone(done.act) ? null : done
  }))

/** Forgets acts that were taken back, from wherever that was asked. */
export const forgetDecisions = (decisions: readonly string[]): void =>
  forget(({ undo }) => undo.kind === 'decisions' && undo.decisions.every((decision) => decisions.includes(decision)))

export const forgetRegrouping = (corpus: CorpusId): void =>
  forget((act) => act.undo.kind === 'regrouping' && act.corpus === corpus)

/** Forgets one act, which was taken back or never can be. */
export const forgetAct = (act: Act): void => forget((other) => other === act)

export const dismissDone = (): void => useDone.setState({ done: null })

/** The act that undoing takes back next in a corpus. */
export const lastAct = (acts: readonly Act[], corpus: CorpusId | null): Act | null =>
  acts.findLast((act) => act.corpus === corpus) ?? null
