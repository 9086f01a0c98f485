import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { inYearBefore, seenOf, seenText, type StatedTime } from './seen.ts'

const utc = (text: string): number => Date.parse(text.length > 10 ? `${text}Z` : text)
const now = utc('2026-11-22')
const span = { line: 1, startByte: 0, endByte: 1 }
const file = { folder: null, modified: utc('2025-03-01') }

describe('a time without a year', () => {
  test.each([
    ['2000-11-16', '2025-03-01', '2024-11-16'],
    ['2000-02-28', '2025-03-01', '2025-02-28'],
    // A day later may be the same moment in another zone.
    ['2000-03-02', '2025-03-01', '2025-03-02'],
    ['2000-03-03', '2025-03-01', '2024-03-03'],
    ['2000-12-31', '2025-01-01', '2024-12-31'],
    ['2000-01-01', '2024-12-31', '2025-01-01'],
    ['2000-02-29', '2023-03-01', '2020-02-29'],
    ['2000-02-29', '1903-03-01', '1896-02-29']
  ])('%s before %s is %s', (time, limit, expected) => {
    expect(inYearBefore(utc(time), utc(limit))).toBe(utc(expected))
  })

  test('keeps its day and is never more than a day after the limit, nor a year before it but for a leap day', () => {
    const time = fc.integer({ min: utc('2000-01-01'), max: utc('2000-12-31') })
    const limit = fc.integer({ min: utc('1995-01-01'), max: utc('2090-01-01') })
    fc.assert(
      fc.property(time, limit, (drawn, before) => {
        const found = inYearBefore(drawn, before)
        expect(new Date(found).toISOString().slice(5)).toBe(new Date(drawn).toISOString().slice(5))
        expect(found).toBeLessThanOrEqual(before + 86_400_000)
        if (new Date(drawn).getUTCMonth() !== 1) expect(found).toBeGreaterThan(before - 366 * 86_400_000)
        expect(inYearBefore(found, before)).toBe(found)
      })
    )
  })
})

describe('the time of a report', () => {
  const mail: StatedTime = { source: 'mail', time: utc('2024-02-03'), assumes: 'nothing', span }

  test('is the first that the log states', () => {
    const log: StatedTime = { source: 'log', time: utc('2024-01-01'), assumes: 'nothing', span }
    expect(seenOf([log, mail], file, now)).toEqual({ source: 'log', time: log.time, assumes: 'nothing' })
  })

  test('is not one before there was Linux, or more than a day after the import', () => {
    for (const time of [0, utc('1980-01-01'), now + 2 * 86_400_000]) {
      const wrong: StatedTime = { source: 'log', time, assumes: 'nothing', span }
      expect(seenOf([wrong, mail], file, now)).toEqual({ source: 'mail', time: mail.time, assumes: 'nothing' })
    }
    expect(seenOf([{ ...mail, time: now + 3_600_000 }], file, now).source).toBe('mail')
  })

  test('takes its year from the folder, else the file, else the import', () => {
    const syslog: StatedTime = { source: 'prefix', time: utc('2000-11-16'), assumes: 'year', span }
    const folder = { time: utc('2023-12-01'), assumes: 'zone' as const }
    expect(seenOf([syslog], { ...file, folder }, now).time).toBe(utc('2023-11-16'))
    expect(seenOf([syslog], file, now).time).toBe(utc('2024-11-16'))
    expect(seenOf([syslog], { folder: null, modified: 0 }, now).time).toBe(utc('2026-11-16'))
  })

  test('is that of the folder, and at last that of the file', () => {
    const folder = { time: utc('2023-12-01'), assumes: 'zone' as const }
    expect(seenOf([], { ...file, folder }, now)).toEqual({ source: 'folder', ...folder })
    expect(seenOf([], file, now)).toEqual({ source: 'file', time: file.modified, assumes: 'nothing' })
  })
})

test('says in words what a time rests on', () => {
  expect(seenText('mail')).toBe("from the mail's date")
  expect(seenText('prefix', 'year')).toBe(
    "from the time in front of its first line, which has no year or time zone: the year is from the file's time"
  )
})
