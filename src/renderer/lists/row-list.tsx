/* oxlint-disable jsx-a11y/prefer-tag-over-role -- a table element cannot leave out the rows that are not in sight */
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useId, useLayoutEffect, useRef, type MouseEvent } from 'react'
import type { Column, RowListProps } from './list-props.ts'
import { ListRow } from './list-row.tsx'
import { followCursor, placeOf, setPlace, startPlace, toggled, usePlaces } from './places.ts'
import { useListCommands } from './use-list-commands.ts'
import './lists.css'

/** Pixels, as in `lists.css`. */
const rowHeight = 36
const headerHeight = 31

const Headers = ({ columns, selectable }: { readonly columns: readonly Column[]; readonly selectable: boolean }) => (
  <div role="rowgroup" className="list-head">
    <div role="row" aria-rowindex={1} className="list-row list-head-row">
      {selectable && (
        <span role="columnheader" className="cell-select">
          <span className="visually-hidden">Selected</span>
        </span>
      )}
      {columns.map(({ id, title, quiet, align, sort }) => (
        <span
          key={id}
          role="columnheader"
          data-column={id}
          data-align={align}
          {...(sort ? { 'aria-sort': sort.direction ?? 'none' } : {})}
        >
          {sort ? (
            <button type="button" className="sort-button" onClick={sort.onSort} tabIndex={-1}>
              {title}
              <span className="sort-arrow" aria-hidden>
                {sort.direction === 'ascending' ? '↑' : sort.direction === 'descending' ? '↓' : ''}
              </span>
            </button>
          ) : (
            <span className={quiet === true ? 'visually-hidden' : undefined}>{title}</span>
          )}
        </span>
      ))}
    </div>
  </div>
)

/** A long list of rows of one height, of which only those in sight are drawn. Keys work wherever the focus is. */
export const RowList = <Row,>(props: RowListProps<Row>) => {
  const { label, place: list, look, columns, total, rowAt, keyOf, show, cells, onOpen, onCompare } = props
  const id = useId()
  const grid = useRef<HTMLDivElement>(null)
  const scroller = useRef<HTMLDivElement>(null)
  const place = usePlaces(({ places }) => places[list] ?? startPlace)
  const selectable = onCompare !== undefined
  const virtual = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    scrollMargin: headerHeight,
    scrollPaddingStart: headerHeight,
    initialOffset: () => placeOf(list).scrollTop
  })
  const items = virtual.getVirtualItems()
  const [from, to] = [items[0]?.index ?? 0, (items.at(-1)?.index ?? -1) + 1]

  useEffect(() => show(from, to))

  const drawnIndexOf = (key: string): number => {
    for (let at = from; at < to; at++) {
      const row = rowAt(at)
      if (row && keyOf(row) === key) return at
    }
    return -1
  }
  const cursor = followCursor(place, total, drawnIndexOf)
  const rowKey = (index: number): string | null => {
    const row = rowAt(index)
    return row ? keyOf(row) : null
  }
  const moveTo = (index: number): void => {
    const next = Math.max(0, Math.min(index, total - 1))
    setPlace(list, { index: next, key: rowKey(next) })
    virtual.scrollToIndex(next, { align: 'auto' })
  }
  const select = (index: number): void => {
    const key = rowKey(index)
    if (key !== null) setPlace(list, { selected: toggled(placeOf(list).selected, key) })
  }
  useListCommands({ props, place, cursor, cursorKey: rowKey(cursor), moveTo, select })

  // The first drawing after coming back has no rows yet to scroll over.
  useLayoutEffect(() => {
    if (total > 0) virtual.scrollToOffset(placeOf(list).scrollTop)
    // oxlint-disable-next-line react/exhaustive-deps
  }, [list, total > 0])

  useEffect(() => {
    // Coming to a view by a link or a key leaves the focus nowhere; the list is what the view is for.
    if (document.activeElement === document.body) grid.current?.focus({ preventScroll: true })
  }, [])

  const press = (event: MouseEvent): void => {
    const target = event.target instanceof Element ? event.target : null
    const index = Number(target?.closest<HTMLElement>('[data-index]')?.dataset['index'] ?? -1)
    const row = rowAt(index)
    if (!target || !row) return
    setPlace(list, { index, key: keyOf(row) })
    if (target.closest('.cell-select')) select(index)
    else if (!target.closest('a, button') && window.getSelection()?.isCollapsed !== false) onOpen?.(row)
  }

  return (
    <div
      ref={grid}
      role="grid"
      className={`list ${look}`}
      aria-label={label}
      aria-rowcount={total + 1}
      aria-colcount={columns.length + (selectable ? 1 : 0)}
      aria-multiselectable={selectable || undefined}
      aria-activedescendant={total > 0 ? `${id}-${cursor}` : undefined}
      tabIndex={0}
    >
      <div
        role="presentation"
        ref={scroller}
        className="list-scroller"
        onScroll={(event) => setPlace(list, { scrollTop: event.currentTarget.scrollTop })}
      >
        <Headers columns={columns} selectable={selectable} />
        {/* Keys reach rows through the commands of the list. */}
        {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions */}
        <div role="rowgroup" className="list-space" style={{ height: virtual.getTotalSize() }} onClick={press}>
          {items.map(({ index, start }) => {
            const key = rowKey(index)
            return (
              <ListRow
                key={index}
                id={`${id}-${index}`}
                index={index}
                top={start - headerHeight}
                row={rowAt(index)}
                rowKey={key}
                isCursor={index === cursor}
                selected={selectable ? key !== null && place.selected.includes(key) : null}
                columns={columns}
                cells={cells}
              />
            )
          })}
        </div>
      </div>
    </div>
  )
}
