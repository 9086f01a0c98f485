import { useRef, useState, type ReactNode } from 'react'
import type { BucketId, CorpusId } from '../../shared/model/ids.ts'
import { usePageTitle } from '../app/page-title.ts'
import { useCommands } from '../commands/registry.ts'
import { CommandButton } from '../components/command-button.tsx'
import { CrashTitle } from '../components/crash-title.tsx'
import { EmptyState } from '../components/empty-state.tsx'
import { FailureNotice } from '../components/failure-notice.tsx'
import { KindMark } from '../components/kind-mark.tsx'
import { counted } from '../components/quantities.ts'
import { useBucketComparing } from '../compare/use-bucket-comparing.ts'
import { useWays } from '../compare/use-ways.ts'
import { useRead } from '../engine/engine.tsx'
import { SkeletonRows } from '../lists/skeleton-row.tsx'
import { StackTreeView } from '../stack-tree/stack-tree-view.tsx'
import { useLowView } from './low-view.ts'
import { MatrixGrid } from './matrix-grid.tsx'
import './matrix.css'

type Props = { readonly corpus: CorpusId; readonly bucket: BucketId }

type Part = 'reports' | 'stacks'

/** The reports of a bucket against each other: what varies among them, and below it where their stacks part. */
export const BucketMatrixPage = ({ corpus, bucket }: Props) => {
  const ways = useWays(corpus)
  const row = useRead('buckets.get', { corpus, bucket }).data
  const compared = useRead('compare.bucket', { corpus, bucket })
  const stacks = useRead('buckets.tree', { corpus, bucket })
  // Keys are those of the part that has the focus; a low window shows that part alone.
  const [part, setPart] = useState<Part>('reports')
  const low = useLowView()
  const body = useRef<HTMLDivElement>(null)
  const toPart = (next: Part): void => {
    setPart(next)
    body.current?.querySelector<HTMLElement>(next === 'reports' ? '[role=grid]' : '[role=treegrid]')?.focus()
  }
  usePageTitle(row ? `Reports of ${row.title} compared` : 'Reports compared')
  useBucketComparing({ corpus, bucket, report: null })
  useCommands({
    'compare.leave': { run: () => ways.bucket(bucket) },
    'bucket.show-reports': { run: () => toPart('reports') },
    'bucket.show-tree': { run: () => toPart('stacks') }
  })

  if (compared.isError) {
    return (
      <div className="view">
        <FailureNotice failure={compared.error.failure} />
      </div>
    )
  }
  const tree = (): ReactNode => {
    if (stacks.isError) return <FailureNotice failure={stacks.error.failure} />
    if (!stacks.data) return <SkeletonRows rows={4} />
    return (
      <StackTreeView
        key={bucket}
        stacks={stacks.data}
        onOpen={ways.report}
        onCompare={(a, b) => ways.compare({ a, b })}
        onLeave={() => toPart('reports')}
      />
    )
  }
  const parting = (
    <section className="matrix-stacks" aria-label="Where stacks part" data-part="stacks">
      {tree()}
    </section>
  )
  return (
    <div className="view matrix-view">
      <header className="view-head matrix-head">
        {row && <KindMark kind={row.kind} />}
        <h1>{row ? <CrashTitle title={row.title} frame={row.frame} /> : 'Reports compared'}</h1>
        <span className="view-count">
          {compared.data ? `What varies among ${counted(compared.data.reports.length, 'report')}` : ''}
        </span>
        <span className="view-space" />
        <CommandButton id="compare.most-different" showKey>
          Two most different
        </CommandButton>
        <CommandButton id="list.compare" look="bare" showKey>
          Compare
        </CommandButton>
        {low && part === 'stacks' ? (
          <CommandButton id="bucket.show-reports" look="bare" showKey>
            What varies
          </CommandButton>
        ) : (
          <CommandButton id="bucket.show-tree" look="bare" showKey>
            Where stacks part
          </CommandButton>
        )}
        <CommandButton id="compare.leave" look="bare" showKey>
          Leave
        </CommandButton>
      </header>
      {!compared.data ? (
        <SkeletonRows rows={8} />
      ) : compared.data.reports.length < 2 ? (
        <EmptyState text="The bucket has one report; there is nothing to compare it with." />
      ) : (
        <div
          ref={body}
          className="matrix-parts"
          onFocus={({ target }) => setPart(target.closest('[data-part=stacks]') ? 'stacks' : 'reports')}
        >
          {low && part === 'stacks' ? (
            parting
          ) : (
            <MatrixGrid
              place={`matrix ${corpus} ${bucket}`}
              compared={compared.data}
              active={part === 'reports'}
              onOpen={ways.report}
              onCompare={(a, b) => ways.compare({ a, b })}
              onLeave={() => ways.bucket(bucket)}
            >
              {!low && parting}
            </MatrixGrid>
          )}
        </div>
      )}
    </div>
  )
}
