import type { ExportOptions } from '../../../shared/model/export.ts'
import type { Note } from '../../../shared/model/note.ts'
import type { Report } from '../../../shared/model/report.ts'
import { seenText } from '../../../shared/model/seen.ts'
import { quotedOf, type GatheredBucket } from '../gather.ts'
import { oneLine, visible, visibleProse } from '../../../shared/model/visible.ts'
import { counted, newestKernels, statusWords, timeText } from '../words.ts'
import { encodeBody } from './encode-body.ts'
import { addressHeader, textHeader } from './header.ts'
import { harmless, syzCommand } from './syz-command.ts'
import { proseWidth, wrapped } from './wrap.ts'

/** Columns of the names of facts. */
const nameWidth = 10

/** Names and what they say, the latter in one column. */
const facts = (bucket: GatheredBucket): readonly string[] => {
  const { row, detail, sample } = bucket
  const { status } = row.triage
  const { shown, older } = newestKernels(row.kernels)
  const location = sample?.facts.location?.value
  const said: readonly (readonly [string, string])[] = [
    ['Kernel', sample?.kernel ?? shown.at(-1) ?? ''],
    ['Commit', sample?.facts.commit?.value ?? ''],
    ['Kernels', shown.length + older > 1 ? `${shown.join(', ')}${older > 0 ? ` and ${older} older` : ''}` : ''],
    ['Compiler', sample?.facts.compiler?.value ?? ''],
    ['Where', location ? `${location.file}${location.line === null ? '' : `:${location.line}`}` : ''],
    ['Task', sample?.facts.command?.value ?? ''],
    ['Seen', `${counted(row.count, 'report')} in ${counted(row.files, 'log')}`],
    ['First', `${timeText(row.firstSeen)}, ${seenText(row.firstSeenFrom)}`],
    ['Last', `${timeText(row.lastSeen)}, ${seenText(row.lastSeenFrom)}`],
    ['Status', status.kind === 'new' ? '' : statusWords(status)],
    ['Same as', detail.duplicateOf?.title ?? '']
  ]
  return said.flatMap(([name, words]) =>
    words === ''
      ? []
      : wrapped(oneLine(words), proseWidth - nameWidth).map(
          (line, at) => `${(at === 0 ? `${name}:` : '').padEnd(nameWidth)}${line}`
        )
  )
}

const noteLines = (notes: readonly Note[]): readonly string[] =>
  notes.flatMap(({ texts, of }) =>
    texts
      .filter(({ text }) => text.trim() !== '')
      .flatMap(({ text, author }) => [
        // Whose words these are matters where there are several.
        ...(texts.length > 1 ? [`${oneLine(author) || 'Somebody'} wrote:`] : []),
        ...(of.kind === 'report' ? [`On the report ${of.report}:`] : []),
        ...wrapped(visibleProse(text).trim()),
        ''
      ])
  )

const annotationLines = ({ annotations }: GatheredBucket): readonly string[] =>
  annotations.flatMap(({ place, texts }) => {
    const words = texts.map(({ text }) => visibleProse(text).trim()).filter((text) => text !== '')
    if (words.length === 0) return []
    return [
      ...place.quote.map((line) => `> ${visible(line.replaceAll(/[\r\n]/g, ' '))}`.trimEnd()),
      ...words.flatMap((text) => wrapped(text)),
      ''
    ]
  })

const reportLines = (report: Report): readonly string[] =>
  quotedOf(report).map(({ text }) => visible(text.replaceAll(/[\r\n]/g, ' ')).trimEnd())

const trailers = ({ reportedBy, closes }: ExportOptions['mail']): readonly string[] => [
  ...(oneLine(reportedBy) === '' ? [] : [`Reported-by: ${oneLine(reportedBy)}`]),
  ...(oneLine(closes) === '' ? [] : [`Closes: ${oneLine(closes)}`])
]

const paragraph = (lines: readonly string[]): readonly string[] => {
  const end = lines.findLastIndex((line) => line !== '')
  return end < 0 ? [] : [...lines.slice(0, end + 1).map(harmless), '']
}

/**
 * A draft about one bucket, plain text: prose of 72 columns, the report as it is, the trailers, and one command to
 * syzbot at the beginning of a line. The date is left to the program that sends it (RFC 5322, section 3.6.1).
 */
export const bucketMail = (bucket: GatheredBucket, options: ExportOptions): string => {
  const { row, sample } = bucket
  const { mail } = options
  const command = syzCommand(bucket, mail.command, mail.commandTitle)
  const lines = [
    ...paragraph(['A kernel crashed:', '', `  ${oneLine(row.title) || 'untitled'}`]),
    ...paragraph(facts(bucket)),
    ...paragraph(mail.notes ? noteLines(bucket.notes) : []),
    ...paragraph(mail.annotations ? annotationLines(bucket) : []),
    ...paragraph(options.sample && sample ? reportLines(sample) : []),
    ...paragraph(trailers(mail)),
    // A blank line below it too: syzbot takes what follows at once for the rest of a title.
    ...(command === null ? [] : [command, ''])
  ]
  const { encoding, body } = encodeBody(lines)
  const headers = [
    addressHeader('From', mail.from),
    addressHeader('To', mail.to),
    textHeader('Subject', oneLine(mail.subject) || oneLine(row.title) || 'A kernel crash'),
    // Mail programs open it as a draft.
    'X-Unsent: 1',
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=UTF-8',
    `Content-Transfer-Encoding: ${encoding}`
  ]
  return `${headers.filter((header) => header !== '').join('\r\n')}\r\n\r\n${body}\r\n`
}
