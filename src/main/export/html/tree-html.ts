import type { StackTree } from '../../../shared/model/bucket-detail.ts'
import { counted } from '../words.ts'
import { escapedLine } from './escape.ts'

/** Rows of a tree on a page; the rare ends beyond are counted. */
const mostRows = 300

/** How far each node stands in: a caller stands below its callee, and further in only where stacks part. */
const depthsOf = (nodes: StackTree['nodes']): readonly number[] => {
  const children = new Map<number | null, number>()
  for (const { parent } of nodes) children.set(parent, (children.get(parent) ?? 0) + 1)
  const depths: number[] = []
  for (const { parent } of nodes) {
    const parts = (children.get(parent) ?? 0) > 1
    depths.push(parent === null ? 0 : (depths[parent] ?? 0) + (parts ? 1 : 0))
  }
  return depths
}

/** The call stacks of a bucket as one table, the crash first, its callers below; empty where none has a stack. */
export const treeHtml = (tree: StackTree): string => {
  if (tree.nodes.length === 0) return ''
  const depths = depthsOf(tree.nodes)
  const rows = tree.nodes.slice(0, mostRows).map(({ function: name, module, place, count }, at) => {
    const share = tree.reports === 0 ? 0 : (count / tree.reports) * 100
    const shown = share < 1 ? '&lt;1' : String(Math.round(share))
    const depth = Math.min(40, depths[at] ?? 0)
    return `<tr><td class="number">${count}</td><td class="share"><b><i style="width:${Math.max(1, Math.round(share * 0.6))}px"></i></b><span>${shown}&nbsp;%</span></td><td class="code" style="--depth:${depth}"><b>${escapedLine(name)}</b>${module === null ? '' : ` <span class="dim">[${escapedLine(module)}]</span>`}</td><td class="code dim">${escapedLine(place ?? '')}</td></tr>`
  })
  const left = tree.leftOut + tree.nodes.length - rows.length
  return `<table class="tree"><thead><tr><th scope="col" class="number">Reports</th><th scope="col">Share</th><th scope="col">Function</th><th scope="col">Source</th></tr></thead><tbody>
${rows.join('\n')}
</tbody></table>${left > 0 ? `\n<p class="more">${counted(left, 'rarer caller')} left out.</p>` : ''}`
}
