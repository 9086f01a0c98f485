import type { ExportFormat, ExportOptions, ExportScope } from '../../shared/model/export.ts'
import type { FailureOf } from '../../shared/model/failure.ts'
import { failed, success, type Result } from '../../shared/model/result.ts'
import type { CorpusReader } from '../corpus/corpus.ts'
import { chosenBuckets, type ChosenBucket } from './chosen.ts'
import { bucketCsv, csvHead } from './csv/bucket-csv.ts'
import { gatherBucket, type GatheredBucket, type Wanted } from './gather.ts'
import { bucketHtml } from './html/bucket-html.ts'
import { htmlFoot, htmlHead } from './html/page.ts'
import { exportJson } from './json/export-json.ts'
import { bucketMail } from './mail/bucket-mail.ts'
import { bucketMarkdown, markdownHead } from './markdown/bucket-markdown.ts'
import { fileWord } from './words.ts'

/** A part of the file, with the buckets that are written when it is. */
export type ExportPiece = { readonly text: string; readonly done: number }

export type ExportPlan = {
  readonly fileName: string
  readonly buckets: number
  readonly reports: number
  /** The file, read from the corpus as it is asked for: one bucket is held at a time. */
  readonly pieces: () => AsyncGenerator<ExportPiece>
}

/** What is between the buckets of a file, and what of each is read for it. */
type Writer = {
  readonly wanted: Wanted
  readonly head: string
  readonly bucket: (bucket: GatheredBucket, isFirst: boolean) => string
  readonly foot: string
}

const writerOf = (
  format: Exclude<ExportFormat, 'json'>,
  chosen: readonly ChosenBucket[],
  options: ExportOptions,
  corpusName: string
): Writer => {
  const wanted: Wanted = { ...options, drawings: false }
  const isOne = chosen.length === 1
  switch (format) {
    case 'markdown':
      return {
        wanted,
        head: isOne ? '' : markdownHead(chosen.length),
        bucket: (bucket) => (isOne ? bucketMarkdown(bucket, '#') : `\n${bucketMarkdown(bucket, '##')}`),
        foot: ''
      }
    case 'html':
      return {
        wanted: { ...wanted, drawings: true },
        head: htmlHead(chosen, corpusName),
        bucket: (bucket) => bucketHtml(bucket, isOne ? 1 : 2),
        foot: htmlFoot
      }
    case 'csv':
      return {
        wanted: { ...wanted, sample: false, reports: 0 },
        head: csvHead(options),
        bucket: (bucket) => bucketCsv(bucket, options),
        foot: ''
      }
    case 'mail':
      // The kernel and the commit are the sample's, whether or not its text is asked for.
      return {
        wanted: { ...wanted, sample: true, reports: 0 },
        head: '',
        bucket: (bucket) => bucketMail(bucket, options),
        foot: ''
      }
  }
}

async function* written(
  reader: CorpusReader,
  chosen: readonly ChosenBucket[],
  { wanted, head, bucket, foot }: Writer
): AsyncGenerator<ExportPiece> {
  if (head !== '') yield { text: head, done: 0 }
  let isFirst = true
  for (const [at, { bucket: id }] of chosen.entries()) {
    const gathered = await gatherBucket(reader, id, wanted)
    if (gathered) {
      yield { text: bucket(gathered, isFirst), done: at + 1 }
      isFirst = false
    }
  }
  if (foot !== '') yield { text: foot, done: chosen.length }
}

const endings: Readonly<Record<ExportFormat, string>> = {
  markdown: 'md',
  html: 'html',
  json: 'json',
  csv: 'csv',
  mail: 'eml'
}

const fileNameOf = (chosen: readonly ChosenBucket[], corpusName: string, format: ExportFormat): string => {
  const [only] = chosen
  const word =
    only && chosen.length === 1
      ? fileWord(only.title, 'bucket')
      : `${fileWord(corpusName, 'oopsdesk')}-${chosen.length}-buckets`
  return `${word}.${endings[format]}`
}

/** What a request is to write; nothing but the list of its buckets is read yet. */
export const planExport = async (
  reader: CorpusReader,
  scope: ExportScope,
  format: ExportFormat,
  options: ExportOptions
): Promise<Result<ExportPlan, FailureOf<'not-found' | 'one-bucket-only'>>> => {
  const found = await chosenBuckets(reader, scope)
  if (!found.ok) return found
  const chosen = found.value
  if (format === 'mail' && chosen.length !== 1) {
    return failed({ kind: 'one-bucket-only', format: 'mail', buckets: chosen.length })
  }
  const { name } = await reader.describe()
  return success({
    fileName: fileNameOf(chosen, name, format),
    buckets: chosen.length,
    reports: chosen.reduce((sum, { count }) => sum + count, 0),
    pieces: () =>
      format === 'json'
        ? exportJson(reader, scope, chosen, options)
        : written(reader, chosen, writerOf(format, chosen, options, name))
  })
}
