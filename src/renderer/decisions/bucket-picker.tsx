/* oxlint-disable jsx-a11y/prefer-tag-over-role -- a select cannot be looked in, nor show more than text */
import { useId, useState, type KeyboardEvent } from 'react'
import type { BucketRow } from '../../shared/model/bucket.ts'
import type { BucketId, CorpusId } from '../../shared/model/ids.ts'
import { CrashTitle } from '../components/crash-title.tsx'
import { FailureNotice } from '../components/failure-notice.tsx'
import { KindMark } from '../components/kind-mark.tsx'
import { counted } from '../components/quantities.ts'
import { SmallDialog } from '../components/small-dialog.tsx'
import { useRead } from '../engine/engine.tsx'
import './decisions.css'

export type PickFor = 'merge' | 'duplicate' | 'not-same'

const titles: Readonly<Record<PickFor, string>> = {
  merge: 'Merge with another bucket',
  duplicate: 'Duplicate of another bucket',
  'not-same': 'Not the same bug as another bucket'
}

type Props = {
  readonly corpus: CorpusId
  /** The bucket that another is looked for to. */
  readonly bucket: BucketId
  readonly how: PickFor
  readonly onPick: (bucket: BucketId) => void
  readonly onClose: () => void
}

const Choices = ({ corpus, bucket, onPick }: Props) => {
  const id = useId()
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState(0)
  const text = typed.trim()
  const similar = useRead('similar.buckets', { corpus, of: { kind: 'bucket', bucket }, limit: 10 })
  const found = useRead('buckets.list', { corpus, query: { text }, page: { offset: 0, limit: 30 } })
  const likely = text === '' ? (similar.data ?? []).map((one) => one.bucket) : []
  const rest = (found.data?.rows ?? []).filter((row) => !likely.some((one) => one.bucket === row.bucket))
  const rows: readonly BucketRow[] = [...likely, ...rest].filter((row) => row.bucket !== bucket)
  const current = Math.min(at, rows.length - 1)

  const moveTo = (index: number): void => {
    const next = Math.max(0, Math.min(index, rows.length - 1))
    setAt(next)
    document.querySelector(`#${CSS.escape(`${id}-${next}`)}`)?.scrollIntoView({ block: 'nearest' })
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const acts: Readonly<Record<string, () => void>> = {
      ArrowDown: () => moveTo(current + 1),
      ArrowUp: () => moveTo(current - 1),
      Enter: () => {
        const row = rows[current]
        // What is shown may still answer what was typed before.
        if (row && !found.isPlaceholderData) onPick(row.bucket)
      }
    }
    const act = acts[event.key]
    if (!act) return
    event.preventDefault()
    act()
  }

  return (
    <>
      <input
        // A dialog that asks one thing is opened to answer it.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
        type="text"
        role="combobox"
        aria-label="Look for a bucket"
        aria-autocomplete="list"
        aria-expanded={rows.length > 0}
        aria-controls={`${id}-list`}
        aria-activedescendant={rows.length > 0 ? `${id}-${current}` : undefined}
        placeholder="Title, function, command or text"
        spellCheck={false}
        autoComplete="off"
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value)
          setAt(0)
        }}
        onKeyDown={onKeyDown}
      />
      {typed === '' && (
        <p className="dialog-help">
          {likely.length > 0 ? 'The most similar come first; type to look for others.' : 'Type to look for a bucket.'}
        </p>
      )}
      {found.isError && <FailureNotice failure={found.error.failure} />}
      {rows.length === 0 && found.data && <p className="dialog-help">No other bucket matches.</p>}
      <div role="listbox" id={`${id}-list`} className="picker-list" aria-label="Buckets" tabIndex={-1}>
        {rows.map((row, index) => (
          // Keys move and choose from the field above.
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
          <div
            key={row.bucket}
            role="option"
            id={`${id}-${index}`}
            aria-selected={index === current}
            tabIndex={-1}
            className="picker-item"
            onClick={() => onPick(row.bucket)}
          >
            <KindMark kind={row.kind} />
            <CrashTitle title={row.title} frame={row.frame} />
            <span className="join-count">{counted(row.count, 'report')}</span>
          </div>
        ))}
      </div>
    </>
  )
}

/** Asks for another bucket, the most similar first. */
export const BucketPicker = (props: Props) => (
  <SmallDialog title={titles[props.how]} onClose={props.onClose} wide>
    <Choices {...props} />
  </SmallDialog>
)
