import type { ExportOptions, ExportScope } from '../../../shared/model/export.ts'
import type { BucketId } from '../../../shared/model/ids.ts'
import type { CorpusReader } from '../../corpus/corpus.ts'
import type { ChosenBucket } from '../chosen.ts'
import { gatherBucket, reportsOf } from '../gather.ts'
import { bucketJsonEnd, bucketJsonHead, reportJson } from './bucket-json.ts'
import { exportFormatName, exportVersion } from './export-file.ts'
import { jsonText } from './json-text.ts'

type Piece = { readonly text: string; readonly done: number }

const pageSize = 1000

/** The acts that stand, on lines of their own. Undoing and redoing is told by what stands. */
async function* actTexts(reader: CorpusReader, buckets: readonly BucketId[] | null): AsyncGenerator<string> {
  let isFirst = true
  for (let after: string | null = ''; after !== null;) {
    const page: Awaited<ReturnType<CorpusReader['acts']>> = await reader.acts(buckets, after, pageSize)
    for (const { act, undone } of page.acts) {
      if (undone || act.deed.kind === 'undo' || act.deed.kind === 'redo') continue
      yield `${isFirst ? '' : ','}\n  ${jsonText(act)}`
      isFirst = false
    }
    after = page.next
  }
  yield isFirst ? ']' : '\n]'
}

/** A JSON export (`export-file.ts`) in pieces: buckets by id, whatever order they were chosen in. */
export async function* exportJson(
  reader: CorpusReader,
  scope: ExportScope,
  chosen: readonly ChosenBucket[],
  options: ExportOptions
): AsyncGenerator<Piece> {
  const { notes, annotations, sample } = options
  const ids = chosen.map(({ bucket }) => bucket).sort()
  yield { text: `{\n"format": "${exportFormatName}",\n"version": ${exportVersion},\n"buckets": [`, done: 0 }
  let isFirst = true
  for (const [at, id] of ids.entries()) {
    const gathered = await gatherBucket(reader, id, { notes, annotations, sample, reports: 0, drawings: false })
    if (!gathered) continue
    yield { text: `${isFirst ? '' : ','}\n${bucketJsonHead(gathered)}`, done: at }
    isFirst = false
    let hasReports = false
    for await (const rows of reportsOf(reader, gathered.row.bucket)) {
      yield { text: rows.map((row, place) => reportJson(row, !hasReports && place === 0)).join(''), done: at }
      hasReports = true
    }
    yield { text: bucketJsonEnd(hasReports), done: at + 1 }
  }
  yield { text: `${isFirst ? '' : '\n'}],\n"acts": [`, done: ids.length }
  for await (const text of actTexts(reader, scope.kind === 'all' ? null : ids)) yield { text, done: ids.length }
  yield { text: '\n}\n', done: ids.length }
}
