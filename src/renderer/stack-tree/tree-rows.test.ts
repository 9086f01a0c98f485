import { array, assert, nat, property } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { reportIdSchema } from '../../shared/model/ids.ts'
import { allOpen, foldOver, noFolds, partingOf, rowsOf, treeOf, type StackNode, type TreeRow } from './tree-rows.ts'

const report = (number: number) => reportIdSchema.parse(`${String(number).padStart(16, '0')}-0`)

type Written = readonly [name: string, count: number, parent: number | null]
const nodesOf = (written: readonly Written[]): readonly StackNode[] =>
  written.map(([name, count, parent], index) => ({
    function: name,
    module: null,
    place: null,
    parent,
    count,
    report: report(index)
  }))

const line = (names: string, count: number, from: number | null, start: number): readonly Written[] =>
  Array.from(names, (name, at): Written => [name, count, at === 0 ? from : start + at - 1])

/** A line of nine that parts into two lines, of which the second parts again. */
const parted = treeOf(
  nodesOf([
    ...line('abcdefghi', 10, null, 0),
    ...line('jklmno', 6, 8, 9),
    ...line('pq', 4, 8, 15),
    ['r', 2, 16],
    ['s', 1, 16]
  ])
)

const shown = (rows: readonly TreeRow[], tree = parted): readonly string[] =>
  rows.map((row) => {
    const names = (row.kind === 'folded' ? row.nodes : [row.node]).map((node) => tree.nodes[node]?.function ?? '')
    return `${' '.repeat(row.depth)}${row.kind === 'folded' ? `(${names.join('')})` : names.join('')}`
  })

describe('rows', () => {
  it('indent where stacks part, and fold the middle of what all share', () => {
    expect(shown(rowsOf(parted, noFolds))).toEqual([
      'a',
      'b',
      'c',
      'd',
      '(efgh)',
      'i',
      ' j',
      ' (klmn)',
      ' o',
      ' p',
      ' q',
      '  r',
      '  s'
    ])
  })

  it('say how many stacks end where others go on', () => {
    const rows = rowsOf(parted, noFolds)
    expect(rows.flatMap((row) => (row.kind === 'node' && row.ends > 0 ? [[row.node, row.ends]] : []))).toEqual([
      [16, 1]
    ])
  })

  it('close below a node that parts, and unfold', () => {
    expect(shown(rowsOf(parted, { closed: new Set([8]), unfolded: new Set([4]) }))).toEqual(Array.from('abcdefghi'))
    expect(foldOver(parted, 6, { closed: new Set(), unfolded: new Set([4]) })).toBe(4)
    expect(foldOver(parted, 6, noFolds)).toBeNull()
    expect(foldOver(parted, 8, { closed: new Set(), unfolded: new Set([4]) })).toBeNull()
  })

  it('hide nothing when all is open, whatever the tree', () => {
    const trees = array(nat(), { minLength: 1, maxLength: 60 }).map((parents) =>
      treeOf(nodesOf(parents.map((parent, at) => [`f${at}`, 1, at === 0 ? null : parent % at])))
    )
    assert(
      property(trees, (tree) => {
        expect(
          rowsOf(tree, allOpen(tree))
            .map(({ node }) => node)
            .toSorted((a, b) => a - b)
        ).toEqual([...tree.nodes.keys()])
        const folded = rowsOf(tree, noFolds).flatMap((row) => (row.kind === 'folded' ? row.nodes : [row.node]))
        expect(folded.toSorted((a, b) => a - b)).toEqual([...tree.nodes.keys()])
      })
    )
  })
})

describe('parting', () => {
  it('compares the two largest branches where they part', () => {
    expect(partingOf(parted, 8)).toEqual({ at: 'i', functions: ['j', 'p'], reports: [report(9), report(15)] })
  })

  it('compares the branch one is in with the largest other', () => {
    expect(partingOf(parted, 13)).toMatchObject({ at: 'i', functions: ['j', 'p'] })
    expect(partingOf(parted, 15)).toMatchObject({ at: 'i', functions: ['p', 'j'] })
    expect(partingOf(parted, 18)).toMatchObject({ at: 'q', functions: ['s', 'r'] })
  })

  it('finds none before the first parting, and none in one line', () => {
    expect(partingOf(parted, 2)).toBeNull()
    expect(partingOf(treeOf(nodesOf(line('abc', 1, null, 0))), 1)).toBeNull()
  })

  it('compares crashes that share no function', () => {
    const two = treeOf(nodesOf([...line('ab', 3, null, 0), ...line('cd', 2, null, 2)]))
    expect(partingOf(two, 3)).toMatchObject({ at: null, functions: ['c', 'a'] })
  })
})
