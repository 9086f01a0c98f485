import type { CorpusId, ReportId } from '../../../shared/model/ids.ts'
import type { Client } from '../../../shared/protocol/client.ts'
import type { InputOf } from '../../../shared/protocol/methods.ts'
import { UsageError, type Command, type ExitCode } from '../command.ts'
import { reportAt, typedReport, type TypedId } from '../ids.ts'
import { withEngine } from '../local-engine.ts'
import { complainOf, printJson } from '../output.ts'
import { pagesOf } from '../pages.ts'
import { readLogFile } from '../read-log-file.ts'
import { similarLine } from '../similar-lines.ts'

type Query = {
  readonly client: Client
  readonly corpus: CorpusId
  readonly limit: number
}

const printSimilar = async (
  { client, corpus, limit }: Query,
  of: InputOf<'similar.reports'>['of'],
  query: { readonly file: string; readonly report: ReportId | null }
): Promise<ExitCode> => {
  const similar = await client.call('similar.reports', { corpus, of, limit })
  if (!similar.ok) {
    const { failure } = similar
    complainOf(failure.kind === 'no-crash' ? { ...failure, what: query.file } : failure)
    return 1
  }
  await printJson({ ...query, similar: similar.value.map(similarLine) })
  return 0
}

/** Of each log its first crash: what comes after it is its consequence, mostly. */
const printAll = async (query: Query): Promise<ExitCode> => {
  const { client, corpus } = query
  const rows = await pagesOf((page) => client.call('reports.list', { corpus, bucket: null, page }))
  if (!rows.ok) {
    complainOf(rows.failure)
    return 1
  }
  for (const { report, file, index } of rows.value) {
    if (index > 0) continue
    const code = await printSimilar(query, { kind: 'report', report }, { file, report })
    if (code !== 0) return code
  }
  return 0
}

const printOne = async (query: Query, typed: TypedId): Promise<ExitCode> => {
  const report = await reportAt(query, typed)
  const found = await query.client.call('reports.get', { corpus: query.corpus, report })
  if (!found.ok) {
    complainOf(found.failure)
    return 1
  }
  return printSimilar(query, { kind: 'report', report }, { file: found.value.row.file, report })
}

const countOf = (text: string): number => {
  const count = /^\d{1,4}$/.test(text) ? Number(text) : 0
  if (count < 1 || count > 1000) throw new UsageError('-k is a number from 1 to 1000.')
  return count
}

export const similarCommand: Command = {
  name: 'similar',
  summary: 'print the reports most like one as JSON lines, with reasons',
  help: `Usage: oopsdesk similar --report ID | --file PATH | --all [-k N] [--corpus FILE]

Prints one JSON object a query, {file, report, similar: [{file, report, bucket, title, score, reasons}]}, the most
alike first. score is the chance, from 0 to 1, that both are one bug.

  --report ID     a report of the corpus
  --file PATH     the first crash of a log, which is not imported
  --all           the first crash of every log of the corpus
  -k, --count N   how many to print for each; without it, 10
  --corpus FILE   the corpus file; without it, your own corpus`,
  options: {
    corpus: { type: 'string' },
    report: { type: 'string' },
    file: { type: 'string' },
    all: { type: 'boolean' },
    count: { type: 'string', short: 'k', default: '10' }
  },
  run: async ({ text, flag, positionals }) => {
    const [report, file, all] = [text('report'), text('file'), flag('all')]
    if ([report !== null, file !== null, all].filter(Boolean).length !== 1 || positionals.length > 0)
      throw new UsageError('similar needs one of --report ID, --file PATH and --all.')
    const limit = countOf(text('count') ?? '')
    const typed = report === null ? null : typedReport(report)
    const given = file === null ? null : await readLogFile(file)
    if (file !== null && given === null) return 1
    return withEngine({ corpusFile: text('corpus'), create: false }, async (client, corpus) => {
      const query = { client, corpus, limit }
      if (typed !== null) return printOne(query, typed)
      if (file === null || given === null) return printAll(query)
      return printSimilar(query, { kind: 'text', text: Buffer.from(given).toString() }, { file, report: null })
    })
  }
}
