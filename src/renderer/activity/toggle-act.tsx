import { Redo2, Undo2 } from 'lucide-react'
import type { ActivityRow } from '../../shared/model/act.ts'

/** Undo and redo are acts themselves; the rows that they changed are what is taken back or done again. */
export const canToggle = ({ kind }: ActivityRow): boolean => kind !== 'undo' && kind !== 'redo'

type Props = {
  readonly row: ActivityRow
  /** Why nothing can be changed; undefined where it can. */
  readonly refusal: string | undefined
  readonly onToggle: () => void
}

/** Takes an act back, or does it again. */
export const ToggleAct = ({ row, refusal, onToggle }: Props) => {
  if (!canToggle(row)) return null
  const Icon = row.undone ? Redo2 : Undo2
  return (
    <button
      type="button"
      className="text-button activity-toggle"
      tabIndex={-1}
      aria-disabled={refusal !== undefined}
      title={refusal ?? (row.undone ? 'Do it again (Shift+U)' : 'Take it back, whatever was done since (Shift+U)')}
      onClick={() => {
        if (refusal === undefined) onToggle()
      }}
    >
      <Icon size={13} aria-hidden />
      {row.undone ? 'Do again' : 'Take back'}
    </button>
  )
}
