import { useQuery } from '@tanstack/react-query'
import type { CorpusId, ReportId } from '../../shared/model/ids.ts'
import type { ReportRow } from '../../shared/model/bucket.ts'
import type { Client } from '../../shared/protocol/client.ts'
import { useEngine } from '../engine/engine.tsx'

/** Where a report stands in its bucket's list. `place` is counted from 1. */
export type Neighbours = {
  readonly place: number
  readonly total: number
  readonly previous: ReportId | null
  readonly next: ReportId | null
}

const pageSize = 1000

/** Goes through the bucket's list page by page until the report and its neighbours are found; null when it is not there. */
export const findNeighbours = async (
  client: Client,
  corpus: CorpusId,
  { bucket, report }: Pick<ReportRow, 'bucket' | 'report'>,
  signal: AbortSignal
): Promise<Neighbours | null> => {
  let previous: ReportId | null = null
  let found: number | null = null
  for (let offset = 0; ; offset += pageSize) {
    const page = await client.call('reports.list', { corpus, bucket, page: { offset, limit: pageSize } }, { signal })
    if (!page.ok) return null
    const { rows, total } = page.value
    if (found !== null) return { place: found, total, previous, next: rows[0]?.report ?? null }
    const at = rows.findIndex((row) => row.report === report)
    if (at >= 0) {
      previous = rows[at - 1]?.report ?? previous
      found = offset + at + 1
      const next = rows[at + 1]?.report ?? null
      if (next !== null || found >= total) return { place: found, total, previous, next }
    } else {
      previous = rows.at(-1)?.report ?? previous
    }
    if (rows.length < pageSize) return found === null ? null : { place: found, total, previous, next: null }
  }
}

/** Why one cannot go to the next or the previous report; undefined where one can. */
export type NeighbourReasons = { readonly next: string | undefined; readonly previous: string | undefined }

export const neighbourReasons = (neighbours: Neighbours | null, loading: boolean): NeighbourReasons => {
  const unknown = loading ? 'Loading.' : 'The place of this report in its bucket is not known.'
  if (!neighbours) return { next: unknown, previous: unknown }
  return {
    next: neighbours.next === null ? 'This is the last report of its bucket.' : undefined,
    previous: neighbours.previous === null ? 'This is the first report of its bucket.' : undefined
  }
}

export const useNeighbours = (
  corpus: CorpusId,
  row: Pick<ReportRow, 'bucket' | 'report'>
): { readonly neighbours: Neighbours | null; readonly reasons: NeighbourReasons } => {
  const client = useEngine()
  const { bucket, report } = row
  const query = useQuery({
    queryKey: ['reports.list', { corpus, bucket, around: report }],
    queryFn: ({ signal }) => findNeighbours(client, corpus, { bucket, report }, signal)
  })
  const neighbours = query.data ?? null
  return { neighbours, reasons: neighbourReasons(neighbours, query.isPending) }
}
