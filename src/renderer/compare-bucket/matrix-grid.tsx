/* oxlint-disable jsx-a11y/prefer-tag-over-role -- a grid with a cursor, as in ../lists */
import { useVirtualizer } from '@tanstack/react-virtual'
import { useId, useLayoutEffect, useMemo, useRef, type MouseEvent, type ReactNode } from 'react'
import type { ComparedBucket } from '../../shared/model/comparison.ts'
import { reportIdSchema, type ReportId } from '../../shared/model/ids.ts'
import type { Binding, Bindings } from '../commands/registry.ts'
import { LogName } from '../components/log-name.tsx'
import { exactDay } from '../components/times.ts'
import { counted } from '../components/quantities.ts'
import { followCursor, pairOf, setPlace, startPlace, toggled, usePlaces } from '../lists/places.ts'
import { clearOrLeave } from '../lists/use-list-commands.ts'
import { columnsOf, groupsOf, type MatrixValue } from './matrix-cells.ts'
import { TopmostKeys } from './topmost-keys.tsx'

/** Pixels, as in `matrix.css`. */
const rowHeight = 28
const headHeight = 31

type Props = {
  /** Names the list among all; the cursor and the selection go on where they were left. */
  readonly place: string
  readonly compared: ComparedBucket
  /** Whether the keys are the list's. */
  readonly active: boolean
  readonly onOpen: (report: ReportId) => void
  readonly onCompare: (a: ReportId, b: ReportId) => void
  readonly onLeave: () => void
  /** Shown below the list. */
  readonly children?: ReactNode
}

const Cell = ({ value, own }: { readonly value: MatrixValue | null; readonly own: MatrixValue | null | undefined }) => {
  if (value === null) return <span className="matrix-unsaid">not said</span>
  return (
    <>
      <span className="matrix-letter" data-rank={Math.min(value.rank, 5)} aria-hidden>
        {value.letter}
      </span>
      <span className="matrix-text" data-common={value.rank === 0 || undefined} data-own={value === own || undefined}>
        {value.text}
      </span>
    </>
  )
}

const always = (run: () => void): Binding => ({ run })

/** Reports as rows, equal ones in one; what varies among them as columns. Keys work wherever the focus is. */
export const MatrixGrid = ({ place: list, compared, active, onOpen, onCompare, onLeave, children }: Props) => {
  const { matrix, leftOut } = compared
  const id = useId()
  const grid = useRef<HTMLDivElement>(null)
  const scroller = useRef<HTMLDivElement>(null)
  const columns = useMemo(() => columnsOf(matrix), [matrix])
  const farthest = useMemo(() => Object.values(matrix.mostDifferent ?? {}), [matrix])
  const groups = useMemo(
    () => groupsOf(columns, compared.reports.length, farthest),
    [columns, compared.reports.length, farthest]
  )
  /** The reports that stand for those that are equal. */
  const reports = useMemo(
    () => groups.flatMap(({ place: at }) => compared.reports.slice(at, at + 1)),
    [groups, compared.reports]
  )
  const place = usePlaces(({ places }) => places[list] ?? startPlace)
  const cursor = followCursor(place, reports.length, (key) => reports.findIndex(({ report }) => report === key))
  const current = reports[cursor]
  // No compiler memoises this; the grid does without either.
  // oxlint-disable-next-line react/incompatible-library
  const virtual = useVirtualizer({
    count: reports.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    scrollMargin: headHeight,
    scrollPaddingStart: headHeight
  })
  // Before the list below, which takes the focus too where nothing has it.
  useLayoutEffect(() => {
    if (document.activeElement === document.body) grid.current?.focus({ preventScroll: true })
  }, [])

  const moveTo = (index: number): void => {
    const next = Math.max(0, Math.min(index, reports.length - 1))
    setPlace(list, { index: next, key: reports[next]?.report ?? null })
    virtual.scrollToIndex(next, { align: 'auto' })
  }
  const select = (index: number): void => {
    const key = reports[index]?.report
    if (key !== undefined) setPlace(list, { selected: toggled(place.selected, key) })
  }
  const pair = pairOf(place.selected, current?.report ?? null)
  const bindings: Bindings = {
    'list.next': always(() => moveTo(cursor + 1)),
    'list.previous': always(() => moveTo(cursor - 1)),
    'list.first': always(() => moveTo(0)),
    'list.last': always(() => moveTo(reports.length - 1)),
    'list.open': always(() => {
      if (current) onOpen(current.report)
    }),
    'list.select': always(() => select(cursor)),
    'list.clear': clearOrLeave(place.selected.length, () => setPlace(list, { selected: [] }), onLeave),
    'list.compare': {
      run: () => {
        if (pair) onCompare(reportIdSchema.parse(pair[0]), reportIdSchema.parse(pair[1]))
      },
      disabled: pair ? undefined : 'Select two rows first.'
    }
  }

  const press = (event: MouseEvent): void => {
    const target = event.target instanceof Element ? event.target : null
    const index = Number(target?.closest<HTMLElement>('[data-index]')?.dataset['index'] ?? -1)
    if (!reports[index]) return
    moveTo(index)
    if (target?.closest('.matrix-select')) select(index)
  }
  const pressTwice = (event: MouseEvent): void => {
    const target = event.target instanceof Element ? event.target : null
    const row = reports[Number(target?.closest<HTMLElement>('[data-index]')?.dataset['index'] ?? -1)]
    if (row && !target?.closest('.matrix-select')) onOpen(row.report)
  }

  const widths = `28px 60px 176px 84px ${columns.map(({ name }) => (name === 'CPU' ? '72px' : 'minmax(120px, 1fr)')).join(' ')}`
  const least = 28 + 60 + 176 + 84 + columns.length * 132
  return (
    <>
      {matrix.shared.length > 0 && (
        <p className="matrix-shared">
          <span>All share</span>{' '}
          {matrix.shared.map(({ name, value }, index) => (
            <span key={name}>
              {index > 0 && ' · '}
              {name} <b>{value}</b>
            </span>
          ))}
        </p>
      )}
      <div
        ref={grid}
        role="grid"
        className="matrix"
        aria-label="Reports by what varies"
        aria-rowcount={reports.length + 1}
        aria-colcount={columns.length + 4}
        aria-multiselectable
        aria-activedescendant={`${id}-${cursor}`}
        tabIndex={0}
      >
        <div role="presentation" ref={scroller} className="matrix-scroller">
          <div role="rowgroup" className="matrix-top" style={{ minWidth: least }}>
            <div
              role="row"
              aria-rowindex={1}
              className="matrix-row matrix-head-row"
              style={{ gridTemplateColumns: widths }}
            >
              <span role="columnheader">
                <span className="visually-hidden">Selected</span>
              </span>
              <span role="columnheader">Reports</span>
              <span role="columnheader">File</span>
              <span role="columnheader">Seen</span>
              {columns.map(({ name, values }) => (
                <span key={name} role="columnheader" title={`${name}: ${counted(values, 'value')}`}>
                  {name} <span className="matrix-values">{values}</span>
                </span>
              ))}
            </div>
          </div>
          {/* Keys reach rows through the commands of the list. */}
          {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions */}
          <div
            role="rowgroup"
            className="matrix-space"
            style={{ height: virtual.getTotalSize(), minWidth: least }}
            onClick={press}
            onDoubleClick={pressTwice}
          >
            {virtual.getVirtualItems().map(({ index, start }) => {
              const row = reports[index]
              const group = groups[index]
              if (!row || !group) return null
              const at = group.place
              const selected = place.selected.includes(row.report)
              return (
                <div
                  key={row.report}
                  role="row"
                  id={`${id}-${index}`}
                  aria-rowindex={index + 2}
                  aria-selected={selected}
                  data-index={index}
                  data-cursor={index === cursor || undefined}
                  tabIndex={-1}
                  className="matrix-row"
                  style={{ gridTemplateColumns: widths, transform: `translateY(${start - headHeight}px)` }}
                >
                  <span role="gridcell" className="matrix-select">
                    <input type="checkbox" tabIndex={-1} aria-label="Select" checked={selected} readOnly />
                  </span>
                  <span
                    role="gridcell"
                    className="matrix-count"
                    title={`${counted(group.count, 'report')} with these values; the row stands for all of them`}
                  >
                    {group.count}
                  </span>
                  <span
                    role="gridcell"
                    className="matrix-file"
                    title={`${row.file}, crash ${row.index + 1} of the log`}
                  >
                    <span className="matrix-name">
                      <LogName name={row.file.split('/').at(-1) ?? row.file} index={row.index} />
                    </span>
                    {farthest.includes(at) && (
                      <span className="matrix-far" title="One of the two most different">
                        farthest
                      </span>
                    )}
                  </span>
                  <span role="gridcell" className="matrix-seen">
                    {exactDay(row.seen)}
                  </span>
                  {columns.map(({ name, cells }) => {
                    const value = cells[at] ?? null
                    return (
                      <span
                        key={name}
                        role="gridcell"
                        className="matrix-cell"
                        title={value ? `${name}: ${value.text}\nIn ${counted(value.count, 'report')}` : undefined}
                      >
                        <Cell value={value} own={index === cursor ? undefined : cells[groups[cursor]?.place ?? -1]} />
                      </span>
                    )
                  })}
                </div>
              )
            })}
          </div>
        </div>
      </div>
      {leftOut > 0 && <p className="matrix-foot">{counted(leftOut, 'older report')} left out.</p>}
      {children}
      {active && <TopmostKeys bindings={bindings} />}
    </>
  )
}
