import { expect, it } from 'vitest'
import { utcTime } from './times.ts'

it('says a moment in UTC to the minute', () => {
  expect(utcTime(Date.UTC(2026, 10, 22, 15, 37, 59))).toBe('2026-11-22 15:37 UTC')
})
