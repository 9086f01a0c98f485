import { zstdDecompressSync } from 'node:zlib'
import { lineSchema, type BundleLine } from '../../src/main/bundle/bundle-lines.ts'
import type { CorpusReader, NewLog } from '../../src/main/corpus/corpus.ts'
import type { ClaimedBucket } from '../../src/main/corpus/triage.ts'
import { planBundle } from '../../src/main/engine/bundle-export.ts'
import { originsOf } from '../../src/main/engine/bundle-logs.ts'
import type { Act } from '../../src/shared/model/act.ts'
import { bucketQuerySchema } from '../../src/shared/model/bucket.ts'
import type { ExportScope } from '../../src/shared/model/export.ts'
import type { CorpusInProcess } from './corpus-in-process.ts'
import { valueOf } from './temp-corpus.ts'

/** The reader of a corpus in this thread, as another thread would give it. */
const readerOf = ({ read }: CorpusInProcess): CorpusReader =>
  new Proxy(read, {
    get: (target, name) => {
      const method: unknown = Reflect.get(target, name)
      return typeof method === 'function' ? async (...args: unknown[]): Promise<unknown> => method(...args) : method
    }
  }) as unknown as CorpusReader

/** The bundle of a corpus, as the file is. */
export const bundleOf = async (corpus: CorpusInProcess, scope: ExportScope = { kind: 'all' }): Promise<Buffer> => {
  const plan = valueOf(await planBundle(readerOf(corpus), scope))
  const parts: Uint8Array[] = []
  for await (const { data } of plan.pieces()) parts.push(data)
  return Buffer.concat(parts)
}

/** What a bundle says, line by line, without its header. */
export const linesOf = (bundle: Buffer): readonly BundleLine[] =>
  zstdDecompressSync(bundle)
    .toString()
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => lineSchema.parse(JSON.parse(line)))

/**
 * Takes a bundle into a corpus, as the engine does but for the parsing: `logs` are those that it may hold, parsed.
 * `until` ends it early, as a kill would.
 */
export const takeBundle = (
  corpus: CorpusInProcess,
  bundle: Buffer,
  logs: ReadonlyMap<string, NewLog>,
  until: 'kept' | 'added' | 'settled' | 'end' = 'end'
): { readonly added: number; readonly known: number; readonly waiting: number } | null => {
  const { write } = corpus
  valueOf(write.keepBuckets(bundle.toString('base64').slice(0, 40) + bundle.length))
  if (until === 'kept') return null
  const claims: ClaimedBucket[] = []
  const acts: Act[] = []
  for (const line of linesOf(bundle)) {
    if (line.kind === 'log') {
      const log = logs.get(line.log)
      if (!log) throw new Error(`nobody has parsed ${line.log}`)
      const known = corpus.read.provenance(line.log)?.origins ?? []
      for (const origin of originsOf(line, known)) valueOf(write.addLogs([{ ...log, origin }]))
    } else if (line.kind === 'bucket') claims.push(line)
    else if (line.kind === 'act') acts.push(line.act)
  }
  if (until === 'added') return null
  valueOf(write.settle())
  if (until === 'settled') return null
  return valueOf(write.adoptActs(acts, claims))
}

const page = { offset: 0, limit: 1000 }

/** All that a person can see of what was said and decided, and where. */
export const seenOf = ({ read }: CorpusInProcess): unknown => {
  const { rows } = read.buckets(bucketQuerySchema.parse({}), page)
  const { rows: reports } = read.reports({ bucket: null, text: '' }, page)
  return {
    rows: rows.toSorted((a, b) => (a.bucket < b.bucket ? -1 : 1)),
    reports,
    said: rows
      .toSorted((a, b) => (a.bucket < b.bucket ? -1 : 1))
      .map(({ bucket }) => ({
        bucket,
        notes: read.notes({ kind: 'bucket', bucket }),
        annotations: read.annotations({ kind: 'bucket', bucket }),
        duplicateOf: read.bucketDetail(bucket)?.duplicateOf,
        duplicates: read.bucketDetail(bucket)?.duplicates.toSorted((a, b) => (a.bucket < b.bucket ? -1 : 1)),
        decisions: read.bucketDetail(bucket)?.decisions
      })),
    ofReports: reports.map(({ report }) => read.notes({ kind: 'report', report })),
    activity: read.activity(null, page)?.rows.map((row) => ({ ...row, imported: null })),
    noted: read.notedBuckets().toSorted()
  }
}
