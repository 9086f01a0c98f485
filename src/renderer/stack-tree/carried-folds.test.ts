import { expect, it } from 'vitest'
import { reportIdSchema } from '../../shared/model/ids.ts'
import { carriedFolds, carrier } from './carried-folds.ts'
import { placeOf, rowsOf, treeOf } from './tree-rows.ts'

const report = reportIdSchema.parse('0000000000000001-0')
/** Written as `function<parent`, parents by their place. */
const tree = (...nodes: readonly string[]) =>
  treeOf(
    nodes.map((node) => {
      const [name = '', parent] = node.split('<')
      return {
        function: name,
        module: null,
        place: null,
        parent: parent === undefined ? null : Number(parent),
        count: 1,
        report
      }
    })
  )

const before = tree('crash', 'read<0', 'write<0', 'sys<1', 'sys<2', 'entry<4')
/** A report came whose stack stands first, and the only one by way of `read` left. */
const after = tree('other', 'crash', 'open<1', 'write<1', 'sys<3', 'entry<4')

it('finds each function again by the way from the crash to it', () => {
  const carry = carrier(before, after)
  expect([0, 1, 2, 3, 4, 5].map(carry)).toEqual([1, null, 3, null, 4, 5])
})

it('keeps what was closed and opened, and forgets it of what left', () => {
  const folds = { closed: new Set([0, 1, 4]), unfolded: new Set([3, 2]) }
  expect(carriedFolds(folds, carrier(before, after))).toEqual({ closed: new Set([1, 4]), unfolded: new Set([3]) })
})

it('keeps the cursor on a function while another tree takes the place of its own', () => {
  const folds = { closed: new Set([2]), unfolded: new Set<number>() }
  const carry = carrier(before, after)
  const at = placeOf(rowsOf(before, folds), 2)
  const node = carry(rowsOf(before, folds)[at]?.node ?? 0)
  const rows = rowsOf(after, carriedFolds(folds, carry))
  expect(after.nodes[rows[placeOf(rows, node ?? 0)]?.node ?? 0]?.function).toBe('write')
})
