import { useNavigate } from '@tanstack/react-router'
import { useEffect, useState, type ReactNode } from 'react'
import type { OtherBug } from '../../shared/model/bucket-detail.ts'
import type { BucketId, CorpusId, ReportId } from '../../shared/model/ids.ts'
import { BucketAnnotations } from '../annotations/bucket-annotations.tsx'
import { copyText } from '../app/copy-text.ts'
import { usePageTitle } from '../app/page-title.ts'
import { useNarrow } from '../app/narrow.ts'
import { bucketParts, sideParts, type BucketPart } from '../app/search.ts'
import { Split } from '../app/split.tsx'
import { lastSearch } from '../buckets/last-search.ts'
import { useCommands, type Binding } from '../commands/registry.ts'
import { CommandButton } from '../components/command-button.tsx'
import { FailureNotice } from '../components/failure-notice.tsx'
import { count } from '../components/quantities.ts'
import { useDecide } from '../decisions/use-decide.ts'
import { useEngine, useRead } from '../engine/engine.tsx'
import { usePagedRows } from '../engine/pages.ts'
import { askExport, bucketsOffer } from '../exports/asked-export.ts'
import { copyMarkdown, copyTrailers } from '../exports/copy-as.ts'
import { SkeletonRows } from '../lists/skeleton-row.tsx'
import { Notes } from '../notes/notes.tsx'
import { BucketActivity } from '../activity/bucket-activity.tsx'
import { BucketTriage } from '../triage/bucket-triage.tsx'
import { triageActs } from '../triage/triage-acts.ts'
import { useTriage } from '../triage/use-triage.ts'
import { scoreText } from '../../shared/model/score-text.ts'
import { SimilarBuckets } from '../similar/similar-buckets.tsx'
import { StackTreeView } from '../stack-tree/stack-tree-view.tsx'
import { MiniTimeline } from '../timeline/mini-timeline.tsx'
import { TimelineView } from '../timeline/timeline-view.tsx'
import { showAbout, useAboutShown } from './about-state.ts'
import { AboutToggle } from './about-toggle.tsx'
import { hasAbout } from './about-words.ts'
import { BucketAbout } from './bucket-about.tsx'
import { BucketDecisions } from './bucket-decisions.tsx'
import { BucketDialogs, type Asked } from './bucket-dialogs.tsx'
import { BucketFacts } from './bucket-facts.tsx'
import { BucketHead } from './bucket-head.tsx'
import { BucketReason } from './bucket-reason.tsx'
import { BucketSide, showBucketSide, useBucketSide } from './bucket-side.tsx'
import { BucketReports } from './bucket-reports.tsx'
import { BucketTabs } from './bucket-tabs.tsx'
import { OtherBugs } from './other-bugs.tsx'
import './bucket.css'

type Props = { readonly corpus: CorpusId; readonly bucket: BucketId; readonly show: BucketPart }

/** One bucket. */
export const BucketPage = ({ corpus, bucket, show: wanted }: Props) => {
  const narrow = useNarrow()
  const beside = sideParts.some((part) => part === wanted)
  const show = beside && !narrow ? 'reports' : wanted
  const aboutShown = useAboutShown()
  const client = useEngine()
  const navigate = useNavigate()
  const decide = useDecide(corpus)
  const triage = useTriage(corpus)
  const [asked, setAsked] = useState<Asked | null>(null)
  const get = useRead('buckets.get', { corpus, bucket })
  const detail = useRead('buckets.detail', { corpus, bucket })
  const timeline = useRead('buckets.timeline', { corpus, bucket })
  const similar = useRead('similar.buckets', { corpus, of: { kind: 'bucket', bucket }, limit: 20 })
  const stacks = useRead('buckets.tree', show === 'tree' ? { corpus, bucket } : null)
  const rows = usePagedRows('reports.list', { corpus, bucket })
  const row = detail.data?.row ?? get.data ?? null
  const closest = similar.data?.[0]
  const side = useBucketSide((state) => state.side)
  const newest = rows.first?.rows[0]?.report
  usePageTitle(row?.title ?? 'Bucket')

  const toList = (): void => void navigate({ to: '/c/$corpus/buckets', params: { corpus }, search: lastSearch(corpus) })
  const toBucket = (to: BucketId, replace = false): void =>
    void navigate({ to: '/c/$corpus/buckets/$bucket', params: { corpus, bucket: to }, search: { show }, replace })
  const toReport = (report: ReportId): void =>
    void navigate({ to: '/c/$corpus/reports/$report', params: { corpus, report } })
  const toPart = (part: BucketPart): void =>
    void navigate({ to: '/c/$corpus/buckets/$bucket', params: { corpus, bucket }, search: { show: part } })
  const compare = (a: ReportId, b: ReportId): void =>
    void navigate({ to: '/c/$corpus/compare', params: { corpus }, search: { a, b } })

  // A merge may have taken this id; what it went into answers for it. An answer that is being read anew may be one of
  // before the merge was undone.
  const settled = !detail.isFetching && !get.isFetching
  const survivor = settled && row !== null && row.bucket !== bucket ? row.bucket : null
  useEffect(() => {
    if (survivor !== null) toBucket(survivor, true)
    // oxlint-disable-next-line react/exhaustive-deps
  }, [survivor])

  const ask = (how: 'merge' | 'duplicate' | 'not-same'): Binding => ({
    run: () => setAsked({ kind: 'pick', how }),
    disabled: decide.refusal
  })
  /** A part with a list of its own says itself when it is left. */
  const hasList =
    (show === 'reports' && rows.first !== null) ||
    (show === 'tree' && stacks.data !== undefined) ||
    (show === 'similar' && similar.data !== undefined)
  const withTitle = (run: (title: string) => void): void => {
    if (row) run(row.title)
  }
  useCommands({
    'bucket.to-list': { run: toList },
    'bucket.export': { run: () => askExport(corpus, [bucketsOffer([bucket], 'This bucket')]) },
    'bucket.copy-markdown': { run: () => void copyMarkdown(client, corpus, survivor ?? bucket) },
    'bucket.copy-trailers': {
      run: () => newest && void copyTrailers(client, corpus, newest),
      disabled: newest ? undefined : 'The reports are being read.'
    },
    'bucket.copy-title': { run: () => withTitle((title) => void copyText(title, 'Title copied')) },
    'bucket.show-reports': { run: () => toPart('reports') },
    'bucket.show-tree': { run: () => toPart('tree') },
    'bucket.show-similar': { run: () => toPart('similar') },
    'bucket.show-timeline': { run: () => toPart('timeline') },
    'bucket.toggle-about': {
      run: () => showAbout(!aboutShown),
      disabled: detail.data && hasAbout(detail.data) ? undefined : 'Nothing else is known of the bucket.'
    },
    ...triageActs({
      triage,
      // A merge may have taken the id; what it went into is what is shown.
      buckets: [survivor ?? bucket],
      ask: (wish) => setAsked({ kind: 'triage', asked: wish })
    }),
    'bucket.show-activity': {
      run: () => (narrow ? toPart('activity') : showBucketSide('activity'))
    },
    ...(narrow && show !== 'note' ? { 'note.write': { run: () => toPart('note') } } : {}),
    ...(!narrow && side !== 'notes'
      ? {
          'note.write': { run: () => showBucketSide('notes', 'write') },
          'note.history': { run: () => showBucketSide('notes', 'history') }
        }
      : {}),
    // In the list of similar buckets these are about the one at the cursor.
    ...(show === 'similar' && (similar.data?.length ?? 0) > 0
      ? {}
      : { 'decide.merge': ask('merge'), 'decide.duplicate': ask('duplicate'), 'decide.not-same': ask('not-same') }),
    ...(hasList ? {} : { 'list.clear': { run: toList } })
  })

  if (get.isError && (detail.isError || survivor === null)) {
    return (
      <div className="view">
        <FailureNotice failure={get.error.failure}>
          <CommandButton id="bucket.to-list">Go to the buckets</CommandButton>
        </FailureNotice>
      </div>
    )
  }

  const split = async (reports: readonly ReportId[]): Promise<boolean> => (await decide.split(bucket, reports)) !== null
  const compareOther = ({ report, against }: OtherBug): void => compare(report, against)

  const part = (): ReactNode => {
    switch (show) {
      case 'reports':
        return (
          <BucketReports
            corpus={corpus}
            bucket={bucket}
            rows={rows}
            refusal={decide.refusal}
            onSplit={split}
            onWhy={(a, b) => setAsked({ kind: 'why', a, b })}
            onLeave={toList}
          />
        )
      case 'tree':
        if (stacks.isError) return <FailureNotice failure={stacks.error.failure} />
        if (!stacks.data) return <SkeletonRows rows={8} />
        return (
          <StackTreeView key={bucket} stacks={stacks.data} onOpen={toReport} onCompare={compare} onLeave={toList} />
        )
      case 'similar':
        if (similar.isError) return <FailureNotice failure={similar.error.failure} />
        if (!similar.data) return <SkeletonRows rows={8} />
        return (
          <SimilarBuckets
            corpus={corpus}
            place={`similar ${corpus} ${bucket}`}
            similar={similar.data}
            refusal={decide.refusal}
            onOpen={(other) => toBucket(other.bucket)}
            onCompare={(report) => newest && compare(newest, report)}
            onMerge={(other) => void decide.merge(bucket, [other.bucket])}
            onNotSame={(other) => void decide.notSame(bucket, other.bucket)}
            onDuplicate={(other) => setAsked({ kind: 'join', how: 'duplicate', other: other.bucket })}
            onWhy={(report) => newest && setAsked({ kind: 'why', a: newest, b: report })}
            onLeave={toList}
          />
        )
      case 'timeline':
        if (timeline.isError) return <FailureNotice failure={timeline.error.failure} />
        if (!timeline.data || !row) return <SkeletonRows rows={4} />
        return <TimelineView timeline={timeline.data} row={row} />
      case 'note':
        return (
          <>
            <Notes corpus={corpus} of={{ kind: 'bucket', bucket }} asked="write" />
            <BucketAnnotations corpus={corpus} bucket={bucket} />
          </>
        )
      case 'activity':
        return <BucketActivity corpus={corpus} bucket={bucket} />
    }
  }

  return (
    <Split
      id="bucket"
      after={
        narrow
          ? null
          : { content: <BucketSide corpus={corpus} bucket={bucket} />, label: 'the notes', size: 400, least: 220 }
      }
    >
      <div className="view bucket-view">
        {row && (
          <BucketHead row={row}>
            <BucketTriage corpus={corpus} row={row} duplicateOf={detail.data?.duplicateOf ?? null} />
            {detail.data && <BucketReason detail={detail.data} />}
            <BucketFacts row={row}>
              {timeline.data && <MiniTimeline timeline={timeline.data} row={row} />}
              {detail.data && hasAbout(detail.data) && <AboutToggle detail={detail.data} shown={aboutShown} />}
            </BucketFacts>
            {detail.data && aboutShown && (
              <>
                <BucketAbout corpus={corpus} detail={detail.data} />
                <BucketDecisions
                  decisions={detail.data.decisions}
                  refusal={decide.refusal}
                  onUndo={(decision) => void decide.takeBack(decision)}
                />
              </>
            )}
          </BucketHead>
        )}
        {detail.isError && <FailureNotice failure={detail.error.failure} />}
        <OtherBugs
          others={detail.data?.maybeOther ?? []}
          refusal={decide.refusal}
          onCompare={compareOther}
          onSplit={({ reports }) => reports && void split(reports)}
        />
        <BucketTabs
          parts={narrow ? bucketParts : bucketParts.filter((one) => !sideParts.some((part) => part === one))}
          show={show}
          onShow={toPart}
          names={{
            reports: row ? `Reports ${count(row.count)}` : 'Reports',
            tree: 'Stack tree',
            similar: closest ? `Similar ${scoreText(closest.score)}` : 'Similar',
            timeline: 'Timeline',
            activity: 'Activity',
            note: 'Notes'
          }}
        >
          {part()}
        </BucketTabs>
        <BucketDialogs
          corpus={corpus}
          bucket={bucket}
          asked={asked}
          triage={triage}
          onAsk={setAsked}
          onDuplicate={(of) => void decide.duplicates([bucket], of)}
          onNotSame={(other) => void decide.notSame(bucket, other)}
          onMerged={(into) => {
            if (into !== bucket) toBucket(into)
          }}
          onCompare={compare}
        />
      </div>
    </Split>
  )
}
