import { useState, type FormEvent } from 'react'
import type { BucketRow } from '../../shared/model/bucket.ts'
import type { BucketId, CorpusId } from '../../shared/model/ids.ts'
import { CrashTitle } from '../components/crash-title.tsx'
import { KindMark } from '../components/kind-mark.tsx'
import { counted } from '../components/quantities.ts'
import { SmallDialog } from '../components/small-dialog.tsx'
import { JoinEvidence } from './join-evidence.tsx'
import { duplicateText, mergeText, usualTarget } from './join-words.ts'
import { useBuckets } from './use-buckets.ts'
import { useDecide } from './use-decide.ts'
import './decisions.css'

type Props = {
  readonly corpus: CorpusId
  readonly how: 'merge' | 'duplicate'
  readonly buckets: readonly BucketId[]
  readonly onClose: () => void
  /** Called with the bucket the others now belong to. */
  readonly onDone: (bucket: BucketId) => void
}

const Form = ({ corpus, how, onClose, onDone, rows }: Props & { readonly rows: readonly BucketRow[] }) => {
  const { merge, duplicates, refusal } = useDecide(corpus)
  const [chosen, setChosen] = useState(usualTarget(rows)?.bucket)
  const [busy, setBusy] = useState(false)
  const target = rows.find(({ bucket }) => bucket === chosen)
  if (rows.length < 2 || !target) return <p>One of the two buckets is not there any more.</p>

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (busy || refusal !== undefined) return
    setBusy(true)
    const others = rows.map(({ bucket }) => bucket).filter((bucket) => bucket !== target.bucket)
    const into = how === 'merge' ? await merge(target.bucket, others) : null
    const marked = how === 'duplicate' && (await duplicates(others, target.bucket))
    onClose()
    if (into !== null) onDone(into)
    else if (marked) onDone(target.bucket)
  }

  const act =
    how === 'merge' ? `Merge ${rows.length} buckets` : rows.length === 2 ? 'Mark the duplicate' : 'Mark the duplicates'
  return (
    <form className="join-form" onSubmit={(event) => void submit(event)}>
      <p className="join-text">{how === 'merge' ? mergeText(rows, target) : duplicateText(rows, target)}</p>
      <fieldset className="join-choices">
        <legend>{how === 'merge' ? 'The bucket that stays' : 'The bucket that the others are duplicates of'}</legend>
        {rows.map((row) => (
          <label key={row.bucket} className="join-choice">
            <input
              type="radio"
              name="target"
              // A dialog that asks one thing is opened to answer it.
              // oxlint-disable-next-line jsx-a11y/no-autofocus
              autoFocus={row.bucket === target.bucket}
              checked={row.bucket === chosen}
              onChange={() => setChosen(row.bucket)}
            />
            <KindMark kind={row.kind} />
            <CrashTitle title={row.title} frame={row.frame} />
            <span className="join-count">
              {counted(row.count, 'report')}
              {row.hasNote && ', noted'}
            </span>
          </label>
        ))}
      </fieldset>
      {rows.length === 2 && rows[0] && rows[1] && <JoinEvidence corpus={corpus} a={rows[0]} b={rows[1]} />}
      {refusal !== undefined && <p>{refusal}</p>}
      <div className="dialog-acts">
        <button type="submit" className="button button-main" aria-disabled={busy || refusal !== undefined}>
          {act}
        </button>
        <button type="button" className="button" onClick={onClose}>
          Cancel
        </button>
        <span className="dialog-help">It can be undone.</span>
      </div>
    </form>
  )
}

/** Asks which of some buckets stays, and says what will come of it. */
export const JoinDialog = (props: Props) => {
  const rows = useBuckets(props.corpus, props.buckets)
  return (
    <SmallDialog title={props.how === 'merge' ? 'Merge buckets' : 'Duplicate buckets'} onClose={props.onClose} wide>
      {rows ? <Form {...props} rows={rows} /> : <p aria-busy="true">Reading the buckets</p>}
    </SmallDialog>
  )
}
