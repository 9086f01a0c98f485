import { useCommands, type Binding } from '../commands/registry.ts'
import { whileBusy } from '../engine/idle.ts'
import { pairOf, setPlace, type Place } from './places.ts'
import type { RowListProps } from './list-props.ts'

type Parts<Row> = {
  readonly props: RowListProps<Row>
  readonly place: Place
  readonly cursor: number
  readonly cursorKey: string | null
  readonly moveTo: (index: number) => void
  readonly select: (index: number) => void
}

/** One thing a press: first the selection goes, then the view is left, where it can be. */
export const clearOrLeave = (selected: number, clear: () => void, leave: (() => void) | undefined): Binding => {
  if (selected > 0) return { run: clear }
  return leave ? { run: leave } : { run: clear, disabled: 'Nothing is selected.' }
}

/** The commands of a list that is shown. */
export const useListCommands = <Row>({ props, place, cursor, cursorKey, moveTo, select }: Parts<Row>): void => {
  const { total, rowAt, onOpen, onCompare, onSortNext, onLeave, acts, allKeys, place: list } = props
  const empty = total === 0 ? 'The list is empty.' : undefined
  const withRows = (run: () => void): Binding => ({ run, disabled: empty })
  const pair = pairOf(place.selected, cursorKey)
  const selectAll = async (): Promise<void> => {
    if (allKeys) setPlace(list, { selected: await whileBusy(allKeys()) })
  }
  const open = (): void => {
    const row = rowAt(cursor)
    if (row) onOpen?.(row)
  }
  useCommands({
    'list.next': withRows(() => moveTo(cursor + 1)),
    'list.previous': withRows(() => moveTo(cursor - 1)),
    'list.first': withRows(() => moveTo(0)),
    'list.last': withRows(() => moveTo(total - 1)),
    ...(onOpen ? { 'list.open': withRows(open) } : {}),
    ...(onSortNext ? { 'list.sort': { run: onSortNext } } : {}),
    ...(allKeys ? { 'list.select-all': withRows(() => void selectAll()) } : {}),
    ...(onCompare
      ? {
          'list.select': withRows(() => select(cursor)),
          'list.clear': clearOrLeave(place.selected.length, () => setPlace(list, { selected: [] }), onLeave),
          'list.compare': {
            run: () => {
              if (pair) onCompare(pair[0], pair[1])
            },
            disabled: pair ? undefined : 'Select two rows first.'
          }
        }
      : {}),
    ...(acts && !empty ? acts(place.selected, cursorKey) : {})
  })
}
