import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { BucketRow, ReportRow } from '../../shared/model/bucket.ts'
import { bucketRowSchema, noteSchema, reportRowSchema } from '../../shared/model/bucket.ts'
import type { Report } from '../../shared/model/report.ts'
import type { GatheredBucket } from './gather.ts'
import { bucketsToMarkdown } from './markdown.ts'
import { closedNote, codeBlock, inlineCode, inlineText } from './markdown-text.ts'

const now = Date.UTC(2026, 10, 22, 14, 5)

const row = (changes: Partial<BucketRow> = {}): BucketRow => ({
  ...bucketRowSchema.parse({
    bucket: '0123456789ab',
    title: 'KASAN: use-after-free Read in __ext4_search_dir',
    kind: 'memory-safety',
    frame: '__ext4_search_dir',
    callers: ['ext4_find_entry', 'ext4_lookup'],
    count: 2,
    files: 1,
    kernels: ['6.1.0', '6.15.0-rc7'],
    firstSeen: Date.UTC(2026, 9, 1),
    firstSeenFrom: 'log',
    lastSeen: Date.UTC(2026, 10, 2, 3, 4),
    lastSeenFrom: 'file',
    hasNote: true
  }),
  ...changes
})

const report = (index: number): ReportRow =>
  reportRowSchema.parse({
    report: `0123456789abcdef-${index}`,
    bucket: '0123456789ab',
    log: 'a'.repeat(64),
    index,
    title: 'KASAN: use-after-free Read in __ext4_search_dir',
    kind: 'memory-safety',
    corrupted: index === 1,
    corruptedReason: '',
    kernel: '6.15.0-rc7',
    arch: 'x86_64',
    command: 'syz-executor',
    file: `/logs/run-${index}/console.log`,
    seen: Date.UTC(2026, 10, 2, 3, 4),
    seenFrom: 'file',
    seenAssumes: 'nothing'
  })

const sample = (lines: readonly string[]): Report =>
  ({
    lines: lines.map((text, index) => ({ line: index + 1, kind: 'detail', repeat: false, text }))
  }) as unknown as Report

const gathered = (changes: Partial<GatheredBucket> = {}): GatheredBucket => ({
  row: row(),
  note: null,
  reports: [report(0), report(1)],
  sample: sample(['BUG: KASAN: use-after-free in __ext4_search_dir+0xf2/0x1b0', 'Read of size 1']),
  ...changes
})

const noted = (text: string): GatheredBucket['note'] =>
  noteSchema.parse({ bucket: '0123456789ab', text, revision: 1, saved: now })

test('writes one bucket as a document', () => {
  const { fileName, text } = bucketsToMarkdown([gathered({ note: noted('# Cause\n\nFreed in `rmdir`.\n') })], now)
  expect(fileName).toBe('kasan-use-after-free-read-in-__ext4_search_dir.md')
  expect(text).toBe(`# KASAN: use-after-free Read in \\_\\_ext4_search_dir

- Bucket: \`0123456789ab\`
- Kind: memory safety
- Seen: 2 reports in 1 log
- First seen: 2026-10-01 00:00 UTC, from the log's own clock
- Last seen: 2026-11-02 03:04 UTC, from the file's time
- Kernels: \`6.1.0\`, \`6.15.0-rc7\`
- Function: \`__ext4_search_dir\`
- Called from: \`ext4_find_entry\`, \`ext4_lookup\`

## Note

# Cause

Freed in \`rmdir\`.

## Report

\`\`\`text
BUG: KASAN: use-after-free in __ext4_search_dir+0xf2/0x1b0
Read of size 1
\`\`\`

## 2 reports

- \`/logs/run-0/console.log\` (\`0123456789abcdef-0\`), 2026-11-02 03:04 UTC, \`6.15.0-rc7\`, \`syz-executor\`
- \`/logs/run-1/console.log\` (\`0123456789abcdef-1\`), 2026-11-02 03:04 UTC, \`6.15.0-rc7\`, \`syz-executor\`, corrupted
`)
})

test('writes several buckets under one heading, and none too', () => {
  const { fileName, text } = bucketsToMarkdown([gathered(), gathered({ row: row({ title: 'WARNING in f' }) })], now)
  expect(fileName).toBe('oopsdesk-2026-11-22.md')
  expect(text.match(/^#+ .*$/gm)).toEqual([
    '# 2 kernel crashes, 2026-11-22',
    '## KASAN: use-after-free Read in \\_\\_ext4_search_dir',
    '### Report',
    '### 2 reports',
    '## WARNING in f',
    '### Report',
    '### 2 reports'
  ])
  expect(bucketsToMarkdown([], now).text).toBe('# 0 kernel crashes, 2026-11-22\n')
})

test('says what it leaves out', () => {
  const lines = Array.from({ length: 500 }, (_, index) => `line ${index}`)
  const kernels = ['4', '5', '6', '7', '8', '9', '10']
  const { text } = bucketsToMarkdown([gathered({ row: row({ count: 1000, kernels }), sample: sample(lines) })], now)
  expect(text).toContain('line 399\n[100 more lines in the log]\n```')
  expect(text).toContain('- Kernels: `6`, `7`, `8`, `9`, `10` and 2 older')
  expect(text).toContain('## 1000 reports')
  expect(text).toContain('- and 998 more')
})

test('leaves titles readable and makes their marks inert', () => {
  expect(inlineText('general protection fault in skb_queue_tail')).toBe('general protection fault in skb_queue_tail')
  expect(inlineText('__x64_sys_open and f__')).toBe('\\_\\_x64_sys_open and f\\_\\_')
  expect(inlineText('<img src=x> [a](javascript:x) `c` *b* &lt; # |')).toBe(
    '\\<img src=x> \\[a\\](javascript:x) \\`c\\` \\*b\\* \\&lt; \\# \\|'
  )
  expect(inlineText('see https://evil.example and www.evil.example')).toBe(
    'see https\\://evil.example and www\\.evil.example'
  )
  expect(inlineText('a\nb\u202ec\u0000')).toBe('a b\\\\u{202e}c\\\\u{0}')
})

test('no text closes the code that holds it', () => {
  const text = fc.array(fc.constantFrom('`', '``', '`````', '\n', ' ', 'a', '~~~', '\r')).map((parts) => parts.join(''))
  fc.assert(
    fc.property(text, (inside) => {
      const block = codeBlock(inside.split('\n')).split('\n')
      const fence = block.at(-1) ?? ''
      expect(fence).toMatch(/^`{3,}$/)
      expect(block[0]).toBe(`${fence}text`)
      for (const line of block.slice(1, -1)) expect(line).not.toContain(fence)

      const code = inlineCode(inside)
      const mark = /^`+/.exec(code)?.[0] ?? ''
      if (code !== '') expect(code.slice(mark.length, -mark.length).split(/[^`]+/)).not.toContain(mark)
    })
  )
})

test('a note keeps its text and cannot swallow what follows', () => {
  expect(closedNote('# A\n\ntext\r\nmore')).toBe('# A\n\ntext\nmore')
  expect(closedNote('```\ncode')).toBe('```\ncode\n```')
  expect(closedNote('~~~~ c\n```\n~~~\n')).toBe('~~~~ c\n```\n~~~\n~~~~')
  expect(closedNote('```\ncode\n```')).toBe('```\ncode\n```')
  expect(closedNote('``` `not a fence`')).toBe('``` `not a fence`')
  expect(closedNote('a <!-- comment')).toBe('a <!-- comment\n-->')
  const { text } = bucketsToMarkdown([gathered({ note: noted('```\nopen') })], now)
  expect(text).toContain('open\n```\n\n## Report')
})

const name = (title: string): string => bucketsToMarkdown([gathered({ row: row({ title }) })], now).fileName

test('names the file so that any system takes it', () => {
  expect(name('../../etc/passwd')).toBe('etc-passwd.md')
  expect(name('???')).toBe('bucket.md')
  expect(name('x'.repeat(200))).toHaveLength(83)
})
