import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { MarkdownText } from './markdown.tsx'

const shown = (text: string): string => renderToStaticMarkup(<MarkdownText text={text} />)

it('shows a pasted call trace whole, with its marks', () => {
  const html = shown(
    'Call Trace:\n\n<TASK>\n bch2_btree_path_traverse_one+0xe34/0x2430\n</TASK>\n\nand <IRQ> inside a line'
  )
  for (const part of ['&lt;TASK&gt;', 'bch2_btree_path_traverse_one+0xe34/0x2430', '&lt;/TASK&gt;', '&lt;IRQ&gt;']) {
    expect(html).toContain(part)
  }
})

it('shows a note that nests too deep as it is, and at once', () => {
  const note = `${'- '.repeat(20_000)}<b>`
  expect(shown(note)).toBe(`<div class="markdown"><pre>${'- '.repeat(20_000)}&lt;b&gt;</pre></div>`)
})

it('names what cannot be seen, however it was written', () => {
  expect(shown('a&#x202e;b `c\u202ed`')).toBe('<div class="markdown"><p>a\\u{202e}b <code>c\\u{202e}d</code></p></div>')
})

it('never takes HTML for more than text', () => {
  const html = shown(
    '<img src=x onerror=alert(1)> <script>alert(1)</script>\n\n[a](javascript:alert(1)) ![b](https://example.org/b.png)'
  )
  expect(html).not.toMatch(/<(?:img|script)/)
  expect(html).not.toMatch(/href="javascript:/)
  expect(html).toContain('&lt;script&gt;')
  expect(html).toContain('[image: b]')
})

it('shows boxes that say what they are for, and turns those it is let', () => {
  const text = '- [x] done\n- [ ] open\n  - [ ] below\n'
  const html = shown(text)
  expect(html.match(/type="checkbox"/g)).toHaveLength(3)
  expect(html.match(/disabled=""/g)).toHaveLength(3)
  expect(html).toContain('aria-label="done"')
  const live = renderToStaticMarkup(<MarkdownText text={text} onBox={() => undefined} />)
  expect(live).not.toContain('disabled')
  expect(live).toContain('aria-label="below"')
})

it('leads to a bucket only where it can be opened', () => {
  const text = '[a](/buckets/0123456789ab) [b](//evil/buckets/0123456789ab)'
  expect(shown(text)).not.toContain('href')
  const html = renderToStaticMarkup(<MarkdownText text={text} onOpen={() => undefined} />)
  expect(html.match(/href=/g)).toHaveLength(1)
  expect(html).toContain('href="/buckets/0123456789ab"')
})
