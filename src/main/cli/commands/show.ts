import { chunkLimit } from '../../../shared/protocol/methods.ts'
import type { CorpusId, ReportId } from '../../../shared/model/ids.ts'
import { seenWords } from '../../../shared/model/seen.ts'
import type { Client } from '../../../shared/protocol/client.ts'
import { UsageError, type Command, type ExitCode } from '../command.ts'
import { eitherAt, typedEither } from '../ids.ts'
import { withEngine } from '../local-engine.ts'
import { complainOf, print, printJson } from '../output.ts'
import { pagesOf } from '../pages.ts'
import { reportText, timeText } from '../report-text.ts'

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`

const formats = ['text', 'json', 'raw'] as const
type Format = (typeof formats)[number]

const showRaw = async (client: Client, corpus: CorpusId, report: ReportId): Promise<ExitCode> => {
  const found = await client.call('reports.get', { corpus, report })
  if (!found.ok) {
    complainOf(found.failure)
    return 1
  }
  const { log, size } = found.value.log
  for (let startByte = 0; startByte < size; startByte += chunkLimit) {
    const piece = await client.call('logs.bytes', { corpus, log, startByte, length: chunkLimit })
    if (!piece.ok) {
      complainOf(piece.failure)
      return 1
    }
    await new Promise<void>((resolve, reject) => {
      process.stdout.write(Buffer.from(piece.value.data, 'base64'), (error) => (error ? reject(error) : resolve()))
    })
  }
  return 0
}

const showReport = async (client: Client, corpus: CorpusId, report: ReportId, format: Format): Promise<ExitCode> => {
  if (format === 'raw') return showRaw(client, corpus, report)
  const found = await client.call('reports.get', { corpus, report })
  if (!found.ok) {
    complainOf(found.failure)
    return 1
  }
  if (format === 'json') await printJson({ ...found.value.row, ...found.value.report })
  else await print(reportText(found.value.row.file, found.value.report, found.value.row))
  return 0
}

export const showCommand: Command = {
  name: 'show',
  summary: 'print a bucket, a report or a raw log of a corpus',
  help: `Usage: oopsdesk show ID [--corpus FILE] [--format text|json|raw]

ID is a bucket (12 hex digits) or a report (16 hex digits, a dash and a number), as "buckets" and the window show them;
the first 4 digits or more will do where no other id begins so.
A bucket prints the ids of its reports and when each was seen; as JSON seen is in milliseconds since 1970, and seenFrom
says what it rests on: log, prefix, mail, folder or file. raw prints the whole log of a report, byte for byte.

  --corpus FILE   the corpus file; without it, your own corpus
  --format NAME   text (default), json or raw`,
  options: { corpus: { type: 'string' }, format: { type: 'string', default: 'text' } },
  run: async ({ positionals, text }) => {
    const [id] = positionals
    if (id === undefined || positionals.length > 1) throw new UsageError('show needs one ID.')
    const format = formats.find((name) => name === text('format'))
    if (!format) throw new UsageError(`--format is ${formats.join(', ')}.`)
    const typed = typedEither(id)
    return withEngine({ corpusFile: text('corpus'), create: false }, async (client, corpus) => {
      const of = await eitherAt({ client, corpus }, typed)
      if (of.kind === 'report') return showReport(client, corpus, of.report, format)
      const { bucket } = of
      const found = await client.call('buckets.get', { corpus, bucket })
      if (!found.ok) {
        complainOf(found.failure)
        return 1
      }
      const reports = await pagesOf((page) => client.call('reports.list', { corpus, bucket, page }))
      if (!reports.ok) {
        complainOf(reports.failure)
        return 1
      }
      if (format === 'json') await printJson({ ...found.value, reports: reports.value })
      else {
        const { title, count, files } = found.value
        await print(`${title}\n${counted(count, 'report')} in ${counted(files, 'log')}\n`)
        for (const row of reports.value) {
          await print(
            `${row.report}  ${timeText(row.seen)} (${seenWords(row.seenFrom)})  ${row.kernel ?? '-'}  ${row.file}`
          )
        }
      }
      return 0
    })
  }
}
