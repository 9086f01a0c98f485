import { describe, expect, test } from 'vitest'
import { prefixShapes, readPrefixTime, readUptime } from './prefix-time.ts'

const shown = (prefix: string): string | null => {
  const wall = readPrefixTime(prefix)
  return wall === null ? null : `${new Date(wall.time).toISOString()} ${wall.assumes}`
}

describe('the time in front of a line', () => {
  test.each([
    ['2026-11-16T12:00:00.123456+01:00 host kernel: ', '2026-11-16T11:00:00.123Z nothing'],
    ['2026-11-16T12:00:00+0100 host kernel: ', '2026-11-16T11:00:00.000Z nothing'],
    ['2026-11-16T23:30:00-05:30 host kernel: [    1.000000] ', '2026-11-17T05:00:00.000Z nothing'],
    ['2026-11-16T12:00:00,123456+00:00 ', '2026-11-16T12:00:00.123Z nothing'],
    ['<3>1 2026-11-16T12:00:00Z host kernel - - - ', '2026-11-16T12:00:00.000Z nothing'],
    ['Mon 2026-11-16 12:00:00 UTC host kernel: ', '2026-11-16T12:00:00.000Z nothing'],
    ['Mon 2026-11-16 12:00:00.5 CET host kernel: ', '2026-11-16T11:00:00.500Z nothing'],
    ['[2026-11-16 12:00:00.123] [    1.000000] ', '2026-11-16T12:00:00.123Z zone'],
    ['[2026-11-16 12:00:00] ', '2026-11-16T12:00:00.000Z zone'],
    ['[Mon Nov 16 12:00:00 2026] ', '2026-11-16T12:00:00.000Z zone'],
    ['[Mon Nov  6 12:00:00 2026] ', '2026-11-06T12:00:00.000Z zone'],
    ['[Di Dez  1 12:00:00 2026] ', '2026-12-01T12:00:00.000Z zone'],
    ['[Di M\u00c3\u00a4r  3 12:00:00 2026] ', '2026-03-03T12:00:00.000Z zone'],
    ['> > Nov 16 12:00:00 host kernel: [    1.000000] ', '2000-11-16T12:00:00.000Z year'],
    ['Nov  6 2026 12:00:00 host kernel: ', '2026-11-06T12:00:00.000Z zone'],
    ['Nov 16 12:00:00.123456 host kernel: ', '2000-11-16T12:00:00.123Z year'],
    ['Feb 29 12:00:00 host kernel: ', '2000-02-29T12:00:00.000Z year'],
    ['2018/01/09 14:28:48 ', '2018-01-09T14:28:48.000Z zone'],
    ['11-16 12:00:00.123     0     0 W KERNEL  : ', '2000-11-16T12:00:00.123Z year'],
    ['2026-11-16 12:00:00.123     0     0 W KERNEL  : ', '2026-11-16T12:00:00.123Z zone'],
    ['[Nov16 12:01] ', '2000-11-16T12:01:00.000Z year'],
    ['1763294400.123456 host kernel: ', '2025-11-16T12:00:00.123Z nothing'],
    ['1763294400.123     0     0 W KERNEL  : ', '2025-11-16T12:00:00.123Z nothing'],
    ['2026-11-16 12:00:00.123 +0100     0     0 W KERNEL  : ', '2026-11-16T11:00:00.123Z nothing']
  ])('%s', (prefix, expected) => {
    expect(shown(prefix)).toBe(expected)
  })

  test.each([
    '[   12.345678] ',
    '[1763294400.123456] ',
    'kern  :warn  : [   12.345678] ',
    '[12:00:00.123] ',
    'Jan  1 00:00:12 (none) kernel: ',
    '2026-13-01T12:00:00Z host kernel: ',
    '2026-02-30T12:00:00Z host kernel: ',
    '2026-11-16T25:00:00Z host kernel: ',
    'Abc 16 12:00:00 host kernel: ',
    ''
  ])('is not in %j', (prefix) => {
    expect(readPrefixTime(prefix)).toBeNull()
  })

  test('has a reader for every shape', () => {
    for (const { example } of prefixShapes) expect(readPrefixTime(example)).not.toBeNull()
  })
})

test.each([
  ['[   12.345678] ', 12_345],
  ['<4>[   12.345678][  T123] ', 12_345],
  ['2026-11-16T12:00:00Z host kernel: [986033.152809] ', 986_033_152],
  ['    0.031500    T0 ', 31],
  ['4,512,12345678,-;', 12_345.678],
  ['[   12.345678 <    0.000012>] ', 12_345],
  ['Nov 16 12:00:00 host kernel: ', null]
])('the uptime in %j is %s ms', (prefix, expected) => {
  expect(readUptime(prefix)).toBe(expected)
})
