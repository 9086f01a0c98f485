import { failed, success } from '../../../shared/model/result.ts'
import { planExport } from '../../export/plan.ts'
import { inHandyPieces, previewOf } from '../../export/preview.ts'
import type { Handlers } from '../handlers.ts'
import { corpusOf, type EngineParts } from '../parts.ts'

export const exportHandlers = (parts: EngineParts): Pick<Handlers, 'exports.preview' | 'exports.make'> => ({
  'exports.preview': async ({ corpus, scope, format, options }) => {
    const found = corpusOf(parts, corpus)
    if (!found.ok) return found
    const plan = await planExport(found.value.reader, scope, format, options)
    if (!plan.ok) return plan
    const { fileName, buckets, reports } = plan.value
    return success({ fileName, buckets, reports, ...(await previewOf(plan.value)) })
  },

  'exports.make': async ({ corpus, scope, format, options }, { signal, progress }) => {
    const found = corpusOf(parts, corpus)
    if (!found.ok) return found
    const plan = await planExport(found.value.reader, scope, format, options)
    if (!plan.ok) return plan
    const { fileName, buckets, reports, pieces } = plan.value
    for await (const { text, done } of inHandyPieces(pieces())) {
      if (signal.aborted) return failed({ kind: 'cancelled' })
      progress({ text, done, of: buckets })
    }
    return signal.aborted ? failed({ kind: 'cancelled' }) : success({ fileName, buckets, reports })
  }
})
