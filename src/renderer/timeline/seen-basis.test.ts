import { expect, it } from 'vitest'
import { seenBasis } from './seen-basis.ts'

it('says when dates are those of files alone', () => {
  expect(seenBasis({ firstSeenFrom: 'file', lastSeenFrom: 'file' }, 'week')).toBe(
    'Reports by week, UTC. The dates are the times of the log files, for the logs state none that could be read.'
  )
  expect(seenBasis({ firstSeenFrom: 'mail', lastSeenFrom: 'mail' }, 'day')).toContain("are from the mail's date.")
  expect(seenBasis({ firstSeenFrom: 'file', lastSeenFrom: 'log' }, 'day')).toBe(
    "Reports by day, UTC. The first date is from the file's time, the last from the log's own clock."
  )
})
