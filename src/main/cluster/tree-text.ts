import type { BoostedTrees, TreeNode } from './boosted-trees.ts'

/**
 * A tree as one string of its nodes with spaces between: a leaf is its value, a split is
 * `feature:threshold:unknownLeft:left:right`.
 */
export const treeText = (tree: readonly TreeNode[]): string =>
  tree
    .map((node) =>
      node.kind === 'leaf'
        ? String(Number(node.value.toFixed(4)))
        : [node.feature, node.threshold, node.unknownLeft ? 1 : 0, node.left, node.right].join(':')
    )
    .join(' ')

export const readTree = (text: string): readonly TreeNode[] =>
  text.split(' ').map((word): TreeNode => {
    const parts = word.split(':').map(Number)
    const [first = 0, threshold = 0, unknownLeft = 0, left = 0, right = 0] = parts
    if (parts.length === 1) return { kind: 'leaf', value: first }
    return { kind: 'split', feature: first, threshold, unknownLeft: unknownLeft === 1, left, right }
  })

export const readTrees = (base: number, trees: readonly string[]): BoostedTrees => ({
  base,
  trees: trees.map(readTree)
})
