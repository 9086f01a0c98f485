import type { FailureOf } from '../../../shared/model/failure.ts'
import { failed, success, type Result } from '../../../shared/model/result.ts'
import type { CheckedInputOf } from '../../../shared/protocol/methods.ts'
import type { SimilarTo } from '../../corpus/clusters.ts'
import { parseLog } from '../../parse/parse-log.ts'
import { corpusOf, type EngineParts } from '../parts.ts'
import type { Handlers } from '../handlers.ts'

type Asked = CheckedInputOf<'similar.reports'>['of']

/** A text is a log that is not in the corpus: its first crash is what is meant. */
const similarTo = (of: Asked): Result<SimilarTo, FailureOf<'no-crash'>> => {
  if (of.kind !== 'text') return success(of)
  const report = parseLog(Buffer.from(of.text)).reports[0]
  return report ? success({ kind: 'crash', report }) : failed({ kind: 'no-crash', what: 'the text' })
}

const missing = (of: SimilarTo): Result<never, FailureOf<'not-found'>> =>
  failed({
    kind: 'not-found',
    what: of.kind === 'bucket' ? 'bucket' : 'report',
    id: of.kind === 'bucket' ? of.bucket : of.kind === 'report' ? of.report : ''
  })

export const similarHandlers = (
  parts: EngineParts
): Pick<Handlers, 'similar.buckets' | 'similar.reports' | 'similar.why'> => ({
  'similar.buckets': async ({ corpus, of, limit }) => {
    const found = corpusOf(parts, corpus)
    if (!found.ok) return found
    const asked = similarTo(of)
    if (!asked.ok) return asked
    const similar = await found.value.reader.similarBuckets(asked.value, limit)
    return similar ? success(similar) : missing(asked.value)
  },

  'similar.reports': async ({ corpus, of, limit }) => {
    const found = corpusOf(parts, corpus)
    if (!found.ok) return found
    const asked = similarTo(of)
    if (!asked.ok) return asked
    const similar = await found.value.reader.similarReports(asked.value, limit)
    return similar ? success(similar) : missing(asked.value)
  },

  'similar.why': async ({ corpus, a, b }) => {
    const found = corpusOf(parts, corpus)
    return found.ok ? found.value.reader.why(a, b) : found
  }
})
