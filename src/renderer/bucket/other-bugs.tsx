import { TriangleAlert } from 'lucide-react'
import type { OtherBug } from '../../shared/model/bucket-detail.ts'
import { counted } from '../components/quantities.ts'

type Props = {
  readonly others: readonly OtherBug[]
  readonly refusal: string | undefined
  readonly onCompare: (other: OtherBug) => void
  readonly onSplit: (other: OtherBug) => void
}

/** Signs that a bucket may hold another bug, with what can be done about each. */
export const OtherBugs = ({ others, refusal, onCompare, onSplit }: Props) => (
  <>
    {others.map((other) => (
      <div key={`${other.kind} ${other.report}`} className="other-bug" role="note">
        <TriangleAlert size={15} aria-hidden />
        <span className="other-bug-text" title={other.text}>
          <b>Maybe another bug.</b> {other.text}
        </span>
        <span className="other-bug-acts">
          <button type="button" className="button" onClick={() => onCompare(other)}>
            Compare
          </button>
          {other.reports !== undefined && (
            <button
              type="button"
              className="button"
              aria-disabled={refusal !== undefined}
              title={refusal}
              onClick={() => {
                if (refusal === undefined) onSplit(other)
              }}
            >
              Split {counted(other.count, 'report')} off
            </button>
          )}
        </span>
      </div>
    ))}
  </>
)
