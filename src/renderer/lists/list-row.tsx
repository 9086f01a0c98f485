/* oxlint-disable jsx-a11y/prefer-tag-over-role -- rows of the grid in row-list.tsx */
import { memo, type ReactNode } from 'react'
import type { Column } from './list-props.ts'
import { SkeletonRow } from './skeleton-row.tsx'

type Props<Row> = {
  readonly id: string
  readonly index: number
  /** Pixels from the list's first row. */
  readonly top: number
  readonly row: Row | null
  readonly rowKey: string | null
  readonly isCursor: boolean
  /** Null where rows cannot be selected. */
  readonly selected: boolean | null
  readonly columns: readonly Column[]
  readonly cells: (row: Row) => readonly ReactNode[]
}

const DrawnRow = <Row,>({ id, index, top, row, rowKey, isCursor, selected, columns, cells }: Props<Row>) => (
  <div
    role="row"
    id={id}
    aria-rowindex={index + 2}
    aria-selected={selected ?? undefined}
    data-index={index}
    data-cursor={isCursor || undefined}
    data-key={rowKey ?? undefined}
    tabIndex={-1}
    className="list-row"
    style={{ transform: `translateY(${top}px)` }}
  >
    {selected !== null && (
      <span role="gridcell" className="cell-select">
        <input type="checkbox" tabIndex={-1} aria-label="Select" checked={selected} readOnly disabled={!row} />
      </span>
    )}
    {row ? (
      cells(row).map((cell, at) => (
        <span key={columns[at]?.id} role="gridcell" data-column={columns[at]?.id} data-align={columns[at]?.align}>
          {cell}
        </span>
      ))
    ) : (
      <SkeletonRow />
    )}
  </div>
)

/**
 * One row. What a list draws in a row depends on the row alone, so moving the cursor draws two rows again and not all
 * in sight; clicks are heard by the list.
 */
export const ListRow = memo(
  DrawnRow,
  (before, after) =>
    before.id === after.id &&
    before.top === after.top &&
    before.row === after.row &&
    before.isCursor === after.isCursor &&
    before.selected === after.selected
) as typeof DrawnRow
