import type { FailureOf } from '../../../shared/model/failure.ts'
import type { ReportId } from '../../../shared/model/ids.ts'
import type { Noted } from '../../../shared/model/note.ts'
import { failed, success } from '../../../shared/model/result.ts'
import { locateAnnotation, placeOf } from '../../triage/locate-annotation.ts'
import type { Handlers } from '../handlers.ts'
import { corpusOf, type EngineParts } from '../parts.ts'
import { byNow, writerOf } from '../writer-of.ts'

const missing = (of: Noted): FailureOf<'not-found'> => ({
  kind: 'not-found',
  what: of.kind,
  id: of.kind === 'bucket' ? of.bucket : of.report
})

const noReport = (report: ReportId): FailureOf<'not-found'> => ({ kind: 'not-found', what: 'report', id: report })

export const annotationHandlers = (parts: EngineParts): Pick<Handlers, 'annotations.list' | 'annotations.save'> => ({
  'annotations.list': async ({ corpus, of }) => {
    const found = corpusOf(parts, corpus)
    if (!found.ok) return found
    const { reader } = found.value
    const annotations = await reader.annotations(of)
    if (!annotations) return failed(missing(of))
    if (of.kind === 'bucket') return success(annotations.map((annotation) => ({ annotation, at: null })))
    const opened = annotations.length === 0 ? null : await reader.report(of.report)
    if (!opened) return success([])
    const located = annotations.map((annotation) => ({
      annotation,
      at: locateAnnotation(annotation.place, opened.report, of.report)
    }))
    // Of other reports only what is found here is to be shown here.
    return success(located.filter(({ annotation, at }) => at !== null || annotation.place.report === of.report))
  },

  'annotations.save': async ({ corpus, annotation, report, startLine, endLine, mark, text, over }) => {
    const found = corpusOf(parts, corpus)
    if (!found.ok) return found
    const writer = writerOf(parts, corpus)
    if (!writer.ok) return writer
    const opened = await found.value.reader.report(report)
    if (!opened) return failed(noReport(report))
    const { lineCount } = opened.log
    const [first, last] = [startLine, endLine].map((line) => Math.min(line, lineCount)).toSorted((a, b) => a - b)
    const place = placeOf(opened.report, report, first ?? startLine, last ?? endLine)
    const saved = await writer.value.saveAnnotation(annotation, place, mark, text, over, byNow(parts))
    return saved.ok ? success({ annotation: saved.value }) : saved
  }
})
