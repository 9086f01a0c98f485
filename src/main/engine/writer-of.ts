import type { FailureOf } from '../../shared/model/failure.ts'
import type { CorpusId } from '../../shared/model/ids.ts'
import { failed, success, type Result } from '../../shared/model/result.ts'
import type { CorpusWriter } from '../corpus/corpus.ts'
import type { By } from '../corpus/triage.ts'
import { corpusOf, type EngineParts } from './parts.ts'

/** The writer of an open corpus, as a failure where there is none. */
export const writerOf = (
  parts: EngineParts,
  corpus: CorpusId
): Result<CorpusWriter, FailureOf<'corpus-unknown' | 'corpus-read-only'>> => {
  const found = corpusOf(parts, corpus)
  if (!found.ok) return found
  const { writer, file } = found.value
  return writer ? success(writer) : failed({ kind: 'corpus-read-only', file })
}

/** Whose act it is that is made now. */
export const byNow = (parts: EngineParts): By => ({ author: parts.author(), now: Date.now() })
