/* oxlint-disable jsx-a11y/prefer-tag-over-role -- a table element cannot leave out the rows that are not in sight */
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useId, useMemo, useRef, useState, type MouseEvent } from 'react'
import type { StackTree } from '../../shared/model/bucket-detail.ts'
import type { ReportId } from '../../shared/model/ids.ts'
import { useCommands, type Binding } from '../commands/registry.ts'
import { CommandButton } from '../components/command-button.tsx'
import { EmptyState } from '../components/empty-state.tsx'
import { counted } from '../components/quantities.ts'
import { carriedFolds, carrier } from './carried-folds.ts'
import { TreeRowView } from './tree-row-view.tsx'
import { allOpen, foldOver, noFolds, partingOf, placeOf, rowsOf, treeOf, type Folds } from './tree-rows.ts'
import './stack-tree.css'

/** Pixels, as in `stack-tree.css`. */
const rowHeight = 24
const headerHeight = 27

const including = (set: ReadonlySet<number>, node: number): ReadonlySet<number> => new Set(set).add(node)
const without = (set: ReadonlySet<number>, node: number): ReadonlySet<number> =>
  new Set([...set].filter((other) => other !== node))

type Props = {
  readonly stacks: StackTree
  readonly onOpen: (report: ReportId) => void
  readonly onCompare: (a: ReportId, b: ReportId) => void
  readonly onLeave: () => void
}

/** The call stacks of a bucket as one tree; its keys work wherever the focus is. */
export const StackTreeView = ({ stacks, onOpen, onCompare, onLeave }: Props) => {
  const id = useId()
  const grid = useRef<HTMLDivElement>(null)
  const scroller = useRef<HTMLDivElement>(null)
  const tree = useMemo(() => treeOf(stacks.nodes), [stacks.nodes])
  const [folds, setFolds] = useState<Folds>(noFolds)
  const [at, setAt] = useState(0)
  const [last, setLast] = useState(tree)
  const rows = useMemo(() => rowsOf(tree, folds), [tree, folds])
  if (last !== tree) {
    // Reports came or went: what is open stays so, and the cursor on its function.
    const carry = carrier(last, tree)
    const next = carriedFolds(folds, carry)
    const node = rowsOf(last, folds)[at]?.node
    setLast(tree)
    setFolds(next)
    setAt(placeOf(rowsOf(tree, next), (node === undefined ? null : carry(node)) ?? 0))
  }
  const cursor = Math.max(0, Math.min(at, rows.length - 1))
  const row = rows[cursor]
  // No compiler memoises this; the list of rows does without either.
  // oxlint-disable-next-line react/incompatible-library
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 20,
    scrollMargin: headerHeight,
    scrollPaddingStart: headerHeight
  })
  useEffect(() => {
    if (document.activeElement === document.body) grid.current?.focus({ preventScroll: true })
  }, [])

  const moveTo = (index: number): void => {
    const next = Math.max(0, Math.min(index, rows.length - 1))
    setAt(next)
    virtual.scrollToIndex(next, { align: 'auto' })
  }
  /** Changes what is open and keeps the cursor on a node, or on the row that it is folded into. */
  const refold = (next: Folds, node: number): void => {
    setFolds(next)
    setAt(placeOf(rowsOf(tree, next), node))
  }
  const open = (): void => {
    if (row?.kind === 'folded') refold({ ...folds, unfolded: including(folds.unfolded, row.node) }, row.node)
    else if (row?.open === false) refold({ ...folds, closed: without(folds.closed, row.node) }, row.node)
    else moveTo(cursor + 1)
  }
  const close = (): void => {
    if (!row) return
    const fold = row.kind === 'node' ? foldOver(tree, row.node, folds) : null
    const parent = tree.nodes[row.node]?.parent ?? null
    if (row.kind === 'node' && row.open === true) {
      refold({ ...folds, closed: including(folds.closed, row.node) }, row.node)
    } else if (fold !== null) refold({ ...folds, unfolded: without(folds.unfolded, fold) }, fold)
    else if (parent !== null) refold(folds, parent)
  }
  const enter = (): void => {
    const report = row ? tree.nodes[row.node]?.report : undefined
    if (row?.kind === 'folded') open()
    else if (report !== undefined) onOpen(report)
  }
  const parting = row ? partingOf(tree, row.node) : null

  const empty = rows.length === 0 ? 'No report of this bucket has a call trace.' : undefined
  const withRows = (run: () => void, disabled?: string): Binding => ({ run, disabled: empty ?? disabled })
  useCommands({
    'list.next': withRows(() => moveTo(cursor + 1)),
    'list.previous': withRows(() => moveTo(cursor - 1)),
    'list.first': withRows(() => moveTo(0)),
    'list.last': withRows(() => moveTo(rows.length - 1)),
    'list.open': withRows(enter),
    'list.clear': { run: onLeave },
    'tree.open': withRows(open),
    'tree.close': withRows(close),
    'tree.open-all': withRows(() => refold(allOpen(tree), row?.node ?? 0)),
    'tree.close-all': withRows(() => refold(noFolds, row?.node ?? 0)),
    'tree.compare': withRows(
      () => {
        if (parting) onCompare(parting.reports[0], parting.reports[1])
      },
      parting ? undefined : 'All stacks are the same up to here.'
    )
  })

  const press = (event: MouseEvent): void => {
    const target = event.target instanceof Element ? event.target : null
    const index = Number(target?.closest<HTMLElement>('[data-index]')?.dataset['index'] ?? -1)
    const pressed = rows[index]
    if (!pressed) return
    setAt(index)
    if (pressed.kind === 'folded') {
      refold({ ...folds, unfolded: including(folds.unfolded, pressed.node) }, pressed.node)
    } else if (target?.closest('.tree-function > svg') && pressed.open !== null) {
      const change = pressed.open ? including : without
      refold({ ...folds, closed: change(folds.closed, pressed.node) }, pressed.node)
    }
  }
  const pressTwice = (event: MouseEvent): void => {
    const target = event.target instanceof Element ? event.target : null
    const pressed = rows[Number(target?.closest<HTMLElement>('[data-index]')?.dataset['index'] ?? -1)]
    const report = pressed ? tree.nodes[pressed.node]?.report : undefined
    if (pressed?.kind === 'node' && report !== undefined) onOpen(report)
  }

  if (rows.length === 0) return <EmptyState text="No report of this bucket has a call trace." />
  return (
    <div className="stack-tree">
      <div className="pane-tools">
        <span className="pane-tools-text">
          {parting
            ? `${parting.functions[0]} and ${parting.functions[1]} part ${parting.at === null ? 'from the start' : `above ${parting.at}`}`
            : `${counted(stacks.reports, 'report')} with a call trace, the crash first, its callers below`}
        </span>
        <CommandButton id="list.open" look="bare">
          Open a report
        </CommandButton>
        <CommandButton id="tree.compare" look="bare" showKey>
          Compare the branches
        </CommandButton>
        <CommandButton id="tree.open-all" look="bare">
          Unfold
        </CommandButton>
        <CommandButton id="tree.close-all" look="bare">
          Fold
        </CommandButton>
      </div>
      <div
        ref={grid}
        role="treegrid"
        className="tree-grid"
        aria-label="Stack tree"
        aria-rowcount={rows.length + 1}
        aria-colcount={3}
        aria-activedescendant={`${id}-${cursor}`}
        tabIndex={0}
      >
        <div role="presentation" ref={scroller} className="tree-scroller">
          <div role="rowgroup" className="tree-head">
            <div role="row" aria-rowindex={1} className="tree-head-row">
              <span role="columnheader">Reports</span>
              <span role="columnheader">Function</span>
              <span role="columnheader">Source</span>
            </div>
          </div>
          {/* Keys reach rows through the commands of the tree. */}
          {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions */}
          <div
            role="rowgroup"
            className="tree-space"
            style={{ height: virtual.getTotalSize() }}
            onClick={press}
            onDoubleClick={pressTwice}
          >
            {virtual.getVirtualItems().map(({ index, start }) => {
              const shown = rows[index]
              return (
                shown && (
                  <TreeRowView
                    key={shown.node}
                    id={`${id}-${index}`}
                    index={index}
                    top={start - headerHeight}
                    tree={tree}
                    row={shown}
                    reports={stacks.reports}
                    isCursor={index === cursor}
                  />
                )
              )
            })}
          </div>
        </div>
      </div>
      {stacks.leftOut > 0 && (
        <p className="pane-foot">{counted(stacks.leftOut, 'frame', 'frames')} of rare branches left out.</p>
      )}
    </div>
  )
}
