import { Link } from '@tanstack/react-router'
import { NotebookPen } from 'lucide-react'
import type { ReactNode } from 'react'
import type { BucketRow } from '../../shared/model/bucket.ts'
import type { CorpusId } from '../../shared/model/ids.ts'
import { CrashTitle } from '../components/crash-title.tsx'
import { kernelRange } from '../components/kernel-range.ts'
import { KindMark } from '../components/kind-mark.tsx'
import { count } from '../components/quantities.ts'
import { SeenTime } from '../components/seen-time.tsx'
import { DuplicateMark } from '../decisions/duplicate-mark.tsx'

/** The cells of a bucket's row, in the order of the list's columns. */
export const bucketCells = (corpus: CorpusId, row: BucketRow): readonly ReactNode[] => [
  <KindMark key="kind" kind={row.kind} />,
  <span key="title" className="bucket-title">
    <Link to="/c/$corpus/buckets/$bucket" params={{ corpus, bucket: row.bucket }} tabIndex={-1}>
      <CrashTitle title={row.title} frame={row.frame} />
    </Link>
    <DuplicateMark corpus={corpus} bucket={row.bucket} />
    {row.callers.length > 0 && (
      <span className="bucket-callers" title={`Called from ${row.callers.join(' < ')}`}>
        {row.callers.join(' < ')}
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
  <span key="kernels" className="bucket-kernels" title={row.kernels.join('\n')}>
    {kernelRange(row.kernels)}
  </span>,
  <span key="count" title={`${count(row.count)} reports in ${count(row.files)} files`}>
    {count(row.count)}
  </span>,
  <SeenTime key="first" time={row.firstSeen} from={row.firstSeenFrom} what="First seen" />,
  <SeenTime key="last" time={row.lastSeen} from={row.lastSeenFrom} what="Last seen" />
]
