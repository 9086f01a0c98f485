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

test.each(['BUG: kernel NULL pointer dereference, address: 0000000000000018', '12.000001] BUG: shelf is torn'])(
  'a copy whose first line lost its begin is one crash: %s',
  (first) => {
    const { reports } = parseLog(
      new TextEncoder().encode(
        `${first}\n[   12.000002] RIP: 0010:shelf_take+0x12/0x40\n[   12.000003] Call Trace:\n[   12.000004]  shelf_empty+0x20/0x50\n`
      )
    )
    expect(reports.map(({ startLine, endLine }) => [startLine, endLine])).toEqual([[1, 4]])
  }
)

test('a list of modules that a terminal broke is whole', () => {
  const { reports } = parseLog(
    new TextEncoder().encode(
      [
        '[   12.000001] BUG: kernel NULL pointer dereference, address: 0000000000000018',
        '[   12.000002] Modules linked in: crane(O) shelf wharf_core',
        'wharf quay_lock jetty',
        'pier(O) buoy [last unloaded: tug]',
        'somebody types here.',
        '[   12.000003] RIP: 0010:shelf_take+0x12/0x40',
        ''
      ].join('\n')
    )
  )
  const names = reports[0]?.modules?.value.map(({ name }) => name)
  expect(names).toEqual(['crane', 'shelf', 'wharf_core', 'wharf', 'quay_lock', 'jetty', 'pier', 'buoy'])
})

test('a crash ends where another kernel starts', () => {
  const { reports } = parseLog(
    new TextEncoder().encode(
      [
        '[   12.000001] BUG: kernel NULL pointer dereference, address: 0000000000000018',
        '[   12.000002] RIP: 0010:shelf_take+0x12/0x40',
        '[    0.000000] Linux version 6.1.0 (user@host) (gcc (Debian 14.2.0-19) 14.2.0) #1 SMP',
        '[    0.000000] Call Trace:',
        '[    0.000000]  shelf_boot+0x12/0x40',
        ''
      ].join('\n')
    )
  )
  expect(reports.map(({ startLine, endLine, stacks }) => [startLine, endLine, stacks.length])).toEqual([[1, 2, 0]])
})
