/* oxlint-disable jsx-a11y/prefer-tag-over-role -- rows of several lines with a cursor, as in ../lists */
import { Link } from '@tanstack/react-router'
import { useEffect, useId, useRef, type MouseEvent } from 'react'
import type { BucketRow } from '../../shared/model/bucket.ts'
import type { SimilarBucket } from '../../shared/model/similar.ts'
import type { CorpusId, ReportId } from '../../shared/model/ids.ts'
import { useCommands, type Binding } from '../commands/registry.ts'
import { CommandButton } from '../components/command-button.tsx'
import { CrashTitle } from '../components/crash-title.tsx'
import { EmptyState } from '../components/empty-state.tsx'
import { kernelRange } from '../../shared/model/kernel-range.ts'
import { KindMark } from '../components/kind-mark.tsx'
import { counted } from '../components/quantities.ts'
import { TimeAgo } from '../components/time-ago.tsx'
import { DuplicateMark } from '../decisions/duplicate-mark.tsx'
import { followCursor, setPlace, startPlace, usePlaces } from '../lists/places.ts'
import { Reasons } from './reasons.tsx'
import { Score } from './score.tsx'
import './similar.css'

type Props = {
  readonly corpus: CorpusId
  /** What the list is of, for its name among the lists. */
  readonly place: string
  readonly similar: readonly SimilarBucket[]
  /** Why nothing can be decided. */
  readonly refusal: string | undefined
  readonly onOpen: (row: BucketRow) => void
  readonly onCompare: (report: ReportId) => void
  readonly onMerge: (row: BucketRow) => void
  readonly onNotSame: (row: BucketRow) => void
  readonly onDuplicate: (row: BucketRow) => void
  readonly onWhy: (report: ReportId) => void
  readonly onLeave: () => void
}

const About = ({ row }: { readonly row: BucketRow }) => (
  <span className="similar-about">
    {counted(row.count, 'report')}
    {row.kernels.length > 0 && `, ${kernelRange(row.kernels)}`}, last seen <TimeAgo time={row.lastSeen} />
    {row.hasNote && ', with a note'}
  </span>
)

/** Buckets like another one, the likeliest first, with what speaks for it and against. Keys work on the one at the cursor. */
export const SimilarBuckets = (props: Props) => {
  const { corpus, similar, refusal, place: list } = props
  const id = useId()
  const grid = useRef<HTMLDivElement>(null)
  const place = usePlaces(({ places }) => places[list] ?? startPlace)
  const cursor = followCursor(place, similar.length, (key) => similar.findIndex(({ bucket }) => bucket.bucket === key))
  const current = similar[cursor]
  const none = current ? undefined : 'No similar bucket was found.'

  const moveTo = (index: number): void => {
    const next = Math.max(0, Math.min(index, similar.length - 1))
    setPlace(list, { index: next, key: similar[next]?.bucket.bucket ?? null })
    document.querySelector(`#${CSS.escape(`${id}-${next}`)}`)?.scrollIntoView({ block: 'nearest' })
  }
  const on = (run: (one: SimilarBucket) => void, disabled?: string): Binding => ({
    run: () => {
      if (current) run(current)
    },
    disabled: none ?? disabled
  })
  useCommands({
    'list.next': on(() => moveTo(cursor + 1)),
    'list.previous': on(() => moveTo(cursor - 1)),
    'list.first': on(() => moveTo(0)),
    'list.last': on(() => moveTo(similar.length - 1)),
    'list.open': on(({ bucket }) => props.onOpen(bucket)),
    'list.compare': on(({ report }) => props.onCompare(report)),
    'list.clear': { run: props.onLeave },
    'decide.merge': on(({ bucket }) => props.onMerge(bucket), refusal),
    'decide.not-same': on(({ bucket }) => props.onNotSame(bucket), refusal),
    'decide.duplicate': on(({ bucket }) => props.onDuplicate(bucket), refusal),
    'decide.why': on(({ report }) => props.onWhy(report))
  })

  useEffect(() => {
    if (document.activeElement === document.body) grid.current?.focus({ preventScroll: true })
  }, [])

  const press = (event: MouseEvent): void => {
    const target = event.target instanceof Element ? event.target : null
    const index = Number(target?.closest<HTMLElement>('[data-index]')?.dataset['index'] ?? -1)
    if (similar[index] && !target?.closest('a, button')) moveTo(index)
  }

  if (similar.length === 0) return <EmptyState text="No other bucket of this corpus is like this one." />
  return (
    <div className="similar-buckets">
      <div
        ref={grid}
        role="grid"
        className="similar-list"
        aria-label="Similar buckets"
        aria-rowcount={similar.length}
        aria-activedescendant={`${id}-${cursor}`}
        tabIndex={0}
      >
        {/* Keys reach rows through the commands of the list. */}
        {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions */}
        <div role="rowgroup" onClick={press}>
          {similar.map(({ bucket, score, reasons }, index) => (
            <div
              key={bucket.bucket}
              role="row"
              id={`${id}-${index}`}
              aria-rowindex={index + 1}
              data-index={index}
              data-cursor={index === cursor || undefined}
              tabIndex={-1}
              className="similar-row"
            >
              <div role="gridcell" className="similar-score">
                <Score score={score} />
              </div>
              <div role="gridcell" className="similar-what">
                <div className="similar-title">
                  <KindMark kind={bucket.kind} />
                  <Link to="/c/$corpus/buckets/$bucket" params={{ corpus, bucket: bucket.bucket }} tabIndex={-1}>
                    <CrashTitle title={bucket.title} frame={bucket.frame} />
                  </Link>
                  <DuplicateMark corpus={corpus} of={bucket.duplicateOf} />
                  <About row={bucket} />
                </div>
                {index === cursor && (
                  <div className="similar-acts">
                    <CommandButton id="list.compare" look="plain" showKey>
                      Compare
                    </CommandButton>
                    <CommandButton id="decide.merge" look="plain" showKey>
                      Merge into this bucket
                    </CommandButton>
                    <CommandButton id="decide.not-same" look="plain" showKey>
                      Not the same bug
                    </CommandButton>
                    <CommandButton id="decide.duplicate" look="plain" showKey>
                      Duplicate
                    </CommandButton>
                  </div>
                )}
                <Reasons reasons={reasons} most={index === cursor ? 12 : 3} />
              </div>
            </div>
          ))}
        </div>
      </div>
    </div>
  )
}
