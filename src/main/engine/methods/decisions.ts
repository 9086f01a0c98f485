import type { FailureOf } from '../../../shared/model/failure.ts'
import type { CorpusId } from '../../../shared/model/ids.ts'
import { failed, success, type Result } from '../../../shared/model/result.ts'
import type { CorpusWriter } from '../../corpus/corpus.ts'
import { corpusOf, type EngineParts } from '../parts.ts'
import type { Handlers } from '../handlers.ts'

type DecisionMethods =
  | 'decisions.list'
  | 'decisions.merge'
  | 'decisions.split'
  | 'decisions.not-same'
  | 'decisions.duplicate'
  | 'decisions.undo'

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

export const decisionHandlers = (parts: EngineParts): Pick<Handlers, DecisionMethods> => ({
  'decisions.list': async ({ corpus }) => {
    const found = corpusOf(parts, corpus)
    return found.ok ? success(await found.value.reader.decisions()) : found
  },

  'decisions.merge': async ({ corpus, into, buckets }) => {
    const writer = writerOf(parts, corpus)
    return writer.ok ? writer.value.mergeBuckets(into, buckets, Date.now()) : writer
  },

  'decisions.split': async ({ corpus, bucket, reports }) => {
    const writer = writerOf(parts, corpus)
    return writer.ok ? writer.value.splitBucket(bucket, reports, Date.now()) : writer
  },

  'decisions.not-same': async ({ corpus, a, b }) => {
    const writer = writerOf(parts, corpus)
    if (!writer.ok) return writer
    const decided = await writer.value.keepApart(a, b, Date.now())
    return decided.ok ? success({ decision: decided.value }) : decided
  },

  'decisions.duplicate': async ({ corpus, bucket, of }) => {
    const writer = writerOf(parts, corpus)
    if (!writer.ok) return writer
    const decided = await writer.value.markDuplicate(bucket, of, Date.now())
    return decided.ok ? success({ decision: decided.value }) : decided
  },

  'decisions.undo': async ({ corpus, decision }) => {
    const writer = writerOf(parts, corpus)
    if (!writer.ok) return writer
    const undone = await writer.value.undoDecision(decision, Date.now())
    return undone.ok ? success({}) : undone
  }
})
