import { GitCompare, Grid3x3, Scissors } from 'lucide-react'
import { reportIdSchema, type BucketId, type CorpusId, type ReportId } from '../../shared/model/ids.ts'
import type { Bindings } from '../commands/registry.ts'
import { CommandButton } from '../components/command-button.tsx'
import { FailureNotice } from '../components/failure-notice.tsx'
import { counted } from '../components/quantities.ts'
import type { PagedRows } from '../engine/pages.ts'
import { setPlace, startPlace, usePlaces } from '../lists/places.ts'
import { SkeletonRows } from '../lists/skeleton-row.tsx'
import { whyActs } from '../similar/why-acts.ts'
import { ReportList } from '../reports/report-list.tsx'

type Props = {
  readonly corpus: CorpusId
  readonly bucket: BucketId
  readonly rows: PagedRows<'reports.list'>
  readonly refusal: string | undefined
  readonly onSplit: (reports: readonly ReportId[]) => Promise<boolean>
  readonly onWhy: (a: ReportId, b: ReportId) => void
  readonly onLeave: () => void
}

const idsOf = (keys: readonly string[]): readonly ReportId[] => keys.map((key) => reportIdSchema.parse(key))

const splitRefusal = (selected: number, total: number): string | undefined => {
  if (selected === 0) return 'Select the reports to split off first.'
  return selected >= total ? 'At least one report stays in the bucket.' : undefined
}

/** The reports of a bucket: to open, compare, ask about, and to split off. */
export const BucketReports = ({ corpus, bucket, rows, refusal, onSplit, onWhy, onLeave }: Props) => {
  const place = `bucket ${corpus} ${bucket}`
  const selected = usePlaces(({ places }) => (places[place] ?? startPlace).selected.length)

  const acts = (keys: readonly string[], cursor: string | null): Bindings => {
    const split = async (): Promise<void> => {
      if (await onSplit(idsOf(keys))) setPlace(place, { selected: [] })
    }
    return {
      'decide.split': { run: () => void split(), disabled: refusal ?? splitRefusal(keys.length, rows.total) },
      ...whyActs(keys, cursor, onWhy)
    }
  }

  if (rows.error) return <FailureNotice failure={rows.error.failure} />
  if (!rows.first) return <SkeletonRows rows={8} />
  return (
    <div className="bucket-reports-pane">
      <div className="pane-tools">
        <output className="pane-tools-text">
          {selected === 0 ? 'Select with x or the boxes' : `${counted(selected, 'report')} selected`}
        </output>
        <CommandButton id="list.compare" look="bare">
          <GitCompare size={15} aria-hidden />
          Compare
        </CommandButton>
        <CommandButton id="decide.why" look="bare">
          Why together
        </CommandButton>
        <CommandButton id="compare.most-different" look="bare">
          Most different
        </CommandButton>
        <CommandButton id="compare.bucket" look="bare">
          <Grid3x3 size={14} aria-hidden />
          Matrix
        </CommandButton>
        <CommandButton id="decide.split" look="bare">
          <Scissors size={14} aria-hidden />
          Split off
        </CommandButton>
      </div>
      <ReportList corpus={corpus} rows={rows} place={place} oneBucket acts={acts} onLeave={onLeave} />
    </div>
  )
}
