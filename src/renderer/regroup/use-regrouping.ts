import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import type { Regrouping } from '../../shared/model/bucket-detail.ts'
import { failureText, type Failure } from '../../shared/model/failure.ts'
import type { CorpusId } from '../../shared/model/ids.ts'
import { addNotice } from '../app/window-state.ts'
import { addAct, forgetRegrouping, sayDone, useDone } from '../decisions/done.ts'
import { useEngine } from '../engine/engine.tsx'
import { whileBusy } from '../engine/idle.ts'
import { invalidateCorpus } from '../engine/watch-corpus.ts'
import { appliedText, changesNothing } from './regroup-words.ts'

type Progress = { readonly done: number; readonly of: number }

/** How far a regrouping is; `progress` is null while that is not known. */
export type RegroupState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'looking' | 'applying'; readonly progress: Progress | null; readonly cancelling: boolean }
  | { readonly kind: 'found'; readonly found: Regrouping }
  | { readonly kind: 'applied'; readonly applied: Regrouping }
  | { readonly kind: 'failed'; readonly failure: Failure }

export type Regroup = {
  readonly state: RegroupState
  readonly look: () => void
  readonly apply: () => void
  readonly cancel: () => void
  readonly undo: () => void
}

/** Looks what would change as soon as it is shown; everything after is the person's word. */
export const useRegrouping = (corpus: CorpusId): Regroup => {
  const client = useEngine()
  const queries = useQueryClient()
  const [state, setState] = useState<RegroupState>({ kind: 'idle' })
  const running = useRef<AbortController | null>(null)

  const start = (kind: 'looking' | 'applying'): AbortController => {
    running.current?.abort()
    const controller = new AbortController()
    running.current = controller
    setState({ kind, progress: null, cancelling: false })
    return controller
  }
  const progressOf =
    (kind: 'looking' | 'applying') =>
    (progress: Progress): void =>
      setState((before) =>
        before.kind === kind ? { ...before, progress: progress.of === 0 ? null : progress } : before
      )

  const looking = async (): Promise<void> => {
    const controller = start('looking')
    const { signal } = controller
    const answer = await client.call('regrouping.preview', { corpus }, { signal, onProgress: progressOf('looking') })
    if (running.current !== controller) return
    if (answer.ok) setState({ kind: 'found', found: answer.value })
    else setState(answer.failure.kind === 'cancelled' ? { kind: 'idle' } : { kind: 'failed', failure: answer.failure })
  }
  const applying = async (): Promise<void> => {
    const controller = start('applying')
    const { signal } = controller
    const answer = await client.call('regrouping.apply', { corpus }, { signal, onProgress: progressOf('applying') })
    const changed = answer.ok && !changesNothing(answer.value)
    if (changed) {
      addAct({ corpus, undo: { kind: 'regrouping' }, text: appliedText(answer.value) }, null)
      await invalidateCorpus(queries, corpus)
    }
    if (running.current !== controller) return
    // Of one that changed nothing there is nothing to take back: an undo would reach for the regrouping before it.
    if (answer.ok)
      setState(changed ? { kind: 'applied', applied: answer.value } : { kind: 'found', found: answer.value })
    else if (answer.failure.kind === 'cancelled') await looking()
    else setState({ kind: 'failed', failure: answer.failure })
  }
  const undoing = async (): Promise<void> => {
    const answer = await client.call('regrouping.undo', { corpus })
    if (!answer.ok) {
      const { message, remedy } = failureText(answer.failure)
      return addNotice(message, remedy)
    }
    forgetRegrouping(corpus)
    if (!answer.value.undone) return sayDone('There is no regrouping to take back; nothing was changed.')
    sayDone('The buckets are as they were before the last regrouping.')
    await invalidateCorpus(queries, corpus)
    return looking()
  }

  useEffect(() => {
    void looking()
    return () => {
      // Leaving the page ends looking; what is being applied goes on to its end.
      setState((before) => {
        if (before.kind === 'looking') running.current?.abort()
        return before
      })
      running.current = null
    }
    // oxlint-disable-next-line react/exhaustive-deps
  }, [client, corpus])

  // Taken back by the key that undoes any decision: what is shown as applied is so no more.
  const stands = useDone(({ acts }) => acts.some((act) => act.corpus === corpus && act.undo.kind === 'regrouping'))
  const lookAgain = useEffectEvent(() => {
    if (state.kind === 'applied') void looking()
  })
  useEffect(() => {
    if (!stands) lookAgain()
  }, [stands])

  return {
    state,
    look: () => void looking(),
    apply: () => void whileBusy(applying()),
    cancel: () => {
      running.current?.abort()
      setState((before) => ('cancelling' in before ? { ...before, cancelling: true } : before))
    },
    undo: () => void whileBusy(undoing())
  }
}
