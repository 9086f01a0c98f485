import { Undo2 } from 'lucide-react'
import { useState } from 'react'
import type { Decision } from '../../shared/model/decision.ts'
import { TimeAgo } from '../components/time-ago.tsx'

type Props = {
  readonly decisions: readonly Decision[]
  /** Why nothing can be undone; undefined where it can. */
  readonly refusal: string | undefined
  readonly onUndo: (decision: Decision) => void
}

/** What people decided about a bucket's reports, each with the way back. */
export const BucketDecisions = ({ decisions, refusal, onUndo }: Props) => {
  const [open, setOpen] = useState(false)
  if (decisions.length === 0) return null
  const shown = open ? decisions : decisions.slice(0, 2)
  return (
    <section className="bucket-decisions" aria-label="Decisions">
      <span className="bucket-label">Decided</span>
      <ul>
        {shown.map((decision) => (
          <li key={decision.decision}>
            <span className="bucket-decision-text">{decision.text}</span>
            <TimeAgo time={decision.made} what="Decided" />
            <button
              type="button"
              className="text-button"
              aria-disabled={refusal !== undefined}
              title={refusal ?? 'Take this change back'}
              onClick={() => {
                if (refusal === undefined) onUndo(decision)
              }}
            >
              <Undo2 size={13} aria-hidden /> Undo
            </button>
          </li>
        ))}
        {decisions.length > 2 && (
          <li>
            <button type="button" className="text-button" aria-expanded={open} onClick={() => setOpen(!open)}>
              {open ? 'Show fewer' : `Show all ${decisions.length} changes`}
            </button>
          </li>
        )}
      </ul>
    </section>
  )
}
