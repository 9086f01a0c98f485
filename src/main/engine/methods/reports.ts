import { explain } from '../../explain/explain.ts'
import { failed, success } from '../../../shared/model/result.ts'
import { disassembler } from '../disassembling.ts'
import { corpusOf, type EngineParts } from '../parts.ts'
import type { Handlers } from '../handlers.ts'

export const reportHandlers = (parts: EngineParts): Pick<Handlers, 'reports.list' | 'reports.get'> => ({
  'reports.list': async ({ corpus, bucket, text, page }) => {
    const found = corpusOf(parts, corpus)
    return found.ok ? success(await found.value.reader.reports({ bucket, text }, page)) : found
  },

  'reports.get': async ({ corpus, report }) => {
    const found = corpusOf(parts, corpus)
    if (!found.ok) return found
    const stored = await found.value.reader.report(report)
    if (!stored) return failed({ kind: 'not-found', what: 'report', id: report })
    return success({ ...stored, explanation: explain(stored.report, await disassembler()) })
  }
})
