import { Plus, RotateCcw, UserRound } from 'lucide-react'
import { Link } from '@tanstack/react-router'
import { shownStatus, type BucketRow } from '../../shared/model/bucket.ts'
import type { BucketName } from '../../shared/model/bucket-detail.ts'
import type { CorpusId } from '../../shared/model/ids.ts'
import { runCommand } from '../commands/registry.ts'
import { CommandButton } from '../components/command-button.tsx'
import { useNow } from '../components/use-now.ts'
import { CrashTitle } from '../components/crash-title.tsx'
import { CommandMenu, ownerGroup, priorityGroup, statusGroup } from './command-menu.tsx'
import { PriorityMark, StatusMark } from './status-mark.tsx'
import { statusDetail } from './triage-words.ts'

type Props = { readonly corpus: CorpusId; readonly row: BucketRow; readonly duplicateOf: BucketName | null }

/** What was said of a bucket, each part with the way to change it. */
export const BucketTriage = ({ corpus, row, duplicateOf }: Props) => {
  const { triage } = row
  const shown = shownStatus(row, useNow())
  const detail = shown === 'new' || shown === 'duplicate' ? '' : statusDetail(triage.status)
  return (
    <section className="bucket-triage" aria-label="Triage">
      <div className="bucket-triage-line">
        <CommandMenu label="Status" groups={[statusGroup]}>
          <span className="visually-hidden">Status: </span>
          <StatusMark status={shown} />
        </CommandMenu>
        {detail !== '' && (
          <span className="bucket-triage-detail">{shown === 'came-back' ? `fixed ${detail}` : detail}</span>
        )}
        <CommandMenu label="Priority" groups={[priorityGroup]}>
          <span className="visually-hidden">Priority: </span>
          {triage.priority === 'none' ? (
            <span className="triage-none">No priority</span>
          ) : (
            <PriorityMark priority={triage.priority} />
          )}
        </CommandMenu>
        <CommandMenu label="Owner" groups={[ownerGroup]}>
          <span className="visually-hidden">Owner: </span>
          <UserRound size={13} aria-hidden />
          {triage.owner === '' ? <span className="triage-none">No owner</span> : triage.owner}
        </CommandMenu>
        <span className="bucket-triage-tags">
          {triage.tags.map((tag) => (
            <button
              key={tag}
              type="button"
              className="tag"
              onClick={() => runCommand('tags.edit')}
              title="Tags (Shift+T)"
            >
              {tag}
            </button>
          ))}
          <CommandButton id="tags.edit" look="bare">
            <Plus size={13} aria-hidden />
            {triage.tags.length === 0 ? 'Tag' : <span className="visually-hidden">Tag</span>}
          </CommandButton>
        </span>
      </div>
      {duplicateOf && (
        <p className="bucket-triage-note">
          <StatusMark status="duplicate" /> of{' '}
          <Link to="/c/$corpus/buckets/$bucket" params={{ corpus, bucket: duplicateOf.bucket }}>
            <CrashTitle title={duplicateOf.title} />
          </Link>
        </p>
      )}
      {triage.cameBack && shown === 'came-back' && (
        <p className="bucket-triage-note" data-back role="note">
          <RotateCcw size={14} aria-hidden />
          <span>
            <b>{triage.cameBack.certain ? 'Came back.' : 'May have come back.'}</b> {triage.cameBack.text}
          </span>
        </p>
      )}
    </section>
  )
}
