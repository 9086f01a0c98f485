/**
 * A node of a decision tree, by its index in the tree: an inner node sends a row left where `value < threshold`, an
 * unknown value (NaN) to the side it names; a leaf adds its value to the log-odds.
 */
export type TreeNode =
  | {
      readonly kind: 'split'
      readonly feature: number
      readonly threshold: number
      readonly unknownLeft: boolean
      readonly left: number
      readonly right: number
    }
  | { readonly kind: 'leaf'; readonly value: number }

export type BoostedTrees = { readonly base: number; readonly trees: readonly (readonly TreeNode[])[] }

/** What one tree adds to the log-odds of a row. */
export const leafValue = (tree: readonly TreeNode[], row: readonly number[]): number => {
  let node = tree[0]
  while (node?.kind === 'split') {
    const value = row[node.feature] ?? Number.NaN
    const left = Number.isNaN(value) ? node.unknownLeft : value < node.threshold
    node = tree[left ? node.left : node.right]
  }
  return node?.value ?? 0
}

/** All trees of a model in arrays, one node after another, which are walked several times faster than objects. */
type Flat = {
  /** The first node of each tree. */
  readonly starts: Int32Array
  /** What a node splits by; -1 is a leaf. */
  readonly features: Int8Array
  /** Of a split its threshold, of a leaf its value. */
  readonly values: Float64Array
  readonly lefts: Int32Array
  readonly rights: Int32Array
  readonly unknowns: Int32Array
}

const flatten = ({ trees }: BoostedTrees): Flat => {
  const starts = trees.map((_, at) => trees.slice(0, at).reduce((sum, tree) => sum + tree.length, 0))
  const nodes = trees.flatMap((tree, at) => tree.map((node) => ({ node, start: starts[at] ?? 0 })))
  const next = (side: (split: Extract<TreeNode, { kind: 'split' }>) => number): Int32Array =>
    Int32Array.from(nodes, ({ node, start }) => (node.kind === 'leaf' ? 0 : start + side(node)))
  return {
    starts: Int32Array.from(starts),
    features: Int8Array.from(nodes, ({ node }) => (node.kind === 'leaf' ? -1 : node.feature)),
    values: Float64Array.from(nodes, ({ node }) => (node.kind === 'leaf' ? node.value : node.threshold)),
    lefts: next(({ left }) => left),
    rights: next(({ right }) => right),
    unknowns: next(({ left, right, unknownLeft }) => (unknownLeft ? left : right))
  }
}

const flat = new WeakMap<BoostedTrees, Flat>()

const flatOf = (model: BoostedTrees): Flat => {
  const known = flat.get(model)
  if (known !== undefined) return known
  const made = flatten(model)
  flat.set(model, made)
  return made
}

/** Log-odds of a row of features. */
export const logOdds = (model: BoostedTrees, row: readonly number[]): number => {
  const { starts, features, values, lefts, rights, unknowns } = flatOf(model)
  let sum = model.base
  for (const start of starts) {
    let node = start
    for (let feature = features[node] ?? -1; feature >= 0; feature = features[node] ?? -1) {
      const value = row[feature] ?? Number.NaN
      const next = Number.isNaN(value) ? unknowns : value < (values[node] ?? 0) ? lefts : rights
      node = next[node] ?? 0
    }
    sum += values[node] ?? 0
  }
  return sum
}

export const probability = (odds: number): number => 1 / (1 + Math.exp(-odds))
