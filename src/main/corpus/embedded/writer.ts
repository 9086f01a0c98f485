import { threadFile } from './thread-file.ts'
import { startCallThread, type CallThread } from '../../threads/typed-calls.ts'
import { success, type Result } from '../../../shared/model/result.ts'
import type { CorpusWriter, OpenFailure } from '../corpus.ts'
import type { Prepared } from './prepare.ts'
import type { ThreadData, Written, WriterThread } from './thread-methods.ts'

/** The writer thread of one corpus. */
export type Writer = {
  readonly open: (wanted: {
    readonly create: boolean
    readonly readOnly: boolean
    readonly backups: boolean
  }) => Promise<Result<Prepared, OpenFailure>>
  readonly writer: CorpusWriter
  /** Waits for the writes under way, seals the file, and makes a copy that is due; answers why there is none. */
  readonly close: () => Promise<string | null>
}

/** A note waits no longer than about this for the buckets to be put in order. */
const settleMilliseconds = 300

const startThread = (): CallThread<WriterThread> =>
  startCallThread<WriterThread>(threadFile(), { role: 'writer' } satisfies ThreadData)

/** `onWritten` is called with the count of changes after each write; `start` makes a thread. */
export const startWriter = (
  file: string,
  onWritten: (changes: number) => void,
  start: () => CallThread<WriterThread> = startThread
): Writer => {
  let thread = start()
  let reopened: Promise<Result<unknown, OpenFailure>> | null = null
  let closed = false
  let backups = false

  const reopen = (): Promise<Result<unknown, OpenFailure>> => {
    thread = start()
    return thread.call('open', { file, create: false, readOnly: false, isOpen: true, backups })
  }

  /** The thread, started again when it has died. The calls it died of have failed; whoever made them decides. */
  const live = async (): Promise<CallThread<WriterThread>> => {
    if (closed) throw new Error('the corpus is closed')
    if (thread.ended()) reopened ??= reopen()
    if (reopened) {
      const opened = await reopened.finally(() => {
        reopened = null
      })
      if (!opened.ok) {
        await thread.stop()
        throw new Error(`the corpus could not be opened again (${opened.failure.kind})`)
      }
    }
    return thread
  }

  const answerOf = async <Value>(written: Promise<Written<Value>>): Promise<Value> => {
    const { answer, changes } = await written
    onWritten(changes)
    return answer
  }

  const settle: CorpusWriter['settle'] = async (signal) => {
    let moved = 0
    while (true) {
      const some = await answerOf((await live()).call('settleSome', settleMilliseconds))
      if (!some.ok) return some
      moved += some.value.moved
      if (!some.value.left || signal?.aborted === true) return success({ moved })
    }
  }

  const applyRegrouping: CorpusWriter['applyRegrouping'] = async (signal, onProgress) => {
    const started = await answerOf((await live()).call('regroupStart'))
    if (!started.ok) return started
    for (let ended = false; !ended;) {
      if (signal.aborted) return success(null)
      const step = await answerOf((await live()).call('regroupStep'))
      if (!step.ok) return step
      onProgress(step.value)
      ended = step.value.done >= step.value.of
    }
    if (!signal.aborted) return answerOf((await live()).call('regroupFinish'))
    await answerOf((await live()).call('regroupStart'))
    return success(null)
  }

  return {
    open: (wanted) => {
      backups = wanted.backups
      return thread.call('open', { file, ...wanted })
    },
    writer: {
      addLogs: async (...args) => answerOf((await live()).call('addLogs', ...args)),
      openLog: async () => answerOf((await live()).call('openLog')),
      addChunk: async (...args) => answerOf((await live()).call('addChunk', ...args)),
      finishLog: async (...args) => answerOf((await live()).call('finishLog', ...args)),
      dropLog: async (...args) => answerOf((await live()).call('dropLog', ...args)),
      replaceReports: async (...args) => answerOf((await live()).call('replaceReports', ...args)),
      saveNote: async (...args) => answerOf((await live()).call('saveNote', ...args)),
      saveAnnotation: async (...args) => answerOf((await live()).call('saveAnnotation', ...args)),
      changeTriage: async (...args) => answerOf((await live()).call('changeTriage', ...args)),
      undoGesture: async (...args) => answerOf((await live()).call('undoGesture', ...args)),
      redoGesture: async (...args) => answerOf((await live()).call('redoGesture', ...args)),
      keepBuckets: async (...args) => answerOf((await live()).call('keepBuckets', ...args)),
      adoptActs: async (...args) => answerOf((await live()).call('adoptActs', ...args)),
      startImport: async (...args) => answerOf((await live()).call('startImport', ...args)),
      addSkipped: async (...args) => answerOf((await live()).call('addSkipped', ...args)),
      finishImport: async (...args) => answerOf((await live()).call('finishImport', ...args)),
      settle,
      mergeBuckets: async (...args) => answerOf((await live()).call('mergeBuckets', ...args)),
      splitBucket: async (...args) => answerOf((await live()).call('splitBucket', ...args)),
      keepApart: async (...args) => answerOf((await live()).call('keepApart', ...args)),
      markDuplicate: async (...args) => answerOf((await live()).call('markDuplicate', ...args)),
      undoDecision: async (...args) => answerOf((await live()).call('undoDecision', ...args)),
      applyRegrouping,
      undoRegrouping: async () => answerOf((await live()).call('undoRegrouping'))
    },
    close: async () => {
      closed = true
      const problem = await thread.call('close').catch(() => null)
      await thread.stop()
      return problem
    }
  }
}
