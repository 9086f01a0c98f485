import type { ImportSource } from '../../../shared/model/import.ts'
import { failed, success, type Result } from '../../../shared/model/result.ts'
import { readBrought } from '../../bundle/read-file.ts'
import { checkBrought } from '../bundle-check.ts'
import { importBundle, type BundleResult } from '../bundle-import.ts'
import { planBundle } from '../bundle-export.ts'
import { openBundle, type BundleSource } from '../bundle-source.ts'
import type { CallContext, Handlers } from '../handlers.ts'
import { corpusOf, type EngineParts } from '../parts.ts'
import type { Corpus, CorpusWriter, WriteFailure } from '../../corpus/corpus.ts'

type Imported = Awaited<ReturnType<Handlers['bundles.import']>>
type Context = CallContext<'bundles.import'>

class Cancelled extends Error {}

/** Reads all of a file, then adds what it brings; progress goes over its bytes twice. */
const take = async (
  parts: EngineParts,
  corpus: Corpus,
  writer: CorpusWriter,
  source: BundleSource,
  { signal, progress }: Context
): Promise<Imported> => {
  const { file, name, path } = source
  const of = 2 * file.size
  let read = 0
  let told = 0
  const tell = (done: number): void => {
    told = Math.max(told, Math.min(of, Math.round(done)))
    progress({ done: told, of })
  }
  const brought = await readBrought(file, name, (bytes) => {
    if (signal.aborted) throw new Cancelled()
    read += bytes
    if (read - told > file.size / 100) tell(read)
  })
  if (!brought.ok) return brought
  const checked = await checkBrought(corpus.reader, brought.value, name, Date.now())
  if (!checked.ok) return checked
  if (signal.aborted) return failed({ kind: 'cancelled' })

  const ended = Promise.withResolvers<Result<BundleResult, WriteFailure>>()
  const started = parts.imports.startWork(corpus.id, [path], async (work) => {
    try {
      const result = await importBundle({
        id: work.id,
        corpus,
        writer,
        file,
        name,
        brought: brought.value,
        folder: parts.bundleFolder,
        signal: work.signal,
        onProgress: (one) => {
          work.onProgress(one)
          if (brought.value.bytes > 0) tell(file.size * (1 + one.bytesDone / brought.value.bytes))
        }
      })
      ended.resolve(result)
      return result.ok ? success(result.value.imported) : result
    } catch (bug) {
      ended.reject(bug)
      throw bug
    }
  })
  if (!started.ok) return started
  const cancel = (): void => void parts.imports.cancel(corpus.id, started.value)
  signal.addEventListener('abort', cancel, { once: true })
  if (signal.aborted) cancel()
  try {
    const result = await ended.promise
    if (!result.ok) return result
    tell(of)
    return result.value.bundle
  } finally {
    signal.removeEventListener('abort', cancel)
  }
}

const importSource = async (
  parts: EngineParts,
  corpus: Corpus,
  writer: CorpusWriter,
  source: ImportSource,
  context: Context
): Promise<Imported> => {
  const opened = await openBundle(source, parts)
  if (!opened.ok) return opened
  try {
    return await take(parts, corpus, writer, opened.value, context)
  } catch (thrown) {
    if (thrown instanceof Cancelled) return failed({ kind: 'cancelled' })
    throw thrown
  } finally {
    opened.value.close()
  }
}

export const bundleHandlers = (parts: EngineParts): Pick<Handlers, 'bundles.export' | 'bundles.import'> => ({
  'bundles.export': async ({ corpus, scope }, { signal, progress }) => {
    const found = corpusOf(parts, corpus)
    if (!found.ok) return found
    const plan = await planBundle(found.value.reader, scope)
    if (!plan.ok) return plan
    const { fileName, buckets, reports, of, pieces } = plan.value
    const written = pieces()
    for (let step = await written.next(); ; step = await written.next()) {
      if (signal.aborted) {
        await written.return(0)
        return failed({ kind: 'cancelled' })
      }
      if (step.done === true) return success({ fileName, buckets, reports, acts: step.value })
      const { data, done } = step.value
      progress({ data: Buffer.from(data.buffer, data.byteOffset, data.length).toString('base64'), done, of })
    }
  },

  'bundles.import': async ({ corpus, source }, context) => {
    const found = corpusOf(parts, corpus)
    if (!found.ok) return found
    const { writer, file } = found.value
    if (!writer) return failed({ kind: 'corpus-read-only', file })
    if (parts.imports.running(corpus)) return failed({ kind: 'import-running' })
    try {
      return await importSource(parts, found.value, writer, source, context)
    } finally {
      if (source.kind === 'upload') await parts.uploads.discard(source.upload)
    }
  }
})
