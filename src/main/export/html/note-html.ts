import { micromark } from 'micromark'
import { gfm, gfmHtml } from 'micromark-extension-gfm'
import { visibleProse } from '../visible.ts'
import { escaped } from './escape.ts'

/** Characters. What is longer is no note but a log, and is shown as it is. */
const longestNote = 200_000

const safeLink = /^(?:https?:\/\/|mailto:|#)/i

/**
 * A note's Markdown as HTML. micromark writes HTML of the note as text, so every tag below is its own; images become
 * their words, and links lead to the web, to mail or within the note. `prefix` tells footnotes of different notes apart.
 */
export const noteHtml = (note: string, prefix: string): string => {
  const text = visibleProse(note).trim()
  if (text.length > longestNote) return `<pre>${escaped(text)}</pre>`
  return (
    micromark(text, { extensions: [gfm()], htmlExtensions: [gfmHtml({ clobberPrefix: `${prefix}-` })] })
      .replaceAll(/<img src="[^"]*" alt="([^"]*)"(?: title="[^"]*")? \/>/g, '<span class="image">[image: $1]</span>')
      .replaceAll(/<a href="([^"]*)"/g, (tag, target: string) =>
        safeLink.test(target) ? (target.startsWith('#') ? tag : `${tag} rel="noreferrer noopener"`) : '<a'
      )
      // Headings of a note stand below that of its bucket.
      .replaceAll(/<(\/?)h([1-6])\b/g, (_, end: string, level: string) => `<${end}h${Math.min(6, Number(level) + 3)}`)
      .replaceAll(/ id="footnote-label"| aria-describedby="footnote-label"/g, '')
      .replaceAll(/<input type="checkbox"([^>]*)\/?>/g, (_, rest: string) =>
        rest.includes('checked')
          ? '<span class="task" role="img" aria-label="done">☑</span>'
          : '<span class="task" role="img" aria-label="to do">☐</span>'
      )
  )
}
