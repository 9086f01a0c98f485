import type { BucketId, CorpusId } from '../../shared/model/ids.ts'
import type { Client } from '../../shared/protocol/client.ts'
import { addAct, sayDone } from './done.ts'

type Said = {
  /** What was done, in one sentence. */
  readonly text: string
  /** The bucket to go to from there. */
  readonly bucket: BucketId | null
  /** How many acts it took; they are the newest. */
  readonly acts: number
}

/** Says what was just done, with the way back: the newest acts of the corpus are what is undone by it. */
export const sayActs = async (client: Client, corpus: CorpusId, { text, bucket, acts }: Said): Promise<void> => {
  const answer = await client.call('activity.list', { corpus, page: { offset: 0, limit: Math.min(1000, acts) } })
  const gestures = answer.ok ? answer.value.rows.map(({ gesture }) => gesture).toReversed() : []
  if (gestures.length > 0) addAct({ corpus, undo: { kind: 'gestures', gestures }, text }, bucket)
  else sayDone(text)
}
