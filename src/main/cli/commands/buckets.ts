import type { CorpusId, BucketId } from '../../../shared/model/ids.ts'
import type { Failure } from '../../../shared/model/failure.ts'
import { success, type Result } from '../../../shared/model/result.ts'
import type { Client } from '../../../shared/protocol/client.ts'
import { shownStatus } from '../../../shared/model/bucket.ts'
import { fieldNames, fields, otherRules } from '../../../shared/query/fields.ts'
import { UsageError, type Command } from '../command.ts'
import { askedTerms, typedTerms } from '../filter.ts'
import { withEngine } from '../local-engine.ts'
import { pagesOf } from '../pages.ts'
import { complainOf, printJson } from '../output.ts'

const filesOf = async (
  client: Client,
  corpus: CorpusId,
  bucket: BucketId
): Promise<Result<readonly string[], Failure>> => {
  const reports = await pagesOf((page) => client.call('reports.list', { corpus, bucket, page }))
  return reports.ok ? success([...new Set(reports.value.map(({ file }) => file))].sort()) : reports
}

export const bucketsCommand: Command = {
  name: 'buckets',
  summary: 'print the buckets of a corpus as JSON lines',
  help: `Usage: oopsdesk buckets [--corpus FILE] [--filter TEXT]

Prints one JSON object a bucket, the largest first:
{bucket, title, count, files, firstSeen, firstSeenFrom, lastSeen, lastSeenFrom, kind, kernels, reason, maybeOther,
duplicateOf, status, shownStatus, priority, owner, tags, hasNote, cameBack}.
reason says why its reports are together, maybeOther what may be another bug in it; files are the logs its reports come
from. status is what was set, shownStatus what it is listed under, which may be duplicate or came-back. Times are
ISO 8601, and rest on log (the log's own clock), prefix (the time in front of a line), mail (its date), folder (its
name) or file (its time).

A filter is words that must all match, and fields with a minus before what is left out:
${[...fieldNames.map((name) => fields[name]), ...otherRules].map(({ example, help }) => `  ${example.padEnd(21)} ${help}`).join('\n')}

  --corpus FILE   the corpus file; without it, your own corpus
  --filter TEXT   only the buckets that match TEXT`,
  options: { corpus: { type: 'string' }, filter: { type: 'string' } },
  run: async ({ text, positionals }) => {
    if (positionals.length > 0) throw new UsageError('buckets takes what it is to print as --filter TEXT.')
    const terms = typedTerms(text('filter') ?? '')
    return withEngine({ corpusFile: text('corpus'), create: false }, async (client, corpus) => {
      const query = { terms: await askedTerms({ client, corpus }, terms) }
      const rows = await pagesOf((page) => client.call('buckets.list', { corpus, query, page }))
      if (!rows.ok) {
        complainOf(rows.failure)
        return 1
      }
      const now = Date.now()
      for (const row of rows.value) {
        const { bucket, title, count, firstSeen, firstSeenFrom, lastSeen, lastSeenFrom, kind, kernels } = row
        const files = await filesOf(client, corpus, bucket)
        if (!files.ok) {
          complainOf(files.failure)
          return 1
        }
        const detail = await client.call('buckets.detail', { corpus, bucket })
        if (!detail.ok) {
          complainOf(detail.failure)
          return 1
        }
        const { reason, maybeOther, duplicateOf } = detail.value
        await printJson({
          bucket,
          title,
          count,
          files: files.value,
          firstSeen: new Date(firstSeen).toISOString(),
          firstSeenFrom,
          lastSeen: new Date(lastSeen).toISOString(),
          lastSeenFrom,
          kind,
          kernels,
          reason,
          maybeOther: maybeOther.map((part) => part.text),
          duplicateOf: duplicateOf?.bucket ?? null,
          status: row.triage.status.kind,
          shownStatus: shownStatus(row, now),
          priority: row.triage.priority,
          owner: row.triage.owner,
          tags: row.triage.tags,
          hasNote: row.hasNote,
          cameBack: row.triage.cameBack?.text ?? null
        })
      }
      return 0
    })
  }
}
