import { useNavigate } from '@tanstack/react-router'
import { Copy, Download, FolderUp, GitCompare } from 'lucide-react'
import type { BucketRow } from '../../shared/model/bucket.ts'
import type { BucketId, CorpusId } from '../../shared/model/ids.ts'
import { copyText } from '../app/copy-text.ts'
import { usePageTitle } from '../app/page-title.ts'
import { Split } from '../app/split.tsx'
import { useCommands } from '../commands/registry.ts'
import { lastSearch } from '../buckets/last-search.ts'
import { CommandButton } from '../components/command-button.tsx'
import { CrashTitle } from '../components/crash-title.tsx'
import { FailureNotice } from '../components/failure-notice.tsx'
import { kernelRange } from '../components/kernel-range.ts'
import { KindMark } from '../components/kind-mark.tsx'
import { count } from '../components/quantities.ts'
import { SeenTime } from '../components/seen-time.tsx'
import { useEngine, useRead } from '../engine/engine.tsx'
import { usePagedRows } from '../engine/pages.ts'
import { downloadMarkdown } from '../exports/download.ts'
import { SkeletonRows } from '../lists/skeleton-row.tsx'
import { NotePanel } from '../notes/note-panel.tsx'
import { ReportList } from '../reports/report-list.tsx'
import './bucket.css'

const Facts = ({ row }: { readonly row: BucketRow }) => (
  <dl className="bucket-facts">
    <div>
      <dt>Reports</dt>
      <dd>{count(row.count)}</dd>
    </div>
    <div>
      <dt>Logs</dt>
      <dd>{count(row.files)}</dd>
    </div>
    <div>
      <dt>Kernels</dt>
      <dd title={row.kernels.join('\n')}>{kernelRange(row.kernels) || 'not said'}</dd>
    </div>
    <div>
      <dt>First seen</dt>
      <dd>
        <SeenTime time={row.firstSeen} from={row.firstSeenFrom} what="First seen" worded />
      </dd>
    </div>
    <div>
      <dt>Last seen</dt>
      <dd>
        <SeenTime time={row.lastSeen} from={row.lastSeenFrom} what="Last seen" worded />
      </dd>
    </div>
  </dl>
)

const Head = ({ row }: { readonly row: BucketRow }) => (
  <header className="bucket-head">
    <div className="bucket-head-line">
      <CommandButton id="bucket.to-list" look="icon">
        <FolderUp size={15} aria-hidden />
      </CommandButton>
      <KindMark kind={row.kind} />
      <span className="view-space" />
      <CommandButton id="list.compare" look="bare">
        <GitCompare size={15} aria-hidden />
        Compare
      </CommandButton>
      <CommandButton id="bucket.copy-title" look="icon">
        <Copy size={15} aria-hidden />
      </CommandButton>
      <CommandButton id="bucket.export" look="plain">
        <Download size={15} aria-hidden />
        Export
      </CommandButton>
    </div>
    <h1>
      <CrashTitle title={row.title} frame={row.frame} />
    </h1>
    {row.callers.length > 0 && <p className="bucket-callers">Called from {row.callers.join(' < ')}</p>}
    <Facts row={row} />
  </header>
)

/** One bucket. */
export const BucketPage = ({ corpus, bucket }: { readonly corpus: CorpusId; readonly bucket: BucketId }) => {
  const client = useEngine()
  const navigate = useNavigate()
  const read = useRead('buckets.get', { corpus, bucket })
  const rows = usePagedRows('reports.list', { corpus, bucket })
  const row = read.data?.bucket === bucket ? read.data : null
  usePageTitle(row?.title ?? 'Bucket')

  const toList = (): void => void navigate({ to: '/c/$corpus/buckets', params: { corpus }, search: lastSearch(corpus) })

  useCommands({
    'bucket.to-list': { run: toList },
    'bucket.export': { run: () => void downloadMarkdown(client, corpus, [bucket]) },
    'bucket.copy-title': {
      run: () => {
        if (row) void copyText(row.title, 'Title copied')
      }
    }
  })

  if (read.isError) {
    return (
      <div className="view">
        <FailureNotice failure={read.error.failure}>
          <CommandButton id="bucket.to-list">Go to the buckets</CommandButton>
        </FailureNotice>
      </div>
    )
  }
  return (
    <Split
      id="bucket"
      after={{ content: <NotePanel corpus={corpus} bucket={bucket} />, label: 'the note', size: 400, least: 260 }}
    >
      <div className="view">
        {row && <Head row={row} />}
        {rows.error && <FailureNotice failure={rows.error.failure} />}
        {!rows.first && !rows.error && <SkeletonRows rows={8} />}
        {rows.first && (
          <ReportList corpus={corpus} rows={rows} place={`bucket ${corpus} ${bucket}`} oneBucket onLeave={toList} />
        )}
      </div>
    </Split>
  )
}
