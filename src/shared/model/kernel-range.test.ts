import { expect, it } from 'vitest'
import { kernelRange, shortKernel } from './kernel-range.ts'

it.each([
  ['6.15.0-rc7-syzkaller-00142-g4856ebd99715', '6.15-rc7'],
  ['6.12.0', '6.12'],
  ['6.1.34-android14-11-g1234', '6.1.34'],
  ['5.10', '5.10'],
  ['next-20240101', 'next-20240101']
])('says %s as %s', (release, short) => expect(shortKernel(release)).toBe(short))

it('spans from the oldest to the newest', () => {
  expect(kernelRange(['6.12.0', '6.13.2', '6.15.0-rc7-g1'])).toBe('6.12 – 6.15-rc7')
})
it('says one release once, and none not at all', () => {
  expect(kernelRange(['6.15.0-rc7-g1', '6.15.0-rc7-g2'])).toBe('6.15-rc7')
  expect(kernelRange([])).toBe('')
})
