import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareKernels } from './kernel-version.ts'

test('orders releases by number, a release candidate before its release, what is no release last', () => {
  const ordered = [
    '2.6.32',
    '4.19.0-25-amd64',
    '5.4',
    '5.4.210',
    '6.9.0',
    '6.15.0-rc2',
    '6.15.0-rc7-syzkaller-00142-g4856ebd99715',
    '6.15.0-rc10',
    '6.15.0',
    '6.15.1',
    'unknown'
  ]
  expect(ordered.toReversed().sort(compareKernels)).toEqual(ordered)
})

test('is an order: any shuffle is sorted to the same list', () => {
  const kernels = fc.uniqueArray(fc.stringMatching(/^[3-6]\.[0-9]{1,2}(\.[0-9])?(-rc[0-9])?(-[a-z]{1,3})?$/), {
    minLength: 1
  })
  fc.assert(
    fc.property(kernels, fc.nat(), (list, seed) => {
      const shuffled = list.toSorted((a, b) => ((a.length * seed) % 7) - ((b.length * seed) % 5))
      expect(shuffled.sort(compareKernels)).toEqual([...list].sort(compareKernels))
    })
  )
})
