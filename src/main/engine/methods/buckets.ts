import { failed, success } from '../../../shared/model/result.ts'
import { corpusOf, type EngineParts } from '../parts.ts'
import type { Handlers } from '../handlers.ts'

export const bucketHandlers = (parts: EngineParts): Pick<Handlers, 'buckets.list' | 'buckets.get'> => ({
  'buckets.list': async ({ corpus, query, page }) => {
    const found = corpusOf(parts, corpus)
    return found.ok ? success(await found.value.reader.buckets(query, page)) : found
  },

  'buckets.get': async ({ corpus, bucket }) => {
    const found = corpusOf(parts, corpus)
    if (!found.ok) return found
    const row = await found.value.reader.bucket(bucket)
    return row ? success(row) : failed({ kind: 'not-found', what: 'bucket', id: bucket })
  }
})
