import type { ParseArgsOptionsConfig } from 'node:util'
import { bucketQuerySchema, type FilterTerm } from '../../shared/model/bucket.ts'
import type { ExportScope } from '../../shared/model/export.ts'
import { UsageError, type Arguments } from './command.ts'
import { askedTerms, filterHelp, typedTerms } from './filter.ts'
import { bucketAt, typedBucket, type TypedId, type Where } from './ids.ts'

/** Which buckets leave the desk. */
export const scopeOptions = {
  bucket: { type: 'string', multiple: true },
  filter: { type: 'string' },
  all: { type: 'boolean' }
} as const satisfies ParseArgsOptionsConfig

export const scopeHelp = `  --bucket ID     a bucket; may be given several times
${filterHelp}
  --all           every bucket; without any of these, all that somebody said something of`

/** A scope as it was typed. */
export type TypedScope =
  | { readonly kind: 'buckets'; readonly buckets: readonly TypedId[] }
  | { readonly kind: 'view'; readonly filter: string; readonly terms: readonly FilterTerm[] }
  | { readonly kind: 'noted' }
  | { readonly kind: 'all' }

export const typedScope = ({ texts, text, flag }: Arguments): TypedScope => {
  const [buckets, filter, all] = [texts('bucket'), text('filter'), flag('all')]
  if (Number(buckets.length > 0) + Number(filter !== null) + Number(all) > 1) {
    throw new UsageError('--bucket, --filter and --all do not go together.')
  }
  if (buckets.length > 0) return { kind: 'buckets', buckets: buckets.map((id) => typedBucket(id, '')) }
  if (filter !== null) return { kind: 'view', filter, terms: typedTerms(filter) }
  return { kind: all ? 'all' : 'noted' }
}

export const scopeAt = async (where: Where, scope: TypedScope): Promise<ExportScope> => {
  switch (scope.kind) {
    case 'buckets':
      return { kind: 'buckets', buckets: await Promise.all(scope.buckets.map((text) => bucketAt(where, text))) }
    case 'view':
      return { kind: 'view', query: bucketQuerySchema.parse({ terms: await askedTerms(where, scope.terms) }) }
    case 'noted':
    case 'all':
      return scope
  }
}

/** Why there is nothing to export. */
export const nothingToExport = (scope: TypedScope): string => {
  if (scope.kind === 'view') return `No bucket matches "${scope.filter}", so there is nothing to export.`
  if (scope.kind === 'all') return 'There is no bucket in this corpus, so there is nothing to export.'
  return 'Nobody has said anything of a bucket yet, so there is nothing to export. Name buckets with --bucket ID, or take --all.'
}
