import { failed, success } from '../../../shared/model/result.ts'
import { corpusOf, type EngineParts } from '../parts.ts'
import type { Handlers } from '../handlers.ts'

type BucketMethods =
  | 'ids.find'
  | 'buckets.list'
  | 'buckets.get'
  | 'buckets.detail'
  | 'buckets.tree'
  | 'buckets.timeline'

export const bucketHandlers = (parts: EngineParts): Pick<Handlers, BucketMethods> => ({
  'buckets.list': async ({ corpus, query, page }) => {
    const found = corpusOf(parts, corpus)
    return found.ok ? success(await found.value.reader.buckets(query, page)) : found
  },

  'buckets.get': async ({ corpus, bucket }) => {
    const found = corpusOf(parts, corpus)
    if (!found.ok) return found
    const row = await found.value.reader.bucket(bucket)
    return row ? success(row) : failed({ kind: 'not-found', what: 'bucket', id: bucket })
  },

  'ids.find': async ({ corpus, what, beginning }) => {
    const found = corpusOf(parts, corpus)
    return found.ok ? success(await found.value.reader.findIds(what, beginning)) : found
  },

  'buckets.detail': async ({ corpus, bucket }) => {
    const found = corpusOf(parts, corpus)
    if (!found.ok) return found
    const detail = await found.value.reader.bucketDetail(bucket)
    return detail ? success(detail) : failed({ kind: 'not-found', what: 'bucket', id: bucket })
  },

  'buckets.tree': async ({ corpus, bucket }) => {
    const found = corpusOf(parts, corpus)
    if (!found.ok) return found
    const tree = await found.value.reader.stackTree(bucket)
    return tree ? success(tree) : failed({ kind: 'not-found', what: 'bucket', id: bucket })
  },

  'buckets.timeline': async ({ corpus, bucket }) => {
    const found = corpusOf(parts, corpus)
    if (!found.ok) return found
    const timeline = await found.value.reader.timeline(bucket)
    return timeline ? success(timeline) : failed({ kind: 'not-found', what: 'bucket', id: bucket })
  }
})
