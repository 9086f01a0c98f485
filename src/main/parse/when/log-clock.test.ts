import { describe, expect, test } from 'vitest'
import { buildTimeOf } from './calendar.ts'
import { readClock } from './log-clock.ts'

const shown = (line: string): string | null => {
  const reading = readClock(line)
  if (reading === null) return null
  const { at, uptime, current } = reading
  return `${new Date(at.time).toISOString()} ${at.assumes}, ${uptime ?? 'no'} ms${current ? ', current' : ''}`
}

describe('a clock that the log states', () => {
  test.each([
    [
      '[    1.140262] rtc_cmos 00:04: setting system clock to 2024-05-01T12:00:00 UTC (1714564800)',
      '2024-05-01T12:00:00.000Z nothing, 1140 ms'
    ],
    [
      '[    1.140262] rtc_cmos 00:04: setting system clock to 2009-06-01 12:00:00 UTC (1243857600)',
      '2009-06-01T12:00:00.000Z nothing, 1140 ms'
    ],
    [
      '[   74.850781] audit: type=1006 audit(1596227365.231:3): pid=297 uid=0',
      '2020-07-31T20:29:25.231Z nothing, 74850 ms, current'
    ],
    ['audit: type=1400 audit(1596227365.231:3): avc: denied', '2020-07-31T20:29:25.231Z nothing, no ms, current'],
    ['[    2.000000] RTC time: 12:00:00, date: 2024-05-01', '2024-05-01T12:00:00.000Z zone, 2000 ms'],
    ['[    2.000000] RTC time:  9:00:00, date: 05/01/18', '2018-05-01T09:00:00.000Z zone, 2000 ms'],
    [
      '<6>[  345.678901] PM: suspend exit 2024-05-01 12:00:00.123456789 UTC',
      '2024-05-01T12:00:00.123Z nothing, 345678 ms'
    ],
    ['====1714564800.123456-D', '2024-05-01T12:00:00.123Z nothing, no ms, current'],
    ['2018/01/09 14:28:48 executing program 3:', '2018-01-09T14:28:48.000Z zone, no ms, current'],
    ['2019/06/13 18:24:57 executed programs: 18', '2019-06-13T18:24:57.000Z zone, no ms, current'],
    ['        DATE: Wed Sep  2 09:18:45 EDT 2020', '2020-09-02T13:18:45.000Z nothing, no ms, current'],
    ['        DATE: Wed Sep  2 09:18:45 2020', '2020-09-02T09:18:45.000Z zone, no ms, current'],
    ['[-- MARK -- Wed Sep  2 09:15:00 2020]', '2020-09-02T09:15:00.000Z zone, no ms, current'],
    ['2020/06/10 20:51:27 fuzzer started', '2020-06-10T20:51:27.000Z zone, no ms, current']
  ])('%s', (line, expected) => {
    expect(shown(line)).toBe(expected)
  })

  test.each([
    '[    1.000000] rtc_cmos 00:04: setting system clock to 2024-02-30T12:00:00 UTC (1)',
    '[    1.000000] RTC time: 25:00:00, date: 2024-05-01',
    'mm/slab.c: executing program',
    '=================================================================='
  ])('is not in %j', (line) => {
    expect(readClock(line)).toBeNull()
  })
})

test.each([
  ['Mon Nov 16 12:00:00 UTC 2026', '2026-11-16T12:00:00.000Z'],
  ['Mon Nov  6 12:00:00 CET 2026', '2026-11-06T11:00:00.000Z'],
  ['Mon Sep 16 17:42:49 +03 2024', '2024-09-16T17:42:49.000Z'],
  ['Mon Nov 16 12:00:00 2026', '2026-11-16T12:00:00.000Z'],
  ['2025-01-10', '2025-01-10T00:00:00.000Z'],
  ['#1 SMP', null]
])('a kernel of %s was built at %s', (text, expected) => {
  const time = buildTimeOf(text)
  expect(time === null ? null : new Date(time).toISOString()).toBe(expected)
})
