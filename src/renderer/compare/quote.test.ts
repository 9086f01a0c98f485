import { expect, it } from 'vitest'
import type { ComparedPair } from '../../shared/model/comparison.ts'
import { quoted, withQuote } from './quote.ts'

const hunk = { section: 'stack', a: { from: 12, to: 13 }, b: { from: 30, to: 32 }, rows: { from: 0, to: 2 } } as const
const pair = (lines: readonly string[]) =>
  ({
    a: { name: 'one.log', row: { report: '0123456789abcdef-0' }, firstLine: 11, text: 'x\na_frame+0x1/0x2' },
    b: { name: 'Pasted text', row: null, firstLine: 30, text: lines.join('\n') }
  }) as unknown as ComparedPair

it('quotes a difference with both reports and its lines', () => {
  expect(quoted(pair(['b_frame+0x1/0x2', 'c_frame+0x1/0x2']), hunk)).toBe(
    `\`0123456789abcdef-0\` (-) and Pasted text, which is not in the corpus (+) differ in the stack:

\`\`\`diff
-a_frame+0x1/0x2
+b_frame+0x1/0x2
+c_frame+0x1/0x2
\`\`\`
`
  )
})

it('fences off a fence', () => {
  expect(quoted(pair(['```', 'c']), hunk)).toContain('\n````diff\n')
})

it('stands below what the note says', () => {
  expect(withQuote('', 'quote\n')).toBe('quote\n')
  expect(withQuote('Seen before.\n', 'quote\n')).toBe('Seen before.\n\nquote\n')
})
