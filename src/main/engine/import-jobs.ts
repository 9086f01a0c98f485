import { randomUUID } from 'node:crypto'
import type { FailureOf } from '../../shared/model/failure.ts'
import { importIdSchema, type CorpusId, type ImportId } from '../../shared/model/ids.ts'
import type { ImportProgress, ImportSummary } from '../../shared/model/import.ts'
import { failed, success, type Result } from '../../shared/model/result.ts'
import type { Corpus, CorpusWriter, WriteFailure } from '../corpus/corpus.ts'
import { runImport, type ImportRoot } from '../import/run-import.ts'

type Job = {
  readonly corpus: CorpusId
  readonly controller: AbortController
  readonly reads: readonly string[]
  readonly done: Promise<Result<ImportSummary, WriteFailure>>
  readonly followers: Set<(progress: ImportProgress) => void>
  latest: ImportProgress | null
  running: boolean
}

/** What the work of a job is given. */
export type ImportWork = {
  readonly id: ImportId
  readonly signal: AbortSignal
  readonly onProgress: (progress: ImportProgress) => void
}

/**
 * Imports that run or ran in this engine. They belong to the engine, not to the window that started them: a window
 * that is reloaded follows its import again.
 */
export type ImportJobs = {
  /** Imports what lies below some roots. */
  readonly start: (
    corpus: Corpus,
    writer: CorpusWriter,
    roots: readonly ImportRoot[],
    /** Corpus files open here, which an import must not touch. */
    otherCorpora: () => readonly string[],
    whenDone: () => Promise<void>
  ) => Result<ImportId, FailureOf<'import-running'>>
  /** The same for an import that `work` makes; `reads` are the paths that it reads. */
  readonly startWork: (
    corpus: CorpusId,
    reads: readonly string[],
    work: (job: ImportWork) => Promise<Result<ImportSummary, WriteFailure>>
  ) => Result<ImportId, FailureOf<'import-running'>>
  readonly follow: (
    corpus: CorpusId,
    id: ImportId,
    signal: AbortSignal,
    onProgress: (progress: ImportProgress) => void
  ) => Promise<Result<ImportSummary, WriteFailure | FailureOf<'not-found' | 'cancelled'>>>
  readonly cancel: (corpus: CorpusId, id: ImportId) => Result<null, FailureOf<'not-found'>>
  readonly running: (corpus: CorpusId) => ImportId | null
  /** Whether a running import reads from this path. */
  readonly reads: (path: string) => boolean
  /** Cancels all, those that start from now on too, and waits until what they wrote is committed. */
  readonly stop: () => Promise<void>
}

export const createImportJobs = (): ImportJobs => {
  const jobs = new Map<ImportId, Job>()
  let stopped = false
  const find = (corpus: CorpusId, id: ImportId): Job | null => {
    const job = jobs.get(id)
    return job?.corpus === corpus ? job : null
  }
  const running: ImportJobs['running'] = (corpus) => {
    for (const [id, job] of jobs) if (job.running && job.corpus === corpus) return id
    return null
  }

  const startWork: ImportJobs['startWork'] = (corpus, reads, work) => {
    if (running(corpus)) return failed({ kind: 'import-running' })
    const id = importIdSchema.parse(randomUUID())
    const controller = new AbortController()
    if (stopped) controller.abort()
    const followers = new Set<(progress: ImportProgress) => void>()
    const onProgress = (progress: ImportProgress): void => {
      job.latest = progress
      for (const follower of followers) follower(progress)
    }
    const run = async (): Promise<Result<ImportSummary, WriteFailure>> => {
      try {
        return await work({ id, signal: controller.signal, onProgress })
      } finally {
        job.running = false
      }
    }
    // Runs after `job` is made, which its first progress writes to.
    const done = Promise.resolve().then(run)
    // Whoever follows sees the error; an import nobody follows must not end the engine.
    done.catch(() => undefined)
    const job: Job = { corpus, reads, controller, done, followers, latest: null, running: true }
    jobs.set(id, job)
    return success(id)
  }

  return {
    running,
    reads: (path) => [...jobs.values()].some((job) => job.running && job.reads.includes(path)),
    startWork,
    start: (corpus, writer, roots, otherCorpora, whenDone) =>
      startWork(
        corpus.id,
        roots.map(({ path }) => path),
        async (work) => {
          try {
            return await runImport({ ...work, corpus, writer, roots, otherCorpora })
          } finally {
            await whenDone()
          }
        }
      ),
    follow: async (corpus, id, signal, onProgress) => {
      const job = find(corpus, id)
      if (!job) return failed({ kind: 'not-found', what: 'import', id })
      if (job.latest) onProgress(job.latest)
      job.followers.add(onProgress)
      const left = new Promise<Result<never, FailureOf<'cancelled'>>>((resolve) => {
        signal.addEventListener('abort', () => resolve(failed({ kind: 'cancelled' })), { once: true })
      })
      try {
        return await Promise.race([job.done, left])
      } finally {
        job.followers.delete(onProgress)
      }
    },
    cancel: (corpus, id) => {
      const job = find(corpus, id)
      if (!job) return failed({ kind: 'not-found', what: 'import', id })
      job.controller.abort()
      return success(null)
    },
    stop: async () => {
      stopped = true
      for (const job of jobs.values()) job.controller.abort()
      await Promise.allSettled([...jobs.values()].map((job) => job.done))
    }
  }
}
