import { expect, it } from 'vitest'
import { columnsOf, groupsOf } from './matrix-cells.ts'

it('names the values of a column by how common they are', () => {
  const [column] = columnsOf({ columns: [{ name: 'Kernel', values: ['6.1', '6.2', '6.3'], of: [0, 1, null, 1, 2] }] })
  expect(column?.cells.map((cell) => cell && `${cell.letter} ${cell.text} ${cell.count}`)).toEqual([
    'B 6.1 1',
    'A 6.2 2',
    null,
    'A 6.2 2',
    'C 6.3 1'
  ])
})

it('goes on beyond the alphabet', () => {
  const values = Array.from({ length: 28 }, (_, index) => `v${index}`)
  const [column] = columnsOf({ columns: [{ name: 'CPU', values, of: values.map((_, index) => index) }] })
  expect(column?.cells.at(-1)?.letter).toBe('a2')
})

it('puts reports together that are equal in all columns, for which the named one stands', () => {
  const columns = columnsOf({
    columns: [
      { name: 'Kernel', values: ['6.1', '6.2'], of: [0, 1, 0, 1, 0] },
      { name: 'Task', values: ['a', 'b'], of: [0, 0, 0, 0, null] }
    ]
  })
  expect(groupsOf(columns, 5, [])).toEqual([
    { place: 0, count: 2 },
    { place: 1, count: 2 },
    { place: 4, count: 1 }
  ])
  expect(groupsOf(columns, 5, [2, 4])).toEqual([
    { place: 2, count: 2 },
    { place: 1, count: 2 },
    { place: 4, count: 1 }
  ])
})
