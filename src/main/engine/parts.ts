import type { FailureOf } from '../../shared/model/failure.ts'
import type { CorpusId } from '../../shared/model/ids.ts'
import { failed, success, type Result } from '../../shared/model/result.ts'
import type { Corpus } from '../corpus/corpus.ts'
import type { Uploads } from '../import/uploads.ts'
import type { Corpora } from './corpora.ts'
import type { ImportJobs } from './import-jobs.ts'
import type { EngineOptions } from './options.ts'

/** What the handlers work with. */
export type EngineParts = {
  readonly options: EngineOptions
  readonly corpora: Corpora
  readonly imports: ImportJobs
  readonly uploads: Uploads
  /** Where logs of bundles lie while they are imported. */
  readonly bundleFolder: string
  /** The person whose name stands on acts made now. */
  readonly author: () => string
  readonly setAuthor: (name: string) => Result<string, FailureOf<'disk-full'>>
  /** The corpus that was opened at the start. */
  readonly firstCorpus: CorpusId
}

/** The corpus with this id, as a failure when it is not open. */
export const corpusOf = (parts: EngineParts, id: CorpusId): Result<Corpus, FailureOf<'corpus-unknown'>> => {
  const corpus = parts.corpora.find(id)
  return corpus ? success(corpus) : failed({ kind: 'corpus-unknown', corpus: id })
}
