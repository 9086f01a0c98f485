import type { CorpusId, BucketId } from '../../../shared/model/ids.ts'
import type { Client } from '../../../shared/protocol/client.ts'
import type { Command } from '../command.ts'
import { withEngine } from '../local-engine.ts'
import { pagesOf } from '../pages.ts'
import { complainOf, printJson } from '../output.ts'

const filesOf = async (client: Client, corpus: CorpusId, bucket: BucketId): Promise<readonly string[]> => {
  const files = new Set<string>()
  const reports = await pagesOf((page) => client.call('reports.list', { corpus, bucket, page }))
  if (!reports.ok) throw new Error(`bucket ${bucket} cannot be listed: ${reports.failure.kind}`)
  for (const row of reports.value) files.add(row.file)
  return [...files].sort()
}

export const bucketsCommand: Command = {
  name: 'buckets',
  summary: 'print the buckets of a corpus as JSON lines',
  help: `Usage: oopsdesk buckets [--corpus FILE] [--filter TEXT]

Prints one JSON object a bucket, the largest first:
{bucket, title, count, files, firstSeen, lastSeen, kind, kernels}.
files are the logs its reports come from; times are ISO 8601.

  --corpus FILE   the corpus file; without it, your own corpus
  --filter TEXT   only buckets that match all words of TEXT`,
  options: { corpus: { type: 'string' }, filter: { type: 'string' } },
  run: ({ text }) =>
    withEngine({ corpusFile: text('corpus'), create: false }, async (client, corpus) => {
      const query = { text: text('filter') ?? '' }
      const rows = await pagesOf((page) => client.call('buckets.list', { corpus, query, page }))
      if (!rows.ok) {
        complainOf(rows.failure)
        return 1
      }
      for (const { bucket, title, count, firstSeen, lastSeen, kind, kernels } of rows.value) {
        await printJson({
          bucket,
          title,
          count,
          files: await filesOf(client, corpus, bucket),
          firstSeen: new Date(firstSeen).toISOString(),
          lastSeen: new Date(lastSeen).toISOString(),
          kind,
          kernels
        })
      }
      return 0
    })
}
