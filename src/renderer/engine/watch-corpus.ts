import { useQueryClient, type QueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { CorpusId } from '../../shared/model/ids.ts'
import { useConnection } from './connection.ts'
import { useEngine } from './engine.tsx'
import { holdBusy } from './idle.ts'
import { atMostEvery } from './at-most-every.ts'

/** An import changes the corpus many times a second; lists are read again at most this often. */
const shortestPause = 250

const reads = (queryKey: readonly unknown[], corpus: CorpusId): boolean => {
  const [name, input] = queryKey
  if (name === 'corpora.recent') return true
  return typeof input === 'object' && input !== null && 'corpus' in input && input.corpus === corpus
}

export const invalidateCorpus = (queries: QueryClient, corpus: CorpusId): Promise<void> =>
  queries.invalidateQueries({ predicate: ({ queryKey }) => reads(queryKey, corpus) }, { cancelRefetch: false })

/** Keeps everything read from a corpus in step with it, for as long as the view is shown. */
export const useWatchCorpus = (corpus: CorpusId): void => {
  const client = useEngine()
  const queries = useQueryClient()
  const epoch = useConnection((connection) => connection.epoch)
  useEffect(() => {
    const controller = new AbortController()
    const refresh = atMostEvery(shortestPause, () => void invalidateCorpus(queries, corpus), holdBusy)
    void client.call('corpus.watch', { corpus }, { signal: controller.signal, onProgress: refresh.ask })
    return () => {
      controller.abort()
      refresh.stop()
    }
    // A new connection is to be watched anew.
    // oxlint-disable-next-line react/exhaustive-effect-dependencies, react/exhaustive-deps
  }, [client, queries, corpus, epoch])
}
