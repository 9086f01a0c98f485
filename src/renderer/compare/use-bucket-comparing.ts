import type { BucketId, CorpusId, ReportId } from '../../shared/model/ids.ts'
import { whisper } from '../app/window-state.ts'
import { useCommands } from '../commands/registry.ts'
import { useEngine } from '../engine/engine.tsx'
import { whileBusy } from '../engine/idle.ts'
import { sayFailure } from './say-failure.ts'
import { useWays } from './use-ways.ts'

type Parts = {
  readonly corpus: CorpusId
  /** Null where there is none; the commands then say so. */
  readonly bucket: BucketId | null
  /** The report that the newest and the oldest are compared with; null where none is on show. */
  readonly report: ReportId | null
}

/** Comparisons within a bucket, from wherever it, or one of its reports, is on show. */
export const useBucketComparing = ({ corpus, bucket, report }: Parts): void => {
  const client = useEngine()
  const ways = useWays(corpus)

  /** The newest or the oldest that is not the report itself. */
  const compareWith = async (which: 'newest' | 'oldest', of: BucketId): Promise<void> => {
    const first = await client.call('reports.list', { corpus, bucket: of, page: { offset: 0, limit: 2 } })
    if (!first.ok) return sayFailure(first.failure)
    const { total } = first.value
    const last =
      which === 'newest' || total <= 2
        ? first
        : await client.call('reports.list', { corpus, bucket: of, page: { offset: total - 2, limit: 2 } })
    if (!last.ok) return sayFailure(last.failure)
    const rows = which === 'newest' ? last.value.rows : last.value.rows.toReversed()
    const other = rows.find((row) => row.report !== report)
    if (!other) return whisper('The bucket has no other report')
    return ways.compare({ a: report, b: other.report })
  }
  const compareMostDifferent = async (of: BucketId): Promise<void> => {
    const compared = await client.call('compare.bucket', { corpus, bucket: of })
    if (!compared.ok) return sayFailure(compared.failure)
    const { reports, matrix } = compared.value
    const [a, b] = [reports[matrix.mostDifferent?.a ?? -1], reports[matrix.mostDifferent?.b ?? -1]]
    if (!a || !b) return whisper('The bucket has one report only')
    return ways.compare({ a: a.report, b: b.report })
  }
  const none = bucket === null ? 'The report is in no bucket.' : undefined
  const within = (run: (of: BucketId) => void) => ({
    run: () => {
      if (bucket !== null) run(bucket)
    },
    disabled: none
  })
  useCommands({
    ...(report === null
      ? {}
      : {
          'compare.with-newest': within((of) => void whileBusy(compareWith('newest', of))),
          'compare.with-oldest': within((of) => void whileBusy(compareWith('oldest', of)))
        }),
    'compare.most-different': within((of) => void whileBusy(compareMostDifferent(of))),
    'compare.bucket': within(ways.matrix)
  })
}
