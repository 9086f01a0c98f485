import { expect, test } from 'vitest'
import { comparisonMatrixSchema } from '../../shared/model/comparison.ts'
import type { Report } from '../../shared/model/report.ts'
import { parseLog } from '../parse/parse-log.ts'
import { madeUpCrash, sideOf } from './made-up-crash.fixture.ts'
import { matrixOf } from './matrix.ts'

const reportOf = (text: string): Report => sideOf(text, parseLog).report

const first = reportOf(madeUpCrash)
const otherKernel = reportOf(madeUpCrash.replaceAll('6.15.0-rc7', '6.16.0-rc1'))
const otherPath = reportOf(
  madeUpCrash
    .replace('og_dev_release', 'og_queue_run')
    .replace('__fput+', 'process_one_work+')
    .replace('task_work_run', 'worker_thread')
    .replace('Read of size 8', 'Write of size 8')
)

test('columns are what varies, with the value of each report; what all share is told once', () => {
  const matrix = matrixOf([first, otherKernel, otherPath])
  expect(comparisonMatrixSchema.parse(matrix)).toEqual(matrix)
  const column = (name: string): readonly (number | null)[] | undefined =>
    matrix.columns.find((one) => one.name === name)?.of
  expect(column('Kernel')).toEqual([0, 1, 0])
  expect(column('Top frames')).toEqual([0, 0, 1])
  expect(column('Hardware')).toBeUndefined()
  expect(matrix.shared.map(({ name }) => name)).toContain('Hardware')
})

test('the most different are those of other stacks, before those of other kernels', () => {
  expect(matrixOf([first, otherKernel, otherPath]).mostDifferent).toEqual({ a: 1, b: 2 })
  expect(matrixOf([first, first, otherPath]).mostDifferent).toEqual({ a: 0, b: 2 })
})

test('one report has no other, and none has nothing', () => {
  expect(matrixOf([first]).mostDifferent).toBeNull()
  expect(matrixOf([])).toEqual({ columns: [], shared: [], mostDifferent: null })
})

test('a large bucket is looked at in linear time', () => {
  const reports = [otherKernel, ...Array.from({ length: 2000 }, () => first), otherPath]
  const start = performance.now()
  expect(matrixOf(reports).mostDifferent).toEqual({ a: 0, b: 2001 })
  expect(performance.now() - start).toBeLessThan(3000)
})
