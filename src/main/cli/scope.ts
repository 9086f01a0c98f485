import type { ParseArgsOptionsConfig } from 'node:util'
import type { ExportScope } from '../../shared/model/export.ts'
import { bucketQuerySchema } from '../../shared/model/bucket.ts'
import { bucketOf } from './act.ts'
import { UsageError, type Arguments } from './command.ts'

/** Which buckets leave the desk. */
export const scopeOptions = {
  bucket: { type: 'string', multiple: true },
  filter: { type: 'string' },
  all: { type: 'boolean' }
} as const satisfies ParseArgsOptionsConfig

export const scopeHelp = `  --bucket ID     a bucket; may be given several times
  --filter TEXT   the buckets that match all words of TEXT
  --all           every bucket; without any of these, all that somebody said something of`

export const scopeOf = ({ texts, text, flag }: Arguments): ExportScope => {
  const [buckets, filter, all] = [texts('bucket'), text('filter'), flag('all')]
  if (Number(buckets.length > 0) + Number(filter !== null) + Number(all) > 1) {
    throw new UsageError('--bucket, --filter and --all do not go together.')
  }
  if (buckets.length > 0) return { kind: 'buckets', buckets: buckets.map((id) => bucketOf(id, '')) }
  if (filter !== null) return { kind: 'view', query: bucketQuerySchema.parse({ text: filter }) }
  return { kind: all ? 'all' : 'noted' }
}

/** Why there is nothing to export. */
export const nothingToExport = (scope: ExportScope): string => {
  if (scope.kind === 'view') return `No bucket matches "${scope.query.text}", so there is nothing to export.`
  if (scope.kind === 'all') return 'There is no bucket in this corpus, so there is nothing to export.'
  return 'Nobody has said anything of a bucket yet, so there is nothing to export. Name buckets with --bucket ID, or take --all.'
}
