import type { Report } from '../../shared/model/report.ts'

/** What and where, in three or four lines. */
export const reportHeadText = (file: string, report: Report): string => {
  const { facts } = report
  const task = facts.command ? `${facts.command.value}${facts.pid ? ` (pid ${facts.pid.value})` : ''}` : null
  const parts = [report.kind, report.kernel, report.arch === 'unknown' ? null : report.arch, task]
  return [
    report.title,
    parts.filter((part) => part !== null).join(', '),
    `${file}, lines ${report.startLine} to ${report.endLine}`,
    ...(report.corrupted ? [`corrupted: ${report.corruptedReason}`] : [])
  ].join('\n')
}

/** A report for a person at a terminal: its head, then its text. */
export const reportText = (file: string, report: Report): string =>
  [reportHeadText(file, report), '', ...report.lines.map(({ text }) => text), ''].join('\n')
