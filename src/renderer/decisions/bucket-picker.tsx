import { useState } from 'react'
import { Autocomplete, Input, ListBox, ListBoxItem, SearchField } from 'react-aria-components'
import type { BucketRow } from '../../shared/model/bucket.ts'
import { bucketIdSchema, type BucketId, type CorpusId } from '../../shared/model/ids.ts'
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
  const [typed, setTyped] = useState('')
  const similar = useRead('similar.buckets', { corpus, of: { kind: 'bucket', bucket }, limit: 10 })
  const found = useRead('buckets.list', { corpus, query: { text: typed.trim() }, page: { offset: 0, limit: 30 } })
  const likely = typed.trim() === '' ? (similar.data ?? []).map((one) => one.bucket) : []
  const rest = (found.data?.rows ?? []).filter((row) => !likely.some((one) => one.bucket === row.bucket))
  const rows: readonly BucketRow[] = [...likely, ...rest].filter((row) => row.bucket !== bucket)

  const pickFirst = (): void => {
    const [first] = rows
    if (first && typed.trim() !== '' && !document.querySelector('.picker-item[data-focused]')) onPick(first.bucket)
  }

  return (
    <Autocomplete inputValue={typed} onInputChange={setTyped}>
      {/* A dialog that asks one thing is opened to answer it. */}
      {/* oxlint-disable-next-line jsx-a11y/no-autofocus */}
      <SearchField className="picker-field" aria-label="Look for a bucket" autoFocus onSubmit={pickFirst}>
        {/* The list it controls, and its current option, are given by Autocomplete. */}
        {/* oxlint-disable-next-line jsx-a11y/prefer-tag-over-role, jsx-a11y/role-has-required-aria-props */}
        <Input role="combobox" aria-expanded placeholder="Title, function, command or text" />
      </SearchField>
      {typed === '' && (
        <p className="dialog-help">
          {likely.length > 0 ? 'The most similar come first; type to look for others.' : 'Type to look for a bucket.'}
        </p>
      )}
      {found.isError && <FailureNotice failure={found.error.failure} />}
      <ListBox
        className="picker-list"
        aria-label="Buckets"
        items={rows.map((row) => ({ id: row.bucket, row }))}
        onAction={(key) => onPick(bucketIdSchema.parse(key))}
        renderEmptyState={() => <p className="dialog-help">No other bucket matches.</p>}
      >
        {({ id, row }) => (
          <ListBoxItem id={id} textValue={row.title} className="picker-item">
            <KindMark kind={row.kind} />
            <CrashTitle title={row.title} frame={row.frame} />
            <span className="join-count">{counted(row.count, 'report')}</span>
          </ListBoxItem>
        )}
      </ListBox>
    </Autocomplete>
  )
}

/** Asks for another bucket, the most similar first. */
export const BucketPicker = (props: Props) => (
  <SmallDialog title={titles[props.how]} onClose={props.onClose} wide>
    <Choices {...props} />
  </SmallDialog>
)
