import { useQueryClient } from '@tanstack/react-query'
import { failureText } from '../../shared/model/failure.ts'
import type { BucketId, CorpusId } from '../../shared/model/ids.ts'
import { nameOf, type TriageChange } from '../../shared/model/triage.ts'
import { addNotice } from '../app/window-state.ts'
import { counted } from '../components/quantities.ts'
import { addAct, sayDone } from '../decisions/done.ts'
import { useEngine, useRead } from '../engine/engine.tsx'
import { whileBusy } from '../engine/idle.ts'
import { invalidateCorpus } from '../engine/watch-corpus.ts'
import { changeText } from './triage-words.ts'

export type ChangeTriage = {
  /** Why nothing can be changed now; undefined where it can. */
  readonly refusal: string | undefined
  /** Answers whether it was done, and says itself what was done or why not. */
  readonly change: (buckets: readonly BucketId[], change: TriageChange) => Promise<boolean>
  /** Makes the person whose name stands on acts the owner. */
  readonly takeOver: (buckets: readonly BucketId[]) => Promise<boolean>
}

/** Changes what is said of any number of buckets, as one act. */
export const useTriage = (corpus: CorpusId): ChangeTriage => {
  const client = useEngine()
  const queries = useQueryClient()
  const readOnly = useRead('corpus.describe', { corpus }).data?.readOnly ?? false

  const change = async (buckets: readonly BucketId[], wanted: TriageChange): Promise<boolean> => {
    if (buckets.length === 0) return false
    const answer = await client.call('triage.change', { corpus, buckets, change: wanted })
    if (!answer.ok) {
      const { message, remedy } = failureText(answer.failure)
      addNotice(message, remedy)
      return false
    }
    const { gesture, changed } = answer.value
    const text = `${changeText(wanted)}${buckets.length > 1 ? `, ${counted(changed, 'bucket')}` : ''}`
    if (gesture === null) sayDone(`It is so already. ${changeText(wanted)}`)
    else addAct({ corpus, undo: { kind: 'gestures', gestures: [gesture] }, text }, null)
    await invalidateCorpus(queries, corpus)
    return true
  }
  const takeOver = async (buckets: readonly BucketId[]): Promise<boolean> => {
    const me = await client.call('author.get', {})
    return me.ok && change(buckets, { kind: 'owner', owner: nameOf(me.value.author) })
  }
  return {
    refusal: readOnly ? 'The corpus is read-only.' : undefined,
    change: (buckets, wanted) => whileBusy(change(buckets, wanted)),
    takeOver: (buckets) => whileBusy(takeOver(buckets))
  }
}
