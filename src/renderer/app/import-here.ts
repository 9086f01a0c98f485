import type { CorpusId } from '../../shared/model/ids.ts'
import type { Picked } from '../host/host.ts'
import { useEngine } from '../engine/engine.tsx'
import { apartBundles } from '../exports/bundle-files.ts'
import { importBundle } from '../exports/import-bundle.ts'
import { importPicked } from '../imports/use-imports.ts'
import { useCurrentCorpus } from './current-corpus.ts'
import { useOpenOwn } from './open-corpus.ts'

/** Imports logs, and bundles among them, into a given corpus, or the one on show; from the start page into the person's own, which is then shown. */
export const useImportHere = (): ((picked: Picked, into?: CorpusId | null) => Promise<void>) => {
  const client = useEngine()
  const current = useCurrentCorpus()
  const openOwn = useOpenOwn()
  return async (picked, into = null) => {
    const nothing = picked.kind === 'paths' ? picked.paths.length === 0 : picked.files.length === 0
    if (nothing) return
    const corpus = into ?? current ?? (await openOwn())
    if (!corpus) return
    const { bundles, logs } = await apartBundles(picked)
    for (const bundle of bundles) {
      const others = await importBundle(client, corpus, bundle)
      if (others) await importPicked(client, corpus, others)
    }
    await importPicked(client, corpus, logs)
  }
}
