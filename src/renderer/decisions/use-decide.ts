import { useQueryClient } from '@tanstack/react-query'
import { failureText, type Failure } from '../../shared/model/failure.ts'
import type { Decision } from '../../shared/model/decision.ts'
import type { BucketId, CorpusId, ReportId } from '../../shared/model/ids.ts'
import type { Result } from '../../shared/model/result.ts'
import { addNotice } from '../app/window-state.ts'
import { useEngine, useRead } from '../engine/engine.tsx'
import { whileBusy } from '../engine/idle.ts'
import { invalidateCorpus } from '../engine/watch-corpus.ts'
import { sayDone } from './done.ts'
import { sayActs } from './say-acts.ts'

/** Each answers whether it was done, and says itself what was done or why not. */
export type Decide = {
  /** Why nothing can be decided now; undefined where it can. */
  readonly refusal: string | undefined
  /** Answers the bucket that all went into; null when they did not. */
  readonly merge: (into: BucketId, buckets: readonly BucketId[]) => Promise<BucketId | null>
  /** Answers the bucket made of the reports. */
  readonly split: (bucket: BucketId, reports: readonly ReportId[]) => Promise<BucketId | null>
  readonly notSame: (a: BucketId, b: BucketId) => Promise<boolean>
  readonly duplicates: (buckets: readonly BucketId[], of: BucketId) => Promise<boolean>
  /** Takes one decision back, whatever was done since. */
  readonly takeBack: (decision: Decision) => Promise<void>
}

const say = (failure: Failure): void => {
  const { message, remedy } = failureText(failure)
  addNotice(message, remedy)
}

export const useDecide = (corpus: CorpusId): Decide => {
  const client = useEngine()
  const queries = useQueryClient()
  const readOnly = useRead('corpus.describe', { corpus }).data?.readOnly ?? false

  const took = async (decisions: readonly Decision[], bucket: BucketId | null): Promise<void> => {
    const text = decisions.map((decision) => decision.text).join(' ')
    await sayActs(client, corpus, { text, bucket, acts: decisions.length })
    await invalidateCorpus(queries, corpus)
  }
  /** Shows what came of one decision; null where it failed. */
  const taken = async <Value extends { readonly decision: Decision; readonly bucket?: BucketId }>(
    answer: Promise<Result<Value, Failure>>,
    show: boolean
  ): Promise<Value | null> => {
    const result = await answer
    if (!result.ok) {
      say(result.failure)
      return null
    }
    await took([result.value.decision], show ? (result.value.bucket ?? null) : null)
    return result.value
  }

  const duplicates = async (buckets: readonly BucketId[], of: BucketId): Promise<boolean> => {
    const decisions: Decision[] = []
    for (const bucket of buckets) {
      const answer = await client.call('decisions.duplicate', { corpus, bucket, of })
      if (answer.ok) decisions.push(answer.value.decision)
      else {
        say(answer.failure)
        break
      }
    }
    if (decisions.length > 0) await took(decisions, of)
    return decisions.length === buckets.length
  }

  const takeBack = async ({ decision, text }: Decision): Promise<void> => {
    const answer = await client.call('decisions.undo', { corpus, decision })
    // One that is not there any more was taken back elsewhere, which is what is asked.
    if (!answer.ok && answer.failure.kind !== 'not-found') return say(answer.failure)
    sayDone(`Undone: ${text}`, true)
    return invalidateCorpus(queries, corpus)
  }

  return {
    refusal: readOnly ? 'The corpus is read-only.' : undefined,
    merge: async (into, buckets) => {
      const merged = await whileBusy(taken(client.call('decisions.merge', { corpus, into, buckets }), true))
      return merged?.bucket ?? null
    },
    split: async (bucket, reports) => {
      const parted = await whileBusy(taken(client.call('decisions.split', { corpus, bucket, reports }), true))
      return parted?.bucket ?? null
    },
    notSame: async (a, b) => {
      const kept = await whileBusy(taken(client.call('decisions.not-same', { corpus, a, b }), false))
      return kept !== null
    },
    duplicates: (buckets, of) => whileBusy(duplicates(buckets, of)),
    takeBack: (decision) => whileBusy(takeBack(decision))
  }
}
