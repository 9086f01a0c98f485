import { create } from 'zustand'
import type { BundleSummary } from '../../shared/model/export.ts'
import type { Failure } from '../../shared/model/failure.ts'
import type { CorpusId } from '../../shared/model/ids.ts'
import type { ImportSource } from '../../shared/model/import.ts'
import type { Client } from '../../shared/protocol/client.ts'
import type { Picked } from '../host/host.ts'
import { sendFiles } from '../imports/upload.ts'
import type { BundleFile } from './bundle-files.ts'

/** A bundle that is being taken in, or what came of it. */
export type BundleState = {
  readonly corpus: CorpusId
  readonly name: string
  readonly at:
    | { readonly kind: 'sending' }
    | { readonly kind: 'taking'; readonly done: number; readonly of: number }
    | { readonly kind: 'done'; readonly summary: BundleSummary }
    | { readonly kind: 'failed'; readonly failure: Failure }
  readonly cancel: () => void
}

export const useBundleState = create<{ readonly bundle: BundleState | null }>(() => ({ bundle: null }))

/** Takes one in; answers logs that it turned out to be, or null. What came of it is on show when this answers. */
export const importBundle = async (client: Client, corpus: CorpusId, bundle: BundleFile): Promise<Picked | null> => {
  const controller = new AbortController()
  const { signal } = controller
  const path = bundle.kind === 'path' ? bundle.path : bundle.file.path
  const name = path.split(/[\\/]/).at(-1) ?? path
  const show = (at: BundleState['at']): void =>
    useBundleState.setState({ bundle: { corpus, name, at, cancel: () => controller.abort() } })
  const fail = (failure: Failure): null => {
    if (failure.kind === 'cancelled') useBundleState.setState({ bundle: null })
    else show({ kind: 'failed', failure })
    return null
  }

  let source: ImportSource = { kind: 'path', path }
  if (bundle.kind === 'file') {
    show({ kind: 'sending' })
    const sent = await sendFiles(client, [bundle.file], { signal, onPiece: () => undefined })
    if (!sent.ok) return fail(sent.failure)
    source = { kind: 'upload', upload: sent.value, name: name.slice(0, 1000) }
  }
  show({ kind: 'taking', done: 0, of: 0 })
  const taken = await client.call(
    'bundles.import',
    { corpus, source },
    { signal, onProgress: ({ done, of }) => show({ kind: 'taking', done, of }) }
  )
  if (taken.ok) {
    show({ kind: 'done', summary: taken.value })
    return null
  }
  if (taken.failure.kind === 'bundle-unreadable' && bundle.kind === 'path' && !bundle.certain) {
    useBundleState.setState({ bundle: null })
    return { kind: 'paths', paths: [bundle.path] }
  }
  return fail(taken.failure)
}
