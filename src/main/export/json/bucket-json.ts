import type { ReportRow } from '../../../shared/model/bucket.ts'
import { quotedOf, type GatheredBucket } from '../gather.ts'
import type { ExportedBucket } from './export-file.ts'
import { jsonText } from './json-text.ts'

const exported = ({
  row,
  detail,
  notes,
  annotations,
  sample,
  sampleOf
}: GatheredBucket): Omit<ExportedBucket, 'reports'> => ({
  bucket: row.bucket,
  title: row.title,
  kind: row.kind,
  frame: row.frame,
  callers: row.callers,
  count: row.count,
  files: row.files,
  kernels: row.kernels,
  firstSeen: row.firstSeen,
  firstSeenFrom: row.firstSeenFrom,
  lastSeen: row.lastSeen,
  lastSeenFrom: row.lastSeenFrom,
  reason: detail.reason,
  titles: detail.titles,
  triage: row.triage,
  duplicateOf: detail.duplicateOf,
  duplicates: detail.duplicates,
  decisions: detail.decisions,
  notes,
  annotations,
  sample:
    sample && sampleOf
      ? { report: sampleOf, lines: quotedOf(sample).map(({ line, kind, text }) => ({ line, kind, text })) }
      : null
})

/** A list with one item on a line, so that two exports can be compared by line. */
const listText = (items: readonly unknown[]): string =>
  items.length === 0 ? '[]' : `[\n${items.map((item) => `    ${jsonText(item)}`).join(',\n')}\n  ]`

/** A bucket's object but for its reports and its end: `{ ..., "reports": [`. */
export const bucketJsonHead = (bucket: GatheredBucket): string => {
  const members = Object.entries(exported(bucket)).map(
    ([name, value]) => `  ${jsonText(name)}: ${Array.isArray(value) ? listText(value) : jsonText(value)}`
  )
  return `{\n${members.join(',\n')},\n  "reports": [`
}

/** A report as a line of the list; `first` is the one that no comma stands before. */
export const reportJson = (report: ReportRow, first: boolean): string => `${first ? '' : ','}\n    ${jsonText(report)}`

/** The end of a bucket that has reports, or none. */
export const bucketJsonEnd = (hasReports: boolean): string => (hasReports ? '\n  ]\n}' : ']\n}')
