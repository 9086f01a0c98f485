import type { StackTree } from '../../../shared/model/bucket-detail.ts'
import { counted } from '../words.ts'
import { escapedLine } from './escape.ts'

/** Rows of a tree on a page; the rare ends beyond are counted. */
const mostRows = 300

/** A caller stands below its callee, and further in only where stacks part; there a branch begins. */
const placesOf = (nodes: StackTree['nodes']): readonly { readonly depth: number; readonly begins: boolean }[] => {
  const children = new Map<number | null, number>()
  for (const { parent } of nodes) children.set(parent, (children.get(parent) ?? 0) + 1)
  const places: { readonly depth: number; readonly begins: boolean }[] = []
  for (const { parent } of nodes) {
    const begins = (children.get(parent) ?? 0) > 1
    const above = parent === null ? 0 : (places[parent]?.depth ?? 0)
    places.push({ depth: parent !== null && begins ? above + 1 : above, begins: begins && places.length > 0 })
  }
  return places
}

/**
 * The call stacks of a bucket as one table, the crash first, its callers below; empty where none has a stack. `frame` is
 * the function in the title, which is shown as such.
 */
export const treeHtml = (tree: StackTree, frame: string | null): string => {
  if (tree.nodes.length === 0) return ''
  const places = placesOf(tree.nodes)
  const shown = tree.nodes.slice(0, mostRows)
  const withSource = shown.some(({ place }) => place !== null)
  const rows = shown.map(({ function: name, module, place, count }, at) => {
    const { depth = 0, begins = false } = places[at] ?? {}
    const share = tree.reports === 0 ? 0 : (count / tree.reports) * 100
    const shareText = share < 1 ? '&lt;1' : String(Math.round(share))
    const cells = [
      `<td class="number">${count}</td>`,
      `<td class="share"><b><i style="width:${Math.max(1, Math.round(share * 0.6))}px"></i></b><span>${shareText}&nbsp;%</span></td>`,
      `<td class="code" style="--depth:${Math.min(40, depth)}"><b${name === frame ? ' class="own"' : ''}>${escapedLine(name)}</b>${module === null ? '' : ` <span class="dim">[${escapedLine(module)}]</span>`}</td>`,
      ...(withSource ? [`<td class="code dim">${escapedLine(place ?? '')}</td>`] : [])
    ]
    return `<tr${begins ? ' class="begins"' : ''}>${cells.join('')}</tr>`
  })
  const left = tree.leftOut + tree.nodes.length - shown.length
  const source = withSource ? '<th scope="col">Source</th>' : ''
  return `<table class="tree"><thead><tr><th scope="col" class="number">Reports</th><th scope="col">Share</th><th scope="col">Function</th>${source}</tr></thead><tbody>
${rows.join('\n')}
</tbody></table>${left > 0 ? `\n<p class="more">${counted(left, 'rarer caller')} left out.</p>` : ''}`
}
