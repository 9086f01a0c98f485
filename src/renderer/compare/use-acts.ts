import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { ComparedPair } from '../../shared/model/comparison.ts'
import type { BucketId, CorpusId } from '../../shared/model/ids.ts'
import { useCommands } from '../commands/registry.ts'
import { useDecide } from '../decisions/use-decide.ts'
import { sayActs } from '../decisions/say-acts.ts'
import { useEngine } from '../engine/engine.tsx'
import { whileBusy } from '../engine/idle.ts'
import { invalidateCorpus } from '../engine/watch-corpus.ts'
import { quoted, withQuote } from './quote.ts'
import { sayFailure } from './say-failure.ts'
import type { Side } from './sides.ts'

/** What the view asks or tells in a dialog. */
export type Asking = 'merge' | 'duplicate' | 'why'

export type Acts = {
  readonly asking: Asking | null
  readonly askWhy: () => void
  readonly close: () => void
}

type Parts = {
  readonly corpus: CorpusId
  readonly a: Side
  readonly b: Side
  readonly pair: ComparedPair
  /** The difference shown, from 0. */
  readonly hunk: number | null
}

/** Decisions on the two crashes, and notes on what differs. */
export const useActs = ({ corpus, pair, hunk }: Parts): Acts => {
  const client = useEngine()
  const queries = useQueryClient()
  const { notSame, split, refusal } = useDecide(corpus)
  const [asking, setAsking] = useState<Asking | null>(null)
  const [rowA, rowB] = [pair.a.row, pair.b.row]
  const buckets = rowA && rowB ? ([rowA.bucket, rowB.bucket] as const) : null
  const outside = buckets ? undefined : 'A text that is not in the corpus is in no bucket.'
  const together = buckets && buckets[0] === buckets[1] ? 'Both are in one bucket already.' : undefined
  const apart = buckets && buckets[0] !== buckets[1] ? 'They are in two buckets already.' : undefined

  const noteOn = rowA ?? rowB
  const chosen = pair.comparison.hunks[hunk ?? (pair.comparison.hunks.length === 1 ? 0 : -1)]
  const quote = async (bucket: BucketId): Promise<void> => {
    if (!chosen) return
    const of = { kind: 'bucket', bucket } as const
    const notes = await client.call('notes.list', { corpus, of })
    if (!notes.ok) return sayFailure(notes.failure)
    const note = notes.value.find(({ from }) => from === null)
    const standing = note?.texts.map(({ text }) => text).join('\n\n') ?? ''
    const saved = await client.call('notes.save', {
      corpus,
      of,
      note: note?.note ?? null,
      text: withQuote(standing, quoted(pair, chosen)),
      over: note?.texts.map(({ act }) => act) ?? []
    })
    if (!saved.ok) return sayFailure(saved.failure)
    const text = `Quoted the difference in the note of ${noteOn?.title ?? 'the bucket'}.`
    await sayActs(client, corpus, { text, bucket, acts: 1 })
    return invalidateCorpus(queries, corpus)
  }

  useCommands({
    'decide.merge': { run: () => setAsking('merge'), disabled: refusal ?? outside ?? together },
    'decide.duplicate': { run: () => setAsking('duplicate'), disabled: refusal ?? outside ?? together },
    'decide.not-same': {
      run: () => {
        if (buckets) void notSame(buckets[0], buckets[1])
      },
      disabled: refusal ?? outside ?? (together && 'Both are in one bucket; split one off.')
    },
    'decide.split': {
      run: () => {
        if (rowB) void split(rowB.bucket, [rowB.report])
      },
      disabled: refusal ?? outside ?? apart
    },
    'decide.why': { run: () => setAsking('why') },
    'compare.quote': {
      run: () => {
        if (noteOn) void whileBusy(quote(noteOn.bucket))
      },
      disabled:
        refusal ??
        (noteOn ? undefined : outside) ??
        (pair.comparison.hunks.length === 0 ? 'Nothing that counts differs.' : undefined) ??
        (chosen ? undefined : 'Go to a difference first.')
    }
  })
  return { asking, askWhy: () => setAsking('why'), close: () => setAsking(null) }
}
