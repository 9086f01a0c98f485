import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import type { FailureOf } from '../../../shared/model/failure.ts'
import type { ImportSource } from '../../../shared/model/import.ts'
import { failed, success, type Result } from '../../../shared/model/result.ts'
import { parseAgain } from '../../import/parse-again.ts'
import type { ImportRoot } from '../../import/run-import.ts'
import type { Handlers } from '../handlers.ts'
import { corpusOf, type EngineParts } from '../parts.ts'
import { refusedPath } from '../path-guard.ts'

type SourceFailure = FailureOf<'path-missing' | 'path-not-allowed' | 'not-found'>

const rootOf = (source: ImportSource, { uploads, options }: EngineParts): Result<ImportRoot, SourceFailure> => {
  if (source.kind === 'upload') {
    const folder = uploads.rootOf(source.upload)
    if (folder === null) return failed({ kind: 'not-found', what: 'upload', id: source.upload })
    return success({ path: folder, label: '', name: source.name })
  }
  const path = resolve(source.path)
  const refused = refusedPath(path, options.roots)
  if (refused) return failed(refused)
  return existsSync(path) ? success({ path }) : failed({ kind: 'path-missing', path })
}

export const importHandlers = (
  parts: EngineParts
): Pick<
  Handlers,
  'imports.start' | 'imports.parseAgain' | 'imports.follow' | 'imports.cancel' | 'imports.list' | 'imports.skipped'
> => ({
  'imports.start': async ({ corpus, sources }) => {
    const found = corpusOf(parts, corpus)
    if (!found.ok) return found
    const { writer, file } = found.value
    if (!writer) return failed({ kind: 'corpus-read-only', file })
    const roots: ImportRoot[] = []
    for (const source of sources) {
      const root = rootOf(source, parts)
      if (!root.ok) return root
      roots.push(root.value)
    }
    const dropUploads = async (): Promise<void> => {
      for (const source of sources) if (source.kind === 'upload') await parts.uploads.discard(source.upload)
    }
    const started = parts.imports.start(found.value, writer, roots, parts.corpora.files, dropUploads)
    return started.ok ? success({ import: started.value }) : started
  },

  'imports.parseAgain': async ({ corpus }) => {
    const found = corpusOf(parts, corpus)
    if (!found.ok) return found
    const { writer, file } = found.value
    if (!writer) return failed({ kind: 'corpus-read-only', file })
    const started = parts.imports.startWork(corpus, [], (work) => parseAgain({ ...work, corpus: found.value, writer }))
    return started.ok ? success({ import: started.value }) : started
  },

  'imports.follow': async (input, { signal, progress }) =>
    parts.imports.follow(input.corpus, input.import, signal, progress),

  'imports.cancel': async (input) => {
    const cancelled = parts.imports.cancel(input.corpus, input.import)
    return cancelled.ok ? success({}) : cancelled
  },

  'imports.list': async ({ corpus }) => {
    const found = corpusOf(parts, corpus)
    if (!found.ok) return found
    return success({ running: parts.imports.running(corpus), imports: await found.value.reader.imports() })
  },

  'imports.skipped': async (input) => {
    const found = corpusOf(parts, input.corpus)
    if (!found.ok) return found
    const skipped = await found.value.reader.skipped(input.import, input.page)
    return skipped ? success(skipped) : failed({ kind: 'not-found', what: 'import', id: input.import })
  }
})
