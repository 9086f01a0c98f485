import { Copy, Download, FolderUp, GitMerge } from 'lucide-react'
import type { ReactNode } from 'react'
import type { BucketRow } from '../../shared/model/bucket.ts'
import { CommandButton } from '../components/command-button.tsx'
import { CrashTitle } from '../components/crash-title.tsx'
import { KindMark } from '../components/kind-mark.tsx'

/** What a bucket is, and what can be done with it as a whole. */
export const BucketHead = ({ row, children }: { readonly row: BucketRow; readonly children: ReactNode }) => (
  <header className="bucket-head">
    <div className="bucket-head-line">
      <CommandButton id="bucket.to-list" look="icon">
        <FolderUp size={15} aria-hidden />
      </CommandButton>
      <KindMark kind={row.kind} />
      <span className="view-space" />
      <CommandButton id="bucket.copy-title" look="icon">
        <Copy size={15} aria-hidden />
      </CommandButton>
      <CommandButton id="decide.duplicate" look="bare">
        Duplicate
      </CommandButton>
      <CommandButton id="decide.merge" look="bare">
        <GitMerge size={15} aria-hidden />
        Merge
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
    {children}
  </header>
)
