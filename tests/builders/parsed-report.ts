import { parseLog } from '../../src/main/parse/parse-log.ts'
import type { Report } from '../../src/shared/model/report.ts'

/** The reports of a log, by its text; nothing may be in front of the lines' own indentation. */
export const parsedReports = (text: string): readonly Report[] => parseLog(Buffer.from(text)).reports

/** The only report of a log. */
export const parsedReport = (text: string): Report => {
  const [report, ...others] = parsedReports(text)
  if (report === undefined || others.length > 0) throw new Error('The log has not exactly one report.')
  return report
}

/** What stands in the log at a place. */
export const textAt = (text: string, span: { readonly startByte: number; readonly endByte: number }): string =>
  Buffer.from(text).subarray(span.startByte, span.endByte).toString()
