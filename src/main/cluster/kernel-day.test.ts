import { expect, test } from 'vitest'
import { kernelDay } from './kernel-day.ts'

const day = (date: string): number => Date.parse(date) / 86_400_000

test('a development kernel tells its time within a month', () => {
  for (const [version, date] of [
    ['5.3.0-rc6', '2019-08-25'],
    ['5.10.0-rc1-syzkaller', '2020-10-25'],
    ['5.16.0-rc3-00123-gabcdef', '2021-11-28'],
    ['6.1.0-rc8-syzkaller-00146-g3ecc37918c80', '2022-12-04'],
    ['6.6.0', '2023-10-29'],
    ['6.15.0-rc7-syzkaller-00142-g4856ebd99715', '2025-05-18']
  ] as const) {
    expect(Math.abs((kernelDay(version) ?? 0) - day(date)), version).toBeLessThan(31)
  }
})

test('linux-next names its day', () => {
  expect(kernelDay('5.3.0-rc6-next-20190826')).toBe(day('2019-08-26'))
  expect(kernelDay('6.0.0-next-20221007-syzkaller')).toBe(day('2022-10-07'))
})

test('kernels that are kept for years tell nothing', () => {
  for (const version of ['6.1.0-47-amd64', '6.12.107+deb13-amd64', '5.15.120-syzkaller', '6.1.170', null, 'unknown']) {
    expect(kernelDay(version), String(version)).toBeNull()
  }
})
