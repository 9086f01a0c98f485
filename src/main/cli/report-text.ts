import type { ReportRow } from '../../shared/model/bucket.ts'
import type { Report } from '../../shared/model/report.ts'
import { seenText } from '../../shared/model/seen.ts'

type Seen = Pick<ReportRow, 'seen' | 'seenFrom' | 'seenAssumes'>

/** `2026-11-22 14:05 UTC`. */
export const timeText = (time: number): string => `${new Date(time).toISOString().slice(0, 16).replace('T', ' ')} UTC`

/** What, where and, of a stored report, when: in three to five lines. */
export const reportHeadText = (file: string, report: Report, row: Seen | null = null): string => {
  const { facts } = report
  const task = facts.command ? `${facts.command.value}${facts.pid ? ` (pid ${facts.pid.value})` : ''}` : null
  const parts = [report.kind, report.kernel, report.arch === 'unknown' ? null : report.arch, task]
  return [
    report.title,
    parts.filter((part) => part !== null).join(', '),
    `${file}, lines ${report.startLine} to ${report.endLine}`,
    ...(row === null ? [] : [`seen ${timeText(row.seen)}, ${seenText(row.seenFrom, row.seenAssumes)}`]),
    ...(report.corrupted ? [`corrupted: ${report.corruptedReason}`] : [])
  ].join('\n')
}

/** A report for a person at a terminal: its head, then its text. */
export const reportText = (file: string, report: Report, row: Seen | null = null): string =>
  [reportHeadText(file, report, row), '', ...report.lines.map(({ text }) => text), ''].join('\n')
