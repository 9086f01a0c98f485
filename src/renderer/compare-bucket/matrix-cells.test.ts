import { expect, it } from 'vitest'
import { columnsOf } from './matrix-cells.ts'

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
