import type { ReactNode } from 'react'
import type { Bindings } from '../commands/registry.ts'

/** A column's header: `sort` makes it a button that orders the list by it. */
export type Column = {
  readonly id: string
  readonly title: string
  /** The title is for screen readers alone. */
  readonly quiet?: boolean
  readonly align?: 'end'
  readonly sort?: { readonly direction: 'ascending' | 'descending' | null; readonly onSort: () => void }
}

export type RowListProps<Row> = {
  readonly label: string
  /** Names the list among all; what is found at the same name goes on where it was left. */
  readonly place: string
  /** Also the class that sets the widths of its columns. */
  readonly look: string
  readonly columns: readonly Column[]
  readonly total: number
  readonly rowAt: (index: number) => Row | null
  readonly keyOf: (row: Row) => string
  readonly show: (from: number, to: number) => void
  /** The cells of a row, one for each column; they depend on nothing but the row. */
  readonly cells: (row: Row) => readonly ReactNode[]
  readonly onOpen?: ((row: Row) => void) | undefined
  /** Compares two rows by their keys. */
  readonly onCompare?: ((a: string, b: string) => void) | undefined
  /** The keys of all rows, those not read yet included. */
  readonly allKeys?: (() => Promise<readonly string[]>) | undefined
  /** What else can be done with the rows selected and the one at the cursor, by their keys. */
  readonly acts?: ((selected: readonly string[], cursor: string | null) => Bindings) | undefined
  readonly onSortNext?: (() => void) | undefined
  /** Goes up from the view; the key that clears the selection does it where nothing is selected. */
  readonly onLeave?: (() => void) | undefined
}
