import { failed, success } from '../../../shared/model/result.ts'
import { gatherBuckets } from '../../export/gather.ts'
import { bucketsToMarkdown } from '../../export/markdown.ts'
import type { Handlers } from '../handlers.ts'
import { corpusOf, type EngineParts } from '../parts.ts'

export const exportHandlers = (parts: EngineParts): Pick<Handlers, 'exports.markdown'> => ({
  'exports.markdown': async ({ corpus, buckets }) => {
    const found = corpusOf(parts, corpus)
    if (!found.ok) return found
    const gathered = await gatherBuckets(found.value.reader, buckets)
    if (!gathered.ok) return failed(gathered.failure)
    return success({ ...bucketsToMarkdown(gathered.value, Date.now()), buckets: gathered.value.length })
  }
})
