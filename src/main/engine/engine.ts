import { join } from 'node:path'
import { success, type Result } from '../../shared/model/result.ts'
import type { Transport } from '../../shared/protocol/transport.ts'
import { ownUploadFolder, removeAbandonedUploads } from '../import/upload-folders.ts'
import { createUploads } from '../import/uploads.ts'
import { openAuthor } from './author.ts'
import { createClosingHandlers, runAllSteps } from './closing.ts'
import { createCorpora, type OpenTargetFailure } from './corpora.ts'
import { bundleFolder, uploadFolder, userDataFolder } from './data-folder.ts'
import type { Handlers } from './handlers.ts'
import { createImportJobs } from './import-jobs.ts'
import { activityHandlers } from './methods/activity.ts'
import { annotationHandlers } from './methods/annotations.ts'
import { bucketHandlers } from './methods/buckets.ts'
import { bundleHandlers } from './methods/bundles.ts'
import { comparisonHandlers } from './methods/comparisons.ts'
import { corporaHandlers } from './methods/corpora.ts'
import { decisionHandlers } from './methods/decisions.ts'
import { exportHandlers } from './methods/exports.ts'
import { importHandlers } from './methods/imports.ts'
import { logHandlers } from './methods/logs.ts'
import { noteHandlers } from './methods/notes.ts'
import { regroupingHandlers } from './methods/regrouping.ts'
import { reportHandlers } from './methods/reports.ts'
import { similarHandlers } from './methods/similar.ts'
import { triageHandlers } from './methods/triage.ts'
import { uploadHandlers } from './methods/uploads.ts'
import type { EngineOptions } from './options.ts'
import type { EngineParts } from './parts.ts'
import { serve } from './serve.ts'

export type Engine = {
  readonly connect: (transport: Transport) => void
  /**
   * Refuses calls, stops imports after the batch at hand, waits for the calls under way, drops uploads and seals the
   * corpora. Each of these is done even if another throws, which is thrown in the end.
   */
  readonly close: () => Promise<void>
}

const allHandlers = (parts: EngineParts): Handlers => ({
  ...corporaHandlers(parts),
  ...bucketHandlers(parts),
  ...similarHandlers(parts),
  ...decisionHandlers(parts),
  ...regroupingHandlers(parts),
  ...comparisonHandlers(parts),
  ...reportHandlers(parts),
  ...logHandlers(parts),
  ...noteHandlers(parts),
  ...annotationHandlers(parts),
  ...triageHandlers(parts),
  ...activityHandlers(parts),
  ...uploadHandlers(parts),
  ...importHandlers(parts),
  ...exportHandlers(parts),
  ...bundleHandlers(parts)
})

const logBug = (bug: Error): void => {
  process.stderr.write(`oopsdesk: a bug in the engine: ${bug.stack ?? bug.message}\n`)
}

/** Opens the first corpus and answers an engine that takes clients. */
export const createEngine = async (options: EngineOptions): Promise<Result<Engine, OpenTargetFailure>> => {
  const dataFolder = options.dataFolder ?? userDataFolder()
  const corpora = createCorpora({ ...options, dataFolder })
  const first = await corpora.open({ kind: 'default' })
  if (!first.ok) return first
  const imports = createImportJobs()
  const author = openAuthor(join(dataFolder, 'author.json'), options.author ?? null)
  for (const folder of [uploadFolder(dataFolder), bundleFolder(dataFolder)]) removeAbandonedUploads(folder)
  const uploads = createUploads(ownUploadFolder(uploadFolder(dataFolder)), { isImported: imports.reads })
  const { handlers, refuse, end } = createClosingHandlers(
    allHandlers({
      options,
      corpora,
      imports,
      uploads,
      bundleFolder: ownUploadFolder(bundleFolder(dataFolder)),
      author: author.name,
      setAuthor: author.set,
      firstCorpus: first.value.id
    })
  )
  const close = (): Promise<void> => {
    refuse()
    // Whoever follows an import hears how it ended before all other calls are aborted.
    return runAllSteps([imports.stop, end, uploads.discardAll, corpora.close])
  }
  let closed: Promise<void> | null = null
  return success({
    connect: (transport) => serve(transport, handlers, logBug),
    close: () => (closed ??= close())
  })
}
