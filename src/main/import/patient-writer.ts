import type { Result } from '../../shared/model/result.ts'
import type { CorpusWriter } from '../corpus/corpus.ts'

/** A corpus waits some seconds for another process itself; so many waits are a minute or two. */
const mostWaits = 20

/**
 * A writer that asks again where another process writes for long, such as one that groups a large corpus anew: an import
 * of hours must not end for that. Once it is cancelled it asks no more.
 */
export const patientWriter = (writer: CorpusWriter, signal: AbortSignal): CorpusWriter => {
  const patiently = async <Value, Problem extends { readonly kind: string }>(
    work: () => Promise<Result<Value, Problem>>
  ): Promise<Result<Value, Problem>> => {
    for (let waits = 1; ; waits += 1) {
      const answer = await work()
      if (answer.ok || answer.failure.kind !== 'corpus-busy' || waits === mostWaits || signal.aborted) return answer
    }
  }
  return {
    ...writer,
    addLogs: (...args) => patiently(() => writer.addLogs(...args)),
    openLog: () => patiently(() => writer.openLog()),
    addChunk: (...args) => patiently(() => writer.addChunk(...args)),
    finishLog: (...args) => patiently(() => writer.finishLog(...args)),
    dropLog: (...args) => patiently(() => writer.dropLog(...args)),
    replaceReports: (...args) => patiently(() => writer.replaceReports(...args)),
    addSkipped: (...args) => patiently(() => writer.addSkipped(...args)),
    settle: (...args) => patiently(() => writer.settle(...args)),
    finishImport: (...args) => patiently(() => writer.finishImport(...args))
  }
}
