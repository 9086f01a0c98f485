import { Link } from '@tanstack/react-router'
import { NotebookPen, UserRound } from 'lucide-react'
import type { ReactNode } from 'react'
import { shownStatus, type BucketRow } from '../../shared/model/bucket.ts'
import type { CorpusId } from '../../shared/model/ids.ts'
import { CrashTitle } from '../components/crash-title.tsx'
import { kernelRange } from '../../shared/model/kernel-range.ts'
import { KindMark } from '../components/kind-mark.tsx'
import { count } from '../components/quantities.ts'
import { SeenTime } from '../components/seen-time.tsx'
import { useNow } from '../components/use-now.ts'
import { DuplicateMark } from '../decisions/duplicate-mark.tsx'
import { PriorityMark, StatusMark } from '../triage/status-mark.tsx'
import { statusDetail } from '../triage/triage-words.ts'

/** More are on the bucket's page; a narrow window has room for two (buckets.css). */
const mostTags = 4
const mostNarrow = 2

const Tags = ({ tags }: { readonly tags: readonly string[] }) =>
  tags.length > 0 && (
    <span className="bucket-tags" title={tags.join('\n')}>
      {tags.slice(0, mostTags).map((tag) => (
        <span key={tag} className="tag">
          {tag}
        </span>
      ))}
      {tags.length > mostTags && <span className="tag-count tag-count-wide">+{tags.length - mostTags}</span>}
      {tags.length > mostNarrow && <span className="tag-count tag-count-narrow">+{tags.length - mostNarrow}</span>}
    </span>
  )

const Owner = ({ owner }: { readonly owner: string }) =>
  owner !== '' && (
    <span className="bucket-owner" title={`Owner: ${owner}`}>
      <UserRound size={12} aria-hidden />
      <span className="visually-hidden">Owner: </span>
      <span className="bucket-owner-name">{owner}</span>
    </span>
  )

const Status = ({ corpus, row }: { readonly corpus: CorpusId; readonly row: BucketRow }) => {
  const shown = shownStatus(row, useNow())
  if (shown === 'duplicate') return <DuplicateMark corpus={corpus} of={row.duplicateOf} />
  if (shown === 'came-back') return <StatusMark status={shown} title={row.triage.cameBack?.text} />
  return <StatusMark status={shown} title={shown === 'new' ? undefined : statusDetail(row.triage.status)} />
}

/** The cells of a bucket's row, in the order of the list's columns. */
export const bucketCells = (corpus: CorpusId, row: BucketRow): readonly ReactNode[] => [
  <KindMark key="kind" kind={row.kind} />,
  <span key="title" className="bucket-title">
    <Link to="/c/$corpus/buckets/$bucket" params={{ corpus, bucket: row.bucket }} tabIndex={-1}>
      <CrashTitle title={row.title} frame={row.frame} />
    </Link>
    {(row.callers.length > 0 || row.triage.tags.length > 0 || row.triage.owner !== '') && (
      <span className="bucket-second">
        {(row.triage.tags.length > 0 || row.triage.owner !== '') && (
          <span className="bucket-said">
            <Tags tags={row.triage.tags} />
            <Owner owner={row.triage.owner} />
          </span>
        )}
        {row.callers.length > 0 && (
          <span className="bucket-callers" title={`Called from ${row.callers.join(' < ')}`}>
            {row.callers.join(' < ')}
          </span>
        )}
      </span>
    )}
  </span>,
  <span key="note">
    {row.hasNote && (
      <span className="bucket-note" title="Has a note">
        <NotebookPen size={14} aria-hidden />
        <span className="visually-hidden">Has a note</span>
      </span>
    )}
  </span>,
  <Status key="status" corpus={corpus} row={row} />,
  <PriorityMark key="priority" priority={row.triage.priority} />,
  <span key="kernels" className="bucket-kernels" title={row.kernels.join('\n')}>
    {kernelRange(row.kernels)}
  </span>,
  <span key="count">{count(row.count)}</span>,
  <span key="logs">{count(row.files)}</span>,
  <SeenTime key="first" time={row.firstSeen} from={row.firstSeenFrom} what="First seen" />,
  <SeenTime key="last" time={row.lastSeen} from={row.lastSeenFrom} what="Last seen" />
]
