import { explain } from '../../explain/explain.ts'
import { loadDisassembler, type Disassembler } from '../../explain/disassembler.ts'
import { failed, success } from '../../../shared/model/result.ts'
import { corpusOf, type EngineParts } from '../parts.ts'
import type { Handlers } from '../handlers.ts'

let disassembler: Promise<Disassembler> | null = null

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
    // Loaded for the first report that someone looks at, and kept.
    disassembler ??= loadDisassembler()
    return success({ ...stored, explanation: explain(stored.report, await disassembler) })
  }
})
