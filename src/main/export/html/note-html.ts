import { micromark } from 'micromark'
import { gfm, gfmHtml } from 'micromark-extension-gfm'
import { isBeyondMarkdown } from '../../../shared/model/markdown-limits.ts'
import { visibleProse } from '../../../shared/model/visible.ts'
import { escaped } from './escape.ts'

/** Made once: putting it together takes longer than a short note. */
const extensions = [gfm()]

const safeLink = /^(?:https?:\/\/|mailto:|#)/i

/** Headings of a note stand below that of their section, without a gap between the levels that it uses. */
const nested = (html: string, below: number): string => {
  const used = ['1', '2', '3', '4', '5', '6'].filter((level) => html.includes(`<h${level}`))
  return html.replaceAll(
    /<(\/?)h([1-6])\b/g,
    (_, end: string, level: string) => `<${end}h${Math.min(6, below + 1 + used.indexOf(level))}`
  )
}

/**
 * A note's Markdown as HTML. micromark writes HTML of the note as text, so every tag below is its own; images become
 * their words, and links lead to the web, to mail or within the note. `prefix` tells footnotes of different notes apart,
 * `below` is the level of the heading that the note stands below.
 */
export const noteHtml = (note: string, prefix: string, below: number): string => {
  const text = visibleProse(note).trim()
  if (isBeyondMarkdown(text)) return `<pre>${escaped(text)}</pre>`
  const written = micromark(text, { extensions, htmlExtensions: [gfmHtml({ clobberPrefix: `${prefix}-` })] })
  // What cannot be seen may have come as a character reference, such as `&#x202e;`.
  const html = visibleProse(written)
    .replaceAll(/<img src="[^"]*" alt="([^"]*)"(?: title="[^"]*")? \/>/g, '<span class="image">[image: $1]</span>')
    .replaceAll(/<a href="([^"]*)"/g, (tag, target: string) =>
      safeLink.test(target) ? (target.startsWith('#') ? tag : `${tag} rel="noreferrer noopener"`) : '<a'
    )
    .replaceAll(/ id="footnote-label"| aria-describedby="footnote-label"/g, '')
    .replaceAll(/<input type="checkbox"([^>]*)\/?>/g, (_, rest: string) =>
      rest.includes('checked')
        ? '<span class="task" role="img" aria-label="done">☑</span>'
        : '<span class="task" role="img" aria-label="to do">☐</span>'
    )
  return nested(html, below)
}
