import { success } from '../../../shared/model/result.ts'
import { corpusOf, type EngineParts } from '../parts.ts'
import type { Handlers } from '../handlers.ts'
import { byNow, writerOf } from '../writer-of.ts'

type DecisionMethods =
  | 'decisions.list'
  | 'decisions.merge'
  | 'decisions.split'
  | 'decisions.not-same'
  | 'decisions.duplicate'
  | 'decisions.undo'

export const decisionHandlers = (parts: EngineParts): Pick<Handlers, DecisionMethods> => ({
  'decisions.list': async ({ corpus }) => {
    const found = corpusOf(parts, corpus)
    return found.ok ? success(await found.value.reader.decisions()) : found
  },

  'decisions.merge': async ({ corpus, into, buckets }) => {
    const writer = writerOf(parts, corpus)
    return writer.ok ? writer.value.mergeBuckets(into, buckets, byNow(parts)) : writer
  },

  'decisions.split': async ({ corpus, bucket, reports }) => {
    const writer = writerOf(parts, corpus)
    return writer.ok ? writer.value.splitBucket(bucket, reports, byNow(parts)) : writer
  },

  'decisions.not-same': async ({ corpus, a, b }) => {
    const writer = writerOf(parts, corpus)
    if (!writer.ok) return writer
    const decided = await writer.value.keepApart(a, b, byNow(parts))
    return decided.ok ? success({ decision: decided.value }) : decided
  },

  'decisions.duplicate': async ({ corpus, bucket, of }) => {
    const writer = writerOf(parts, corpus)
    if (!writer.ok) return writer
    const decided = await writer.value.markDuplicate(bucket, of, byNow(parts))
    return decided.ok ? success({ decision: decided.value }) : decided
  },

  'decisions.undo': async ({ corpus, decision }) => {
    const writer = writerOf(parts, corpus)
    if (!writer.ok) return writer
    const undone = await writer.value.undoDecision(decision, byNow(parts))
    return undone.ok ? success({}) : undone
  }
})
