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

/** Log-odds of a row of features. */
export const logOdds = (model: BoostedTrees, row: readonly number[]): number => {
  let sum = model.base
  for (const tree of model.trees) sum += leafValue(tree, row)
  return sum
}

export const probability = (odds: number): number => 1 / (1 + Math.exp(-odds))
