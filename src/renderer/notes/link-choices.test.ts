import { expect, it } from 'vitest'
import { buildReportRow } from '../../../tests/builders/gathered-bucket.ts'
import { reportIdSchema } from '../../shared/model/ids.ts'
import { lineChoices, queryAt, reportChoice, withChoice } from './link-choices.ts'

const at = (text: string) => queryAt(text, text.length)

it('offers links where a sign begins a word', () => {
  expect(at('see #ext4')).toEqual({ sign: '#', text: 'ext4', start: 4 })
  expect(at('@')).toEqual({ sign: '@', text: '', start: 0 })
  expect(at('line\n(@12')).toEqual({ sign: '@', text: '12', start: 6 })
})

it('offers none in a heading, an address or the middle of a word', () => {
  for (const text of ['# Found', '## ', 'jane@example.org', 'a#b', '#ext4 and']) expect(at(text)).toBeNull()
})

it('puts the link in the place of what was typed', () => {
  const choice = { key: 'a', name: 'a', detail: '', link: '[a](/buckets/0123456789ab)' }
  const query = { sign: '#', text: 'ex', start: 4 } as const
  expect(withChoice('see #ex, too', query, 7, choice)).toEqual({
    text: 'see [a](/buckets/0123456789ab) , too',
    caret: 31
  })
  expect(withChoice('see #ex too', query, 7, choice).text).toBe('see [a](/buckets/0123456789ab) too')
})

it('finds lines by number and by word', () => {
  const report = reportIdSchema.parse('0123456789abcdef-0')
  const lines = [
    { line: 9, text: 'Call Trace:' },
    { line: 12, text: ' ext4_find_extent+0x1/0x2' },
    { line: 121, text: '</TASK>' }
  ]
  expect(lineChoices(report, lines, '12').map(({ name }) => name)).toEqual(['line 12', 'line 121'])
  expect(lineChoices(report, lines, 'EXT4')[0]?.link).toBe('[line 12](/reports/0123456789abcdef-0?line=12)')
})

it('tells reports of one title apart by their log and their place in it', () => {
  const row = buildReportRow(1, { title: 'WARNING in f', file: '/logs/a/console.log', kernel: '6.12.1', arch: 'arm64' })
  const own = reportChoice(row, 'bucket')
  expect(own.name).toBe('crash 2 of console.log')
  expect(own.detail).toMatch(/^6\.12\.1, arm64, \d{4}-\d\d-\d\d$/)
  expect(own.link).toMatch(/^\[WARNING in f \(6\.12\.1, crash 2 of console\.log\)\]/)
  expect(reportChoice(row, 'corpus').detail).toMatch(/^WARNING in f, 6\.12\.1/)
})
