import { useNavigate } from '@tanstack/react-router'
import { useQueryClient } from '@tanstack/react-query'
import { failureText } from '../../shared/model/failure.ts'
import type { InputOf } from '../../shared/protocol/methods.ts'
import { useEngine } from '../engine/engine.tsx'
import { addNotice } from './window-state.ts'

/** Opens a corpus and shows its buckets; a failure is shown above the view. */
export const useOpenCorpus = (): ((target: InputOf<'corpora.open'>) => Promise<void>) => {
  const client = useEngine()
  const navigate = useNavigate()
  const queries = useQueryClient()
  return async (target) => {
    const opened = await client.call('corpora.open', target)
    if (!opened.ok) {
      const { message, remedy } = failureText(opened.failure)
      return addNotice(message, remedy)
    }
    await queries.invalidateQueries({ queryKey: ['corpora.recent'] })
    return navigate({ to: '/c/$corpus/buckets', params: { corpus: opened.value.corpus } })
  }
}

/** Opens the corpus that this engine was started for. */
export const useOpenOwn = (): (() => Promise<void>) => {
  const client = useEngine()
  const navigate = useNavigate()
  const open = useOpenCorpus()
  return async () => {
    const described = await client.call('engine.describe', {})
    const corpus = described.ok ? described.value.corpus : null
    return corpus ? navigate({ to: '/c/$corpus/buckets', params: { corpus } }) : open({ kind: 'default' })
  }
}
