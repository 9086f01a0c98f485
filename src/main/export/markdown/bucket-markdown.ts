import type { BucketRow, ReportRow } from '../../shared/model/bucket.ts'
import type { CrashKind } from '../../shared/model/crash-kind.ts'
import type { Report } from '../../shared/model/report.ts'
import { seenText } from '../../shared/model/seen.ts'
import type { GatheredBucket } from './gather.ts'
import { closedNote, codeBlock, inlineCode, inlineText } from './markdown-text.ts'

/** Lines of a sample report; the whole one is in the corpus. */
const sampleLines = 400

const kindWords: Readonly<Record<CrashKind, string>> = {
  'memory-safety': 'memory safety',
  bug: 'bug',
  hang: 'hang',
  locking: 'locking',
  warning: 'warning',
  'data-race': 'data race',
  leak: 'leak',
  unknown: 'unknown'
}

const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`
/** `2026-11-22 14:05 UTC`: read in every country, and sorted as text. */
const timeText = (time: number): string => {
  const date = new Date(time)
  return Number.isNaN(date.getTime()) ? 'unknown' : `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`
}

const kernelText = (kernels: readonly string[]): string => {
  const shown = kernels.slice(-5).map(inlineCode)
  const more = kernels.length - shown.length
  return more > 0 ? `${shown.join(', ')} and ${more} older` : shown.join(', ')
}

const facts = (row: BucketRow): string =>
  [
    `- Bucket: ${inlineCode(row.bucket)}`,
    `- Kind: ${kindWords[row.kind]}`,
    `- Seen: ${counted(row.count, 'report')} in ${counted(row.files, 'log')}`,
    `- First seen: ${timeText(row.firstSeen)}, ${seenText(row.firstSeenFrom)}`,
    `- Last seen: ${timeText(row.lastSeen)}, ${seenText(row.lastSeenFrom)}`,
    ...(row.kernels.length > 0
      ? [`- ${row.kernels.length === 1 ? 'Kernel' : 'Kernels'}: ${kernelText(row.kernels)}`]
      : []),
    ...(row.frame ? [`- Function: ${inlineCode(row.frame)}`] : []),
    ...(row.callers.length > 0 ? [`- Called from: ${row.callers.map(inlineCode).join(', ')}`] : [])
  ].join('\n')

const sampleText = (report: Report): string => {
  // What repeats, and what the parser knows to be of no use, stands in the log; the reader of a mail needs the crash.
  const lines = report.lines.filter((line) => !line.repeat && line.kind !== 'noise').map((line) => line.text)
  const cut = lines.length - sampleLines
  const shown = cut > 0 ? [...lines.slice(0, sampleLines), `[${counted(cut, 'more line')} in the log]`] : lines
  return codeBlock(shown)
}

const reportLine = (report: ReportRow): string => {
  const kernel = report.kernel ? `, ${inlineCode(report.kernel)}` : ''
  const command = report.command ? `, ${inlineCode(report.command)}` : ''
  const corrupted = report.corrupted ? ', corrupted' : ''
  return `- ${inlineCode(report.file)} (${inlineCode(report.report)}), ${timeText(report.seen)}${kernel}${command}${corrupted}`
}

const bucketText = ({ row, note, reports, sample }: GatheredBucket, heading: string): string => {
  const parts = [`${heading} ${inlineText(row.title) || 'Untitled'}`, facts(row)]
  if (note) parts.push(`${heading}# Note`, closedNote(note.text))
  if (sample) parts.push(`${heading}# Report`, sampleText(sample))
  if (reports.length > 0) {
    const more = row.count - reports.length
    const list = reports.map(reportLine)
    if (more > 0) list.push(`- and ${more} more`)
    parts.push(`${heading}# ${counted(reports.length + Math.max(0, more), 'report')}`, list.join('\n'))
  }
  return parts.join('\n\n')
}

/** Letters, digits and `-`: a name that every file system and mail program takes. */
const fileNameOf = (title: string): string =>
  title
    .toLowerCase()
    .replaceAll(/[^a-z0-9_]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 80) || 'bucket'

/**
 * Buckets as Markdown for a mail or an issue tracker: title, facts, the note as written, a sample report and where each
 * report lies. One bucket is a document of its own; several stand below each other under one heading. `now` in
 * milliseconds since 1970.
 */
export const bucketsToMarkdown = (
  buckets: readonly GatheredBucket[],
  now: number
): { readonly fileName: string; readonly text: string } => {
  const [only] = buckets
  const day = timeText(now).slice(0, 10)
  if (only && buckets.length === 1) {
    return { fileName: `${fileNameOf(only.row.title)}.md`, text: `${bucketText(only, '#')}\n` }
  }
  const title = `# ${counted(buckets.length, 'kernel crash', 'kernel crashes')}, ${day}`
  const text = [title, ...buckets.map((bucket) => bucketText(bucket, '##'))].join('\n\n')
  return { fileName: `oopsdesk-${day}.md`, text: `${text}\n` }
}
