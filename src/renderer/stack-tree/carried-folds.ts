import type { Folds, Tree } from './tree-rows.ts'

/**
 * The nodes of a tree by the functions from the crash to them; of callers of the same name under one node, which differ
 * by module, the first has it.
 */
const byPath = (tree: Tree): { readonly paths: readonly string[]; readonly nodes: ReadonlyMap<string, number> } => {
  const paths: string[] = []
  const nodes = new Map<string, number>()
  // A node stands behind its parent.
  tree.nodes.forEach(({ parent, function: name, module }, node) => {
    const path = `${parent === null ? '' : (paths[parent] ?? '')}/${name} ${module ?? ''}`
    paths.push(path)
    if (!nodes.has(path)) nodes.set(path, node)
  })
  return { paths, nodes }
}

/** Where the nodes of a tree are in the tree that takes its place when reports come or go; null for those that left. */
export const carrier = (from: Tree, to: Tree): ((node: number) => number | null) => {
  const { paths } = byPath(from)
  const { nodes } = byPath(to)
  return (node) => nodes.get(paths[node] ?? '') ?? null
}

/** What a person closed and opened, in the tree that takes the place of the one they did it in. */
export const carriedFolds = (folds: Folds, carry: (node: number) => number | null): Folds => {
  const moved = (set: ReadonlySet<number>): ReadonlySet<number> =>
    new Set([...set].map(carry).filter((node) => node !== null))
  return { closed: moved(folds.closed), unfolded: moved(folds.unfolded) }
}
