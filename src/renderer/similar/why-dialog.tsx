import { GitCompare } from 'lucide-react'
import type { CorpusId, ReportId } from '../../shared/model/ids.ts'
import { FailureNotice } from '../components/failure-notice.tsx'
import { Keys } from '../components/keys.tsx'
import { SmallDialog } from '../components/small-dialog.tsx'
import { useRead } from '../engine/engine.tsx'
import { Reasons } from './reasons.tsx'
import { Score } from './score.tsx'
import './similar.css'

type Props = {
  readonly corpus: CorpusId
  readonly a: ReportId
  readonly b: ReportId
  readonly onClose: () => void
  /** Absent where the two are compared already. */
  readonly onCompare?: (() => void) | undefined
}

/** Why two reports are in one bucket, or are not. */
export const WhyDialog = ({ corpus, a, b, onClose, onCompare }: Props) => {
  const read = useRead('similar.why', { corpus, a, b })
  const why = read.data
  const against = why?.reasons.filter(({ weighs }) => weighs === 'against') ?? []
  const forThem = why?.reasons.filter(({ weighs }) => weighs === 'for') ?? []
  return (
    <SmallDialog
      title={why?.together === false ? 'Why these are apart' : 'Why these are together'}
      onClose={onClose}
      wide
    >
      {/* The keys of the views below are off while a dialog is open. */}
      <div
        role="presentation"
        className="why"
        onKeyDown={(event) => {
          if (event.key === 'c' && !event.ctrlKey && !event.metaKey && !event.altKey) onCompare?.()
        }}
      >
        {read.isError && <FailureNotice failure={read.error.failure} />}
        {!why && !read.isError && <p aria-busy="true">Reading the two reports</p>}
        {why && (
          <>
            <p className="why-sentence">{why.sentence}</p>
            <div className="why-score">
              <Score score={why.score} /> <span>chance that they are one bug</span>
            </div>
            {forThem.length > 0 && (
              <section>
                <h3>For</h3>
                <Reasons reasons={forThem} />
              </section>
            )}
            {against.length > 0 && (
              <section>
                <h3>Against</h3>
                <Reasons reasons={against} />
              </section>
            )}
          </>
        )}
        <div className="dialog-acts">
          {onCompare && (
            // A dialog that tells one thing leads on from it.
            // oxlint-disable-next-line jsx-a11y/no-autofocus
            <button type="button" className="button button-main" autoFocus onClick={onCompare}>
              <GitCompare size={15} aria-hidden />
              Compare
              <Keys binding="c" />
            </button>
          )}
          <button type="button" className="button" onClick={onClose}>
            Close
            <Keys binding="Escape" />
          </button>
        </div>
      </div>
    </SmallDialog>
  )
}
