import type { ExportScope } from '../../shared/model/export.ts'
import type { FailureOf } from '../../shared/model/failure.ts'
import type { BucketId, LogId } from '../../shared/model/ids.ts'
import { success, type Result } from '../../shared/model/result.ts'
import { logLine, pieceBytes, type BundledLog, type BundleLine } from '../bundle/bundle-lines.ts'
import { bundleBytes } from '../bundle/write-bundle.ts'
import type { CorpusReader } from '../corpus/corpus.ts'
import { chosenBuckets } from '../export/chosen.ts'
import { fileWord } from '../export/words.ts'

/** A bundle that is about to be written. */
export type BundlePlan = {
  readonly fileName: string
  readonly buckets: number
  readonly reports: number
  /** Bytes of all logs in it. */
  readonly of: number
  /** The file, piece by piece; `done` of `of` are in it by then. Answers how many acts it has. */
  readonly pieces: () => AsyncGenerator<{ readonly data: Uint8Array; readonly done: number }, number>
}

const logsAtOnce = 1000
const bucketsAtOnce = 100
/** A note may have a million characters. */
const actsAtOnce = 100

type Counts = { bytes: number; logs: number; buckets: number; acts: number }

async function* logsOf(reader: CorpusReader, buckets: readonly BucketId[] | null): AsyncGenerator<BundledLog> {
  for (let after: LogId | null = null; ;) {
    const page: readonly LogId[] = await reader.logsOf(buckets, after, logsAtOnce)
    for (const log of page) {
      const known = await reader.provenance(log)
      if (known) yield logLine({ log, ...known })
    }
    after = page.at(-1) ?? null
    if (page.length < logsAtOnce) return
  }
}

async function* piecesOf(reader: CorpusReader, { log, size }: BundledLog): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < size; at += pieceBytes) {
    const wanted = Math.min(pieceBytes, size - at)
    const data = await reader.bytes(log, at, wanted)
    if (data?.length !== wanted) throw new Error(`the log ${log} has ${data?.length ?? 0} of ${wanted} bytes at ${at}`)
    yield data
  }
}

/** All that some buckets are made of, and what people said and did about them. */
async function* linesOf(
  reader: CorpusReader,
  buckets: readonly BucketId[] | null,
  counts: Counts
): AsyncGenerator<BundleLine> {
  for await (const line of logsOf(reader, buckets)) {
    yield line
    counts.logs += 1
    for await (const data of piecesOf(reader, line)) {
      yield { kind: 'bytes', data: Buffer.from(data.buffer, data.byteOffset, data.length).toString('base64') }
      counts.bytes += data.length
    }
  }
  for (let after: string | null = ''; after !== null;) {
    const page: Awaited<ReturnType<CorpusReader['claims']>> = await reader.claims(buckets, after, bucketsAtOnce)
    for (const claim of page.claims) yield { kind: 'bucket', ...claim }
    counts.buckets += page.claims.length
    after = page.next
  }
  for (let after: string | null = ''; after !== null;) {
    const page: Awaited<ReturnType<CorpusReader['acts']>> = await reader.acts(buckets, after, actsAtOnce)
    for (const { act } of page.acts) yield { kind: 'act', act }
    counts.acts += page.acts.length
    after = page.next
  }
  const { logs, buckets: claimed, acts } = counts
  yield { kind: 'end', logs, buckets: claimed, acts }
}

const ending = 'oopsdesk-bundle'

/** What a scope's bundle will be; nothing but the list of its buckets and logs is read yet. */
export const planBundle = async (
  reader: CorpusReader,
  scope: ExportScope
): Promise<Result<BundlePlan, FailureOf<'not-found'>>> => {
  const found = await chosenBuckets(reader, scope)
  if (!found.ok) return found
  const chosen = found.value.filter(({ count }) => count > 0)
  // Of a whole corpus also what is said of buckets that have lost their reports, or never came.
  const buckets = scope.kind === 'all' ? null : found.value.map(({ bucket }) => bucket)
  const [only] = chosen
  const { name } = await reader.describe()
  const word = only && chosen.length === 1 ? fileWord(only.title, 'bucket') : fileWord(name, 'oopsdesk')
  let of = 0
  for await (const { size } of logsOf(reader, buckets)) of += size
  return success({
    fileName: `${word}.${ending}`,
    buckets: chosen.length,
    reports: chosen.reduce((sum, { count }) => sum + count, 0),
    of,
    pieces: async function* () {
      const counts: Counts = { bytes: 0, logs: 0, buckets: 0, acts: 0 }
      for await (const data of bundleBytes(linesOf(reader, buckets, counts))) {
        yield { data, done: Math.min(of, counts.bytes) }
      }
      return counts.acts
    }
  })
}
