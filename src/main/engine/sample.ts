import { success, type Result } from '../../shared/model/result.ts'
import type { Corpus, WriteFailure } from '../corpus/corpus.ts'
import type { EngineParts } from './parts.ts'

const filled = new WeakSet<Corpus>()

/**
 * Fills the sample corpus with the logs that Oopsdesk ships, once in the life of an engine: what is there already is
 * not stored again, and what a newer Oopsdesk ships arrives.
 */
export const importSample = async (corpus: Corpus, parts: EngineParts): Promise<Result<null, WriteFailure>> => {
  const { writer, id } = corpus
  if (!writer || filled.has(corpus)) return success(null)
  const { options, imports, corpora } = parts
  const roots = [{ path: options.sampleFolder, label: 'samples' }]
  const started = imports.start(corpus, writer, roots, corpora.files, () => Promise.resolve())
  // Another window opened it at the same time, or imports into it: this one need not wait for both.
  const running = started.ok ? started.value : imports.running(id)
  if (running === null) return success(null)
  const done = await imports.follow(id, running, new AbortController().signal, () => undefined)
  if (done.ok) {
    if (started.ok && !done.value.cancelled) filled.add(corpus)
    return success(null)
  }
  const { failure } = done
  return failure.kind === 'not-found' || failure.kind === 'cancelled' ? success(null) : { ok: false, failure }
}
