import { useNavigate } from '@tanstack/react-router'
import { failureText } from '../../shared/model/failure.ts'
import { useEngine } from '../engine/engine.tsx'
import type { Picked } from '../host/host.ts'
import { importPicked } from '../imports/use-imports.ts'
import { useCurrentCorpus } from './current-corpus.ts'
import { addNotice } from './window-state.ts'

/** Imports into the corpus on show; from the start page into the person's own, which is then shown. */
export const useImportHere = (): ((picked: Picked) => Promise<void>) => {
  const client = useEngine()
  const current = useCurrentCorpus()
  const navigate = useNavigate()
  return async (picked) => {
    const nothing = picked.kind === 'paths' ? picked.paths.length === 0 : picked.files.length === 0
    if (nothing) return undefined
    if (current) return importPicked(client, current, picked)
    const described = await client.call('engine.describe', {})
    const corpus = described.ok ? described.value.corpus : null
    if (described.ok && corpus) {
      await navigate({ to: '/c/$corpus/buckets', params: { corpus } })
      return importPicked(client, corpus, picked)
    }
    const { message, remedy } = failureText(described.ok ? { kind: 'engine-stopped' } : described.failure)
    return addNotice(message, remedy)
  }
}
