import * as fc from 'fast-check'
import { micromark } from 'micromark'
import { gfm, gfmHtml } from 'micromark-extension-gfm'
import { expect, test } from 'vitest'
import {
  buildAnnotation,
  buildBucketRow,
  buildGathered,
  buildNote,
  hostileTexts,
  triaged
} from '../../../../tests/builders/gathered-bucket.ts'
import { buildReport } from '../../../../tests/builders/report.ts'
import { bucketIdSchema } from '../../../shared/model/ids.ts'
import { bucketMarkdown } from './bucket-markdown.ts'
import { inertNote } from './inert-note.ts'
import { codeBlock, inlineCode, inlineText } from './markdown-text.ts'

test('writes one bucket as a document', () => {
  const bucket = buildGathered({ notes: [buildNote('# Cause\n\nFreed in `rmdir`.\n')] })
  expect(bucketMarkdown(bucket, '#')).toBe(`# KASAN: use-after-free Read in \\_\\_ext4_search_dir

- Bucket: \`0123456789ab\`
- Kind: memory safety
- Seen: 2 reports in 1 log
- First seen: 2026-10-01 00:00 UTC, from the log's own clock
- Last seen: 2026-11-02 03:04 UTC, from the file's time
- Kernels: \`6.1.0\`, \`6.15.0-rc7\`
- Function: \`__ext4_search_dir\`
- Called from: \`ext4_find_entry\`, \`ext4_lookup\`

## Note

*Mia Example \\<mia@example.org>, 2026-11-03 09:00 UTC*

### Cause

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

test('says what was decided: status, priority, owner, tags, duplicates, decisions, remarks', () => {
  const base = buildGathered()
  const other = { bucket: bucketIdSchema.parse('ba9876543210'), title: 'WARNING in f' }
  const text = bucketMarkdown(
    buildGathered({
      row: buildBucketRow({
        triage: triaged({
          status: { kind: 'fixed', commit: 'abcdef0123', title: 'ext4: do not read past the end', release: '6.16' },
          priority: 'high',
          owner: 'Mia',
          tags: ['fs', 'needs repro'],
          cameBack: { text: '6.17 has the fix and crashed.', certain: true }
        })
      }),
      detail: {
        ...base.detail,
        duplicateOf: other,
        decisions: [
          {
            decision: 'd',
            made: 0,
            what: { kind: 'duplicate', bucket: base.row.bucket, of: other.bucket },
            text: 'Marked.'
          }
        ]
      },
      annotations: [buildAnnotation('Freed **here**.', ['ext4_find_entry+0x1/0x2'])]
    }),
    '##'
  )
  expect(text).toContain(`- Status: fixed by abcdef0123 "ext4: do not read past the end", in 6.16
- Came back: 6.17 has the fix and crashed.
- Priority: high
- Owner: Mia
- Tags: \`fs\`, \`needs repro\`
- Duplicate of: WARNING in f (\`ba9876543210\`)
- Bucket:`)
  expect(text).toContain('### Decisions\n\n- 1970-01-01 00:00 UTC: Marked.\n')
  expect(text).toContain(`### Annotations

**Remark** on line 2 of \`0123456789abcdef-0\` (\`ext4_find_entry\`)

\`\`\`text
ext4_find_entry+0x1/0x2
\`\`\`

*Noor Example, 2026-11-03 10:00 UTC*

Freed **here**.
`)
})

test('a note that was written apart has both of its texts', () => {
  const text = bucketMarkdown(buildGathered({ notes: [buildNote('Mine.', 'Yours.')] }), '#')
  expect(text).toContain('*2 texts of this note were written apart; all of them stand.*')
  expect(text).toMatch(/Mia Example.*\n\nMine\.\n\n\*Noor Example.*\n\nYours\./)
})

test('says what it leaves out', () => {
  const lines = Array.from({ length: 500 }, (_, index) => `line ${index}`)
  const kernels = ['4', '5', '6', '7', '8', '9', '10']
  const text = bucketMarkdown(
    buildGathered({ row: buildBucketRow({ count: 1000, kernels }), sample: buildReport({ lines }) }),
    '#'
  )
  expect(text).toContain('line 398\n[101 more lines in the log]\n```')
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
  expect(inertNote('# A\n\ntext\r\nmore', 2)).toBe('### A\n\ntext\nmore')
  expect(inertNote('```\ncode', 2)).toBe('```\ncode\n```')
  expect(inertNote('~~~~ c\n```\n~~~\n', 2)).toBe('~~~~ c\n```\n~~~\n~~~~')
  expect(inertNote('```\ncode <b>\n``` ', 2)).toBe('```\ncode <b>\n```')
  expect(inertNote('``` `not a fence`', 2)).toBe('``` `not a fence`')
  const text = bucketMarkdown(buildGathered({ notes: [buildNote('```\nopen')] }), '#')
  expect(text).toContain('open\n```\n\n## Report')
})

test('a fence in a list or a quotation ends with it, and is not closed behind it', () => {
  for (const note of [
    '- ```\n  code\n  ```',
    '- item\n  ```\n  code',
    '> ```\n> code',
    '1. a\n   ```\n   b\n   ```\n   c'
  ]) {
    expect(inertNote(note, 2)).toBe(note)
    const text = bucketMarkdown(buildGathered({ notes: [buildNote(note)] }), '#')
    expect(micromark(text)).toMatch(/^<h2>Report<\/h2>$/m)
  }
})

test('whatever a note is made of, what follows it is no part of it', () => {
  const parts = fc.constantFrom(
    '```',
    '~~~',
    '````',
    '\n',
    '\n\n',
    '- ',
    '1. ',
    '> ',
    '  ',
    '    ',
    '\t',
    'a',
    '[^1]: ',
    '# '
  )
  fc.assert(
    fc.property(fc.array(parts, { maxLength: 14 }), (all) => {
      const html = micromark(`${inertNote(all.join(''), 2)}\n\n## Next\n`, {
        extensions: [gfm()],
        htmlExtensions: [gfmHtml()]
      })
      const before = html.slice(0, html.indexOf('<h2>Next</h2>'))
      expect(html).toContain('<h2>Next</h2>')
      for (const tag of ['pre', 'li', 'blockquote']) {
        expect(before.split(`<${tag}>`).length, html).toBe(before.split(`</${tag}>`).length)
      }
    }),
    { numRuns: 2000 }
  )
})

test('a note has no HTML, no images, and links to nowhere but the web and mail', () => {
  expect(inertNote('a <!-- comment', 2)).toBe('a <!-- comment')
  expect(inertNote('<!--\n```\n-->\n```\n<img src=x>\n```', 2)).not.toMatch(/^<img/m)
  expect(inertNote('Call Trace:\n<TASK>\n f+0x1/0x2\n</TASK>', 2)).toContain('\\<TASK>')
  expect(inertNote('![a](https://example.org/a.png)', 2)).toBe('\\![a](https://example.org/a.png)')
  expect(inertNote('[a](javascript:alert(1)) [b](<java&#115;cript:alert(1)>)', 2)).toBe(
    '[a](#javascript:alert(1)) [b](<#java&#115;cript:alert(1)>)'
  )
  expect(inertNote('[a]\n\n[a]: data:text/html,x', 2)).toBe('[a]\n\n[a]: #data:text/html,x')
  expect(inertNote('<javascript:alert(1)> <https://kernel.org>', 2)).toBe(
    '\\<javascript:alert(1)> <https://kernel.org>'
  )
  expect(inertNote('[a](https://kernel.org/b) [c](mailto:d@example.org) [e](#f)', 2)).toBe(
    '[a](https://kernel.org/b) [c](mailto:d@example.org) [e](#f)'
  )
  expect(inertNote('`<b>` and \\<b>', 2)).toBe('`<b>` and \\<b>')
})

test('whatever a note is made of, Markdown finds no HTML in it', () => {
  const parts = fc.constantFrom(
    ...hostileTexts,
    '<',
    '>',
    '!',
    '-->',
    '<!--',
    '<pre>',
    '\n',
    '\n\n',
    '    ',
    '> ',
    '- ',
    '`',
    '```',
    '~~~',
    '# ',
    '===',
    '---',
    '\\',
    '[',
    ']('
  )
  fc.assert(
    fc.property(fc.array(parts, { maxLength: 12 }), (all) => {
      const html = micromark(inertNote(all.join(''), 2), {
        allowDangerousHtml: true,
        allowDangerousProtocol: true,
        extensions: [gfm()],
        htmlExtensions: [gfmHtml()]
      })
      expect(html).not.toMatch(/<(?:img|script|svg|iframe|style|title|!--|b>)/)
      expect(html).not.toMatch(/(?:href|src)="(?!https?:|mailto:|#|\/)[^"#/?]*(?::|&)/i)
    }),
    { numRuns: 1000 }
  )
})

test('nothing hostile is more than text, in any place', () => {
  for (const text of hostileTexts) {
    const written = bucketMarkdown(
      buildGathered({
        row: buildBucketRow({ title: text, frame: text, kernels: [text], callers: [text] }),
        notes: [buildNote(text)],
        annotations: [buildAnnotation(text, [text])],
        sample: buildReport({ title: 'x', lines: [text] })
      }),
      '#'
    )
    const html = micromark(written, { allowDangerousHtml: true, allowDangerousProtocol: true })
    expect(html).not.toMatch(/<(?:img|script|svg|iframe|style|title|!--|b>)/)
    expect(html).not.toContain('href="javascript:')
    for (const hidden of ['\r', '\0', '\u202e', '\u2028', '\u2066']) expect(written.includes(hidden)).toBe(false)
    expect(written.isWellFormed()).toBe(true)
    expect(html.match(/<h2>/g)?.length).toBe(4)
  }
})
