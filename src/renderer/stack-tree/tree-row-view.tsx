/* oxlint-disable jsx-a11y/prefer-tag-over-role -- rows of the grid in stack-tree-view.tsx */
import { ChevronDown, ChevronRight, Ellipsis } from 'lucide-react'
import { memo } from 'react'
import { count, counted } from '../components/quantities.ts'
import type { Tree, TreeRow } from './tree-rows.ts'

type Props = {
  readonly id: string
  readonly index: number
  /** Pixels from the first row. */
  readonly top: number
  readonly tree: Tree
  readonly row: TreeRow
  /** Reports with a stack: what a full bar stands for. */
  readonly reports: number
  readonly isCursor: boolean
}

const Folded = ({ tree, row }: { readonly tree: Tree; readonly row: Extract<TreeRow, { kind: 'folded' }> }) => {
  const names = row.nodes.map((node) => tree.nodes[node]?.function ?? '')
  return (
    <span className="tree-folded" title={names.join('\n')}>
      <Ellipsis size={14} aria-hidden />
      <span>{counted(names.length, 'caller')} in one line: </span>
      <span className="tree-folded-names">{names.join(' < ')}</span>
    </span>
  )
}

const Function = ({ tree, row }: { readonly tree: Tree; readonly row: Extract<TreeRow, { kind: 'node' }> }) => {
  const node = tree.nodes[row.node]
  const Chevron = row.open === true ? ChevronDown : ChevronRight
  const callers = tree.children[row.node]?.length ?? 0
  const names = node?.names ?? []
  return (
    <span className="tree-function">
      {row.open !== null && <Chevron size={14} aria-hidden />}
      <b title={names.length > 0 ? `In reports as ${names.join(', ')}` : undefined}>
        {node?.function}
        {names.length > 0 && <span className="visually-hidden"> (in reports as {names.join(', ')})</span>}
      </b>
      {node?.module !== null && node?.module !== undefined && <span className="tree-module">[{node.module}]</span>}
      {row.open !== null && <span className="tree-parts">parts in {callers}</span>}
      {row.ends > 0 && <span className="tree-parts">{count(row.ends)} end here</span>}
    </span>
  )
}

const DrawnTreeRow = ({ id, index, top, tree, row, reports, isCursor }: Props) => {
  const node = tree.nodes[row.node]
  const share = reports === 0 ? 0 : ((node?.count ?? 0) / reports) * 100
  const expanded = row.kind === 'folded' ? false : (row.open ?? undefined)
  return (
    <div
      role="row"
      id={id}
      aria-level={row.depth + 1}
      aria-rowindex={index + 2}
      aria-expanded={expanded}
      data-index={index}
      data-cursor={isCursor || undefined}
      data-other={(index > 0 && node?.parent === null) || undefined}
      tabIndex={-1}
      className="tree-row"
      style={{ transform: `translateY(${top}px)` }}
    >
      <span role="gridcell" className="tree-count">
        <span className="tree-bar" aria-hidden>
          <span style={{ width: `${share}%` }} />
        </span>
        <span>{count(node?.count ?? 0)}</span>
        <span className="tree-share">{share < 1 ? '<1' : Math.round(share)} %</span>
      </span>
      <span
        role="gridcell"
        className="tree-name"
        data-begins={(row.kind === 'node' && row.begins) || undefined}
        style={{ paddingLeft: row.depth * 16, backgroundSize: `${row.depth * 16}px 100%` }}
      >
        {row.kind === 'folded' ? <Folded tree={tree} row={row} /> : <Function tree={tree} row={row} />}
      </span>
      <span role="gridcell" className="tree-place" title={node?.place ?? undefined}>
        {row.kind === 'node' ? (node?.place ?? '') : ''}
      </span>
    </div>
  )
}

export const TreeRowView = memo(DrawnTreeRow)
