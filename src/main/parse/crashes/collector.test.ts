import { expect, test } from 'vitest'
import { mostReportsOfLog } from '../../../shared/model/report.ts'
import { parseLog } from '../parse-log.ts'

const crashes = (count: number): Buffer =>
  Buffer.from(
    Array.from(
      { length: count },
      (_, index) =>
        `[    1.000000] WARNING: CPU: 0 PID: 1 at fs/quay.c:${index + 1} moor+0x1/0x2\n[    1.000000]  moor+0x1/0x2\n`
    ).join('')
  )

test('crashes beyond the most that are kept of a log are counted', { timeout: 60_000 }, () => {
  const { reports, omitted } = parseLog(crashes(mostReportsOfLog + 3))
  expect(reports).toHaveLength(mostReportsOfLog)
  expect(omitted).toBe(3)
})

test('a log whose crashes are all kept says nothing of others', () => {
  const parsed = parseLog(crashes(3))
  expect(parsed.reports).toHaveLength(3)
  expect(parsed).not.toHaveProperty('omitted')
})
