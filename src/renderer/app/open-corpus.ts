import { useNavigate } from '@tanstack/react-router'
import { useQueryClient } from '@tanstack/react-query'
import { failureText } from '../../shared/model/failure.ts'
import type { CorpusId } from '../../shared/model/ids.ts'
import type { InputOf } from '../../shared/protocol/methods.ts'
import { useEngine } from '../engine/engine.tsx'
import { ownCorpus } from '../engine/own-corpus.ts'
import { addNotice } from './window-state.ts'

/** The views of a corpus that can be gone to from anywhere. */
export type CorpusView = '/c/$corpus/buckets' | '/c/$corpus/reports' | '/c/$corpus/imports' | '/c/$corpus/activity'

/** Opens a corpus and shows its buckets; a failure is shown above the view, and answered as null. */
export const useOpenCorpus = (): ((target: InputOf<'corpora.open'>) => Promise<CorpusId | null>) => {
  const client = useEngine()
  const navigate = useNavigate()
  const queries = useQueryClient()
  return async (target) => {
    const opened = await client.call('corpora.open', target)
    if (!opened.ok) {
      const { message, remedy } = failureText(opened.failure)
      addNotice(message, remedy)
      return null
    }
    const { corpus } = opened.value
    await queries.invalidateQueries({ queryKey: ['corpora.recent'] })
    await navigate({ to: '/c/$corpus/buckets', params: { corpus } })
    return corpus
  }
}

/** Shows a view of the corpus that this engine was started for. */
export const useOpenOwn = (): ((to?: CorpusView) => Promise<CorpusId | null>) => {
  const client = useEngine()
  const navigate = useNavigate()
  return async (to = '/c/$corpus/buckets') => {
    const own = await ownCorpus(client)
    if (!own.ok) {
      const { message, remedy } = failureText(own.failure)
      addNotice(message, remedy)
      return null
    }
    await navigate({ to, params: { corpus: own.value } })
    return own.value
  }
}
