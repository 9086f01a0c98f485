/* oxlint-disable jsx-a11y/prefer-tag-over-role -- a datalist fills in the whole field, not a part of it */
import type { Completion } from '../../shared/query/complete-filter.ts'

type Props = {
  readonly id: string
  readonly completions: readonly Completion[]
  /** The one that Enter takes; -1 for none. */
  readonly at: number
  readonly onPick: (completion: Completion) => void
}

export const completionId = (id: string, at: number): string => `${id}-${at}`

/** What can be typed on, below the filter. The focus stays in the field. */
export const FilterCompletions = ({ id, completions, at, onPick }: Props) => (
  <div id={id} role="listbox" aria-label="Completions" className="filter-completions">
    {completions.map((one, index) => (
      // Keys are heard by the field, and the press must not take the focus from it.
      // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
      <div
        key={one.label}
        id={completionId(id, index)}
        role="option"
        aria-selected={index === at}
        className="filter-completion"
        onPointerDown={(event) => event.preventDefault()}
        onClick={() => onPick(one)}
      >
        <span>{one.label}</span>
        <span className="filter-completion-help">{one.help}</span>
      </div>
    ))}
  </div>
)
