import type { Annotation } from '../../../shared/model/annotation.ts'
import type { BucketRow, ReportRow } from '../../../shared/model/bucket.ts'
import type { Note } from '../../../shared/model/note.ts'
import type { Report } from '../../../shared/model/report.ts'
import { seenText } from '../../../shared/model/seen.ts'
import { quotedOf, type GatheredBucket } from '../gather.ts'
import { counted, kindWords, newestKernels, priorityWords, statusWords, timeText, unlisted } from '../words.ts'
import { inertNote } from './inert-note.ts'
import { codeBlock, inlineCode, inlineText } from './markdown-text.ts'

/** Lines of a sample report; the whole one is in the corpus. */
const sampleLines = 400

const item = (name: string, text: string): readonly string[] => (text === '' ? [] : [`- ${name}: ${text}`])

const kernelText = (kernels: readonly string[]): string => {
  const { shown, older } = newestKernels(kernels)
  return shown.map(inlineCode).join(', ') + (older > 0 ? ` and ${older} older` : '')
}

const said = ({ row, detail }: GatheredBucket): readonly string[] => {
  const { status, priority, owner, tags, cameBack } = row.triage
  const { duplicateOf, duplicates } = detail
  return [
    ...item('Status', status.kind === 'new' ? '' : inlineText(statusWords(status))),
    ...item('Came back', inlineText(cameBack?.text ?? '')),
    ...item('Priority', priorityWords[priority]),
    ...item('Owner', inlineText(owner)),
    ...item('Tags', tags.map(inlineCode).join(', ')),
    ...item('Duplicate of', duplicateOf ? `${inlineText(duplicateOf.title)} (${inlineCode(duplicateOf.bucket)})` : ''),
    ...item(
      'Duplicates',
      duplicates.map(({ title, bucket }) => `${inlineText(title)} (${inlineCode(bucket)})`).join(', ')
    )
  ]
}

const facts = (row: BucketRow): readonly string[] => [
  `- Bucket: ${inlineCode(row.bucket)}`,
  `- Kind: ${kindWords[row.kind]}`,
  `- Seen: ${counted(row.count, 'report')} in ${counted(row.files, 'log')}`,
  `- First seen: ${timeText(row.firstSeen)}, ${seenText(row.firstSeenFrom)}`,
  `- Last seen: ${timeText(row.lastSeen)}, ${seenText(row.lastSeenFrom)}`,
  ...item(row.kernels.length === 1 ? 'Kernel' : 'Kernels', kernelText(row.kernels)),
  ...item('Function', inlineCode(row.frame ?? '')),
  ...item('Called from', row.callers.map(inlineCode).join(', '))
]

const by = (author: string, time: number): string => `${inlineText(author) || 'somebody'}, ${timeText(time)}`

const noteText = ({ texts, from, of }: Note, below: number): string => {
  const about = [
    ...(of.kind === 'report' ? [`on the report ${inlineCode(of.report)}`] : []),
    ...(from === null ? [] : [`written on ${inlineText(from)}`])
  ].join(', ')
  const standing = texts.filter(({ text }) => text.trim() !== '')
  const apart =
    texts.length > 1 ? [`*${counted(texts.length, 'text')} of this note were written apart; all of them stand.*`] : []
  return [
    ...apart,
    ...standing.flatMap(({ author, saved, text }) => [
      `*${by(author, saved)}${about === '' ? '' : `, ${about}`}*`,
      inertNote(text, below)
    ])
  ].join('\n\n')
}

const annotationText = ({ place, mark, texts }: Annotation, below: number): string => {
  const { startLine, endLine, report, quote, frame } = place
  const lines = startLine === endLine ? `line ${startLine}` : `lines ${startLine} to ${endLine}`
  const where = frame ? ` (${inlineCode(frame.function)})` : ''
  const left = endLine - startLine + 1 - quote.length
  const more = left > 0 ? [`[${counted(left, 'more line')} in the log]`] : []
  const words = texts.filter(({ text }) => text.trim() !== '')
  const parts = [
    `**${mark === 'remark' ? 'Remark' : mark === 'highlight' ? 'Highlight' : 'Bookmark'}** on ${lines} of ${inlineCode(report)}${where}`,
    ...(quote.length > 0 ? [codeBlock([...quote, ...more])] : []),
    ...words.flatMap(({ author, saved, text }) => [`*${by(author, saved)}*`, inertNote(text, below)])
  ]
  return parts.join('\n\n')
}

const sampleText = (report: Report): string => {
  const lines = quotedOf(report).map((line) => line.text)
  const cut = lines.length - sampleLines
  return codeBlock(cut > 0 ? [...lines.slice(0, sampleLines), `[${counted(cut, 'more line')} in the log]`] : lines)
}

const reportLine = (report: ReportRow): string => {
  const kernel = report.kernel ? `, ${inlineCode(report.kernel)}` : ''
  const command = report.command ? `, ${inlineCode(report.command)}` : ''
  const corrupted = report.corrupted ? ', corrupted' : ''
  return `- ${inlineCode(report.file)} (${inlineCode(report.report)}), ${timeText(report.seen)}${kernel}${command}${corrupted}`
}

/**
 * A bucket as Markdown for a mail or an issue tracker: title, facts, what was said and decided, the notes as written, a
 * sample report and where each report lies. Ends with a line feed.
 */
export const bucketMarkdown = (bucket: GatheredBucket, heading: '#' | '##'): string => {
  const { row, notes, annotations, sample, reports, detail } = bucket
  const below = `${heading}#`
  const parts = [`${heading} ${inlineText(row.title) || 'Untitled'}`, [...said(bucket), ...facts(row)].join('\n')]
  if (notes.length > 0)
    parts.push(
      `${below} ${notes.length === 1 ? 'Note' : 'Notes'}`,
      ...notes.map((note) => noteText(note, below.length))
    )
  if (detail.decisions.length > 0) {
    const lines = detail.decisions.map(({ made, text }) => `- ${timeText(made)}: ${inlineText(text)}`)
    parts.push(`${below} Decisions`, lines.join('\n'))
  }
  if (annotations.length > 0)
    parts.push(`${below} Annotations`, ...annotations.map((annotation) => annotationText(annotation, below.length)))
  if (sample) parts.push(`${below} Report`, sampleText(sample))
  if (reports.length > 0) {
    const more = unlisted(row, reports)
    const list = [...reports.map(reportLine), ...(more > 0 ? [`- and ${more} more`] : [])]
    parts.push(`${below} ${counted(reports.length + more, 'report')}`, list.join('\n'))
  }
  return `${parts.join('\n\n')}\n`
}

/** What stands above several buckets. */
export const markdownHead = (buckets: number): string => `# ${counted(buckets, 'kernel crash', 'kernel crashes')}\n`
