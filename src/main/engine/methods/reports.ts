import { explain } from '../../explain/explain.ts'
import { failed, success } from '../../../shared/model/result.ts'
import { trailerLines, trailersOf } from '../../export/mail/trailers.ts'
import { disassembler } from '../disassembling.ts'
import { corpusOf, type EngineParts } from '../parts.ts'
import { viewLines } from '../view-lines.ts'
import type { Handlers } from '../handlers.ts'

export const reportHandlers = (
  parts: EngineParts
): Pick<Handlers, 'reports.list' | 'reports.get' | 'reports.trailers'> => ({
  'reports.list': async ({ corpus, bucket, text, terms, page }) => {
    const found = corpusOf(parts, corpus)
    return found.ok ? success(await found.value.reader.reports({ bucket, text, terms }, page)) : found
  },

  'reports.get': async ({ corpus, report }) => {
    const found = corpusOf(parts, corpus)
    if (!found.ok) return found
    const stored = await found.value.reader.report(report)
    if (!stored) return failed({ kind: 'not-found', what: 'report', id: report })
    return success({ ...stored, explanation: explain(stored.report, await disassembler()) })
  },

  'reports.trailers': async ({ corpus, report }) => {
    const found = corpusOf(parts, corpus)
    if (!found.ok) return found
    const { reader } = found.value
    const stored = await reader.report(report)
    if (!stored) return failed({ kind: 'not-found', what: 'report', id: report })
    const { log, lineCount } = stored.log
    const end = Math.max(trailerLines + 1, lineCount - trailerLines + 1)
    const pieces = await Promise.all([1, end].map((from) => reader.lines(log, from, trailerLines)))
    return success({ lines: trailersOf(pieces.flatMap((bytes) => (bytes ? viewLines(bytes) : []))) })
  }
})
