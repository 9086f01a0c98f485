import type { StackTree } from '../../shared/model/bucket-detail.ts'
import type { ReportId } from '../../shared/model/ids.ts'

export type StackNode = StackTree['nodes'][number]

/** A stack tree with the callers of each node, by their indices in the list. */
export type Tree = {
  readonly nodes: readonly StackNode[]
  readonly roots: readonly number[]
  readonly children: readonly (readonly number[])[]
}

export const treeOf = (nodes: readonly StackNode[]): Tree => {
  const children: number[][] = nodes.map(() => [])
  const roots: number[] = []
  nodes.forEach(({ parent }, index) => (parent === null ? roots : (children[parent] ?? roots)).push(index))
  return { nodes, roots, children }
}

/**
 * A row of the tree as it is shown. `depth` grows where stacks part, not with every frame, so that what all share
 * stands in one straight line; the middle of a long line is one row until it is opened.
 */
export type TreeRow =
  | {
      readonly kind: 'node'
      readonly node: number
      readonly depth: number
      /** Null where nothing parts here, so that nothing can be closed. */
      readonly open: boolean | null
      /** Reports whose stack ends here though others go on. */
      readonly ends: number
      /** Whether a branch begins here, beside others. */
      readonly begins: boolean
    }
  | {
      readonly kind: 'folded'
      /** The first of the folded nodes names the row. */
      readonly node: number
      readonly depth: number
      readonly nodes: readonly number[]
    }

/** What a person closed and opened, by index. */
export type Folds = { readonly closed: ReadonlySet<number>; readonly unfolded: ReadonlySet<number> }

export const noFolds: Folds = { closed: new Set(), unfolded: new Set() }

/** Frames shown at the head of a line before its middle is folded, and fewest that are worth folding. */
const headOfRoot = 4
const head = 1
const fewestFolded = 3

const childrenOf = (tree: Tree, node: number): readonly number[] => tree.children[node] ?? []
const countOf = (tree: Tree, node: number): number => tree.nodes[node]?.count ?? 0

/** A node and those that follow it without parting. */
const lineFrom = (tree: Tree, node: number): readonly number[] => {
  const line = [node]
  for (let next = childrenOf(tree, node); next.length === 1;) {
    const [only] = next
    if (only === undefined) break
    line.push(only)
    next = childrenOf(tree, only)
  }
  return line
}

/** The nodes of a line that fold into one row each: those in the middle that all have the count of their neighbours. */
const foldsOf = (tree: Tree, line: readonly number[], headLength: number): readonly (readonly number[])[] => {
  const folds: number[][] = []
  let run: number[] = []
  const finish = (): void => {
    if (run.length >= fewestFolded) folds.push(run)
    run = []
  }
  line.forEach((node, at) => {
    const [before, after] = [line[at - 1], line[at + 1]]
    const same =
      before !== undefined &&
      after !== undefined &&
      countOf(tree, before) === countOf(tree, node) &&
      countOf(tree, after) === countOf(tree, node)
    if (at >= headLength && same) run.push(node)
    else finish()
  })
  finish()
  return folds
}

const endsAt = (tree: Tree, node: number): number => {
  const callers = childrenOf(tree, node)
  if (callers.length === 0) return 0
  return Math.max(0, countOf(tree, node) - callers.reduce((sum, caller) => sum + countOf(tree, caller), 0))
}

/** The rows to show, from the crash outwards. */
export const rowsOf = (tree: Tree, { closed, unfolded }: Folds): readonly TreeRow[] => {
  const rows: TreeRow[] = []
  const waiting = tree.roots.map((node) => ({ node, depth: 0, headLength: headOfRoot })).toReversed()
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { node: start, depth, headLength } = next
    const line = lineFrom(tree, start)
    const folds = new Map(foldsOf(tree, line, headLength).map((fold) => [fold[0], fold]))
    for (let at = 0; at < line.length; at++) {
      const node = line[at] ?? start
      const fold = folds.get(node)
      if (fold && !unfolded.has(node)) {
        rows.push({ kind: 'folded', node, depth, nodes: fold })
        at += fold.length - 1
      } else {
        const parts = childrenOf(tree, node).length > 1
        rows.push({
          kind: 'node',
          node,
          depth,
          open: parts ? !closed.has(node) : null,
          ends: endsAt(tree, node),
          begins: at === 0 && depth > 0
        })
      }
    }
    const last = line.at(-1) ?? start
    if (closed.has(last)) continue
    for (const caller of childrenOf(tree, last).toReversed()) {
      waiting.push({ node: caller, depth: depth + 1, headLength: head })
    }
  }
  return rows
}

/** The row that shows a node, or that it is folded into; the first where there is none. */
export const placeOf = (rows: readonly TreeRow[], node: number): number =>
  Math.max(
    0,
    rows.findIndex((row) => (row.kind === 'folded' ? row.nodes.includes(node) : row.node === node))
  )

/** Everything open: no line is folded, nothing is closed. */
export const allOpen = (tree: Tree): Folds => ({ closed: new Set(), unfolded: new Set(tree.nodes.keys()) })

/** The unfolded line that a node stands in: its first node, which folds it again; null where there is none. */
export const foldOver = (tree: Tree, node: number, { unfolded }: Folds): number | null => {
  let start = node
  for (;;) {
    const parent = tree.nodes[start]?.parent ?? null
    if (parent === null || childrenOf(tree, parent).length > 1) break
    start = parent
  }
  const isRoot = (tree.nodes[start]?.parent ?? null) === null
  const fold = foldsOf(tree, lineFrom(tree, start), isRoot ? headOfRoot : head).find((one) => one.includes(node))
  const [first] = fold ?? []
  return first !== undefined && unfolded.has(first) ? first : null
}

/** Two branches that part: where, the larger or chosen one first, and the report of each that is compared. */
export type Parting = {
  /** The last function both have; null where the stacks share none. */
  readonly at: string | null
  readonly functions: readonly [string, string]
  readonly reports: readonly [ReportId, ReportId]
}

const partingAmong = (tree: Tree, siblings: readonly number[], chosen: number, at: string | null): Parting | null => {
  const mine = tree.nodes[chosen]
  const other = siblings
    .filter((node) => node !== chosen)
    .map((node) => tree.nodes[node])
    .find((node) => node !== undefined && node.report !== mine?.report)
  if (!mine || !other) return null
  return { at, functions: [mine.function, other.function], reports: [mine.report, other.report] }
}

/** Where the stack of a node parts from the others: at the node itself, else nearest below it towards the crash. */
export const partingOf = (tree: Tree, node: number): Parting | null => {
  const own = childrenOf(tree, node)
  const [largest] = own
  if (own.length > 1 && largest !== undefined) {
    return partingAmong(tree, own, largest, tree.nodes[node]?.function ?? null)
  }
  for (let branch = node; ;) {
    const parent = tree.nodes[branch]?.parent ?? null
    const siblings = parent === null ? tree.roots : childrenOf(tree, parent)
    if (siblings.length > 1) {
      return partingAmong(tree, siblings, branch, parent === null ? null : (tree.nodes[parent]?.function ?? null))
    }
    if (parent === null) return null
    branch = parent
  }
}
